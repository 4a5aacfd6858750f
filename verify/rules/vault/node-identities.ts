import type { Identity } from "../../azure/types.js";
import type { World } from "../../world.js";

/**
 * How the name of the add-on's identity begins; the name of the cluster follows, in lower case.
 *
 * @see https://learn.microsoft.com/azure/aks/csi-secrets-store-driver
 */
export const ADD_ON_PREFIX = "azurekeyvaultsecretsprovider";

/** How the name of the identity of the nodes ends; the name of the cluster stands before it. */
const KUBELET_SUFFIX = "-agentpool";

/** Identities that AKS makes for a cluster and that are looked up by their names, with what they are, by id. */
export function nodeIdentities({ azure }: World): ReadonlyMap<string, string> {
  const clusters = new Set(
    azure.clusters.flatMap(({ resource }) => azure.valueOf(resource, "name")?.text.toLowerCase() ?? []),
  );
  const named = azure.identities
    .filter(({ existing, kind }) => existing && kind === "managed-identity")
    .flatMap((identity) => {
      const what = whatItIs(lowerNameOf(identity, azure), clusters);
      return what === undefined ? [] : [[identity.id, what] as const];
    });
  return new Map(named);
}

/** Name of an identity as ARM compares it; empty where it is not known. */
export function lowerNameOf({ resource }: Identity, azure: World["azure"]): string {
  return azure.valueOf(resource, "name")?.text.toLowerCase() ?? "";
}

function whatItIs(name: string, clusters: ReadonlySet<string>): string | undefined {
  if (name.startsWith(`${ADD_ON_PREFIX}-`)) {
    return `the identity of the add-on of cluster ${name.slice(ADD_ON_PREFIX.length + 1)}`;
  }
  const cluster = name.endsWith(KUBELET_SUFFIX) ? name.slice(0, -KUBELET_SUFFIX.length) : undefined;
  return cluster !== undefined && clusters.has(cluster) ? `the kubelet identity of cluster ${cluster}` : undefined;
}
