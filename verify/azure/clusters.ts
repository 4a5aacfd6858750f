import { blocksIn } from "../terraform/blocks.js";
import type { Resource } from "../terraform/resource.js";
import { type Context, thingOf } from "./context.js";
import type { AddOn, Cluster } from "./types.js";

/** The clusters of the artefacts. */
export function clustersIn(context: Context): readonly Cluster[] {
  return context.distinct("azurerm_kubernetes_cluster", "azurerm_kubernetes_automatic_cluster").map((resource) => ({
    ...thingOf(resource),
    resource,
    existing: resource.existing,
    issuer: context.evaluator.attributeOf(resource, "oidc_issuer_url"),
    addOn: addOnOf(context, resource),
  }));
}

const BLOCK = "key_vault_secrets_provider";

/** @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/kubernetes_cluster */
function addOnOf(context: Context, resource: Resource): AddOn | "off" | "unknown" {
  const written = Object.hasOwn(resource.attributes, BLOCK) ? resource.attributes[BLOCK] : undefined;
  const dynamic = blocksIn(resource.attributes, "dynamic").some((block) => Object.hasOwn(block, BLOCK));
  if (blocksIn(resource.attributes, BLOCK).length === 0) {
    const said = Array.isArray(written) || (written ?? null) === null;
    // An automatic cluster has no argument for it, a data source may not have been read yet.
    const silent = written === undefined && (resource.existing || resource.type !== "azurerm_kubernetes_cluster");
    return !said || dynamic || silent ? "unknown" : "off";
  }
  const rotation = context.evaluator.valueOf(resource, [BLOCK, "secret_rotation_enabled"]);
  const interval = context.evaluator.valueOf(resource, [BLOCK, "secret_rotation_interval"]);
  return {
    rotation: rotation === undefined ? false : rotation.known ? rotation.text === "true" : undefined,
    interval: interval === undefined ? "2m" : interval.known ? interval.text : undefined,
  };
}
