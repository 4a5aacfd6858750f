import type { Grant } from "../../azure/types.js";
import { broken, defineRule } from "../../rule.js";
import type { World } from "../../world.js";
import { roleOf } from "./grants.js";
import { valuesAt } from "./network.js";
import { nodeIdentities } from "./node-identities.js";
import { called, reachOf } from "./wording.js";

/** What the node may read, every pod on it may read: it only has to ask the metadata service. */
export const noNodeAccess = defineRule({
  id: "no-node-access",
  severity: "warning",
  summary: "No identity of the cluster itself may read a vault.",
  link: "access",
  needs: ["azure"],
  *check(world) {
    const byNodes = world.kubernetes.classes.some(({ mode }) => mode === "node-identity");
    const own = ownIdentities(world, nodeIdentities(world));
    for (const grant of world.azure.grants) {
      const whose = mayRead(grant) ? clusterIdentityOf(grant, own) : undefined;
      if (whose === undefined) {
        continue;
      }
      yield broken({
        on: grant,
        at: [grant.principalArgument],
        severity: byNodes ? "note" : "warning",
        message: `${called(grant)} lets ${whose} read ${reachOf(grant)}, and with it every pod of the cluster`,
        ...(grant.principal === undefined ? {} : { got: grant.principal.text }),
        allowed: "an identity of its own for each workload",
        fix: byNodes
          ? "move the classes that read as the node to workload identity, then remove the grant"
          : "remove it, and let the pods read with workload identity",
        shows: "nothing; any pod that reaches the metadata service of its node can read the vault",
      });
    }
  },
});

function mayRead(grant: Grant): boolean {
  const { scope, permissions } = grant;
  if (scope.level === "elsewhere") {
    return false;
  }
  return permissions === undefined
    ? (roleOf(grant)?.reads.length ?? 0) > 0
    : Object.values(permissions).some((permitted) => permitted.includes("get") || permitted.includes("all"));
}

/** User-assigned identities that clusters have, by id; one that unwraps the keys of etcd needs its vault. */
function ownIdentities({ azure }: World, named: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const own = new Map(named);
  for (const { resource, id } of azure.clusters) {
    const kubelet = azure.resourceOf(azure.valueOf(resource, "kubelet_identity", 0, "user_assigned_identity_id"));
    if (kubelet !== undefined) {
      own.set(kubelet.id, `the kubelet identity of ${id}`);
    }
    if (azure.valueOf(resource, "key_management_service", 0, "key_vault_key_id") !== undefined) {
      continue;
    }
    for (const controlPlane of valuesAt(azure, resource, "identity", 0, "identity_ids")) {
      const identity = azure.resourceOf(controlPlane);
      if (identity !== undefined && !own.has(identity.id)) {
        own.set(identity.id, `the control plane's identity of ${id}`);
      }
    }
  }
  return own;
}

const ATTRIBUTES: readonly (readonly [string, string])[] = [
  ["kubelet_identity", "the kubelet identity"],
  ["key_vault_secrets_provider", "the identity of the add-on"],
  ["identity", "the control plane's identity"],
];

function clusterIdentityOf({ principal, identity }: Grant, own: ReadonlyMap<string, string>): string | undefined {
  const [reference] = principal?.references ?? [];
  if (identity !== undefined || reference?.resource.type !== "azurerm_kubernetes_cluster") {
    return identity && own.get(identity.id);
  }
  const [, what] = ATTRIBUTES.find(([start]) => reference.attribute.startsWith(start)) ?? [];
  return what && `${what} of ${reference.resource.id}`;
}
