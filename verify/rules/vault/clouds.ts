import type { Vault } from "../../azure/types.js";
import { type Cloud, cloudOfEnvironment, cloudOfRegion } from "../../facts/clouds.js";
import { field, isObject } from "../../reading/json.js";
import type { World } from "../../world.js";

/** Where a vault is: by the provider that makes it, or else by its region; undefined where neither says so. */
export function cloudOf({ azure }: World, { resource }: Vault): Cloud | undefined {
  const environment = environmentOf(resource.place.document.value, resource.attributes);
  const byProvider = environment === undefined ? undefined : cloudOfEnvironment(environment);
  const location = azure.valueOf(resource, "location");
  return byProvider ?? (location?.known ? cloudOfRegion(location.text) : undefined);
}

/** `environment` of the provider that a resource is made with. */
function environmentOf(document: unknown, attributes: unknown): string | undefined {
  const [, alias] = String(field(attributes, "provider") ?? "azurerm").split(".");
  const written = field(document, "provider", "azurerm");
  const blocks: readonly unknown[] = Array.isArray(written) ? written : isObject(written) ? [written] : [];
  const own = blocks.find((block) => field(block, "alias") === alias);
  const planned = field(document, "configuration", "provider_config", "azurerm", "expressions", "environment");
  const environment = field(own, "environment") ?? field(planned, "constant_value");
  return typeof environment === "string" ? environment : undefined;
}
