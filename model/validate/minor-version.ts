import type { Cluster, NewCluster } from "../cluster.js";

/** Whether a cluster is described with a version below a minor one of Kubernetes 1. Of an existing one nothing is known. */
export function isOlder(
  cluster: Cluster,
  minor: number,
): cluster is NewCluster & { readonly kubernetesVersion: string } {
  return cluster.origin === "new" && Number(cluster.kubernetesVersion?.split(".")[1]) < minor;
}
