import type { Environment } from "../environment.js";
import * as limits from "../limits.js";
import { problem, quote, within } from "../problem.js";
import { checkInteger, checkName, type Problems } from "./checks.js";

/** Checks the cluster. */
export function* checkCluster({ name, cluster }: Environment): Problems {
  const at = within(name, "cluster");
  yield* checkName("valid-cluster-name", "cluster name", cluster.name, within(at, "name"), limits.clusterName);

  if (cluster.origin === "existing") {
    const where = within(at, "resourceGroup");
    yield* checkName(
      "valid-resource-group-name",
      "resource group name",
      cluster.resourceGroup,
      where,
      limits.resourceGroupName,
    );
    return;
  }
  const { kubernetesVersion, nodePool, rotation, dnsPrefix } = cluster;
  if (kubernetesVersion !== undefined) {
    yield* checkName(
      "valid-kubernetes-version",
      "Kubernetes version",
      kubernetesVersion,
      within(at, "kubernetesVersion"),
      limits.kubernetesVersion,
      "choose one of: az aks get-versions --location <region> -o table",
    );
  }
  yield* checkName(
    "valid-node-pool",
    "VM size",
    nodePool.vmSize,
    within(at, "nodePool", "vmSize"),
    limits.vmSize,
    "choose one of: az vm list-sizes --location <region> -o table",
  );
  yield* checkInteger(
    "valid-node-pool",
    "node count",
    nodePool.nodeCount,
    within(at, "nodePool", "nodeCount"),
    limits.nodesPerPool,
  );
  if (rotation && !limits.isGoDuration(rotation.interval)) {
    yield problem({
      rule: "valid-rotation-interval",
      message: `rotation interval ${quote(rotation.interval)} is not valid`,
      at: within(at, "rotation", "interval"),
      allowed: limits.goDurationAllowed,
      fix: "write it with its unit, or set rotation to false",
    });
  }
  if (dnsPrefix !== undefined) {
    yield* checkName("valid-dns-prefix", "DNS prefix", dnsPrefix, within(at, "dnsPrefix"), limits.dnsPrefix);
  }
}
