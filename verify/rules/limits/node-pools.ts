import type { AzureWorld } from "../../azure/types.js";
import { minorOf } from "../../facts/kubernetes-versions.js";
import type { Step } from "../../reading/document.js";
import { blocksIn } from "../../terraform/blocks.js";
import type { Resource } from "../../terraform/resource.js";
import type { Value } from "../../terraform/value.js";

/** A pool of nodes: the first one of a cluster, or one of its own. */
export interface NodePool {
  /** The cluster or the pool's own resource. */
  readonly resource: Resource;
  /** Path of the pool inside the resource. */
  readonly at: readonly Step[];
  /** The cluster, where it is among the artefacts. */
  readonly cluster: Resource | undefined;
  readonly windows: boolean;
  /** Most nodes that it may come to have; undefined where that is not known. */
  readonly nodes: number | undefined;
  setting(argument: string): Value | undefined;
}

/** The pools of all clusters. */
export function nodePools(azure: AzureWorld): readonly NodePool[] {
  const first = azure.clusters
    .filter(({ resource }) => blocksIn(resource.attributes, "default_node_pool").length > 0)
    .map(({ resource }) => poolOf(azure, resource, ["default_node_pool"], resource));
  const others = azure
    .ofType("azurerm_kubernetes_cluster_node_pool")
    .map((resource) => poolOf(azure, resource, [], azure.resourceOf(azure.valueOf(resource, "kubernetes_cluster_id"))));
  return [...first, ...others];
}

function poolOf(azure: AzureWorld, resource: Resource, at: readonly string[], cluster: Resource | undefined): NodePool {
  const setting = (argument: string) => azure.valueOf(resource, ...at, argument);
  const known = (argument: string) => {
    const value = setting(argument);
    return value?.known ? value.text : undefined;
  };
  const scaling = known("auto_scaling_enabled") === "true" || known("enable_auto_scaling") === "true";
  const nodes = Number(scaling ? known("max_count") : (known("node_count") ?? (setting("node_count") ? "" : "1")));
  return {
    resource,
    at,
    cluster,
    windows: known("os_type") === "Windows",
    nodes: Number.isInteger(nodes) && nodes > 0 ? nodes : undefined,
    setting,
  };
}

/** Most nodes of an operating system that all clusters together may come to have; undefined where that is not known. */
export function mostNodes(azure: AzureWorld, pools: readonly NodePool[], windows: boolean): number | undefined {
  const clusters = azure.clusters;
  const grows = clusters.some(
    ({ resource }) =>
      azure.valueOf(resource, "node_provisioning_profile", "mode")?.text !== "Manual" &&
      azure.valueOf(resource, "node_provisioning_profile", "mode") !== undefined,
  );
  if (grows || clusters.length === 0 || clusters.some(({ existing }) => existing)) {
    return undefined;
  }
  let most = 0;
  for (const pool of pools.filter((one) => one.windows === windows)) {
    if (pool.nodes === undefined) {
      return undefined;
    }
    most += pool.nodes;
  }
  return most;
}

/** Minor version that the nodes of a pool run, where it is written down. */
export function minorOfPool(azure: AzureWorld, { setting, cluster }: NodePool): string | undefined {
  const own = setting("orchestrator_version") ?? (cluster && azure.valueOf(cluster, "kubernetes_version"));
  return own?.known ? minorOf(own.text) : undefined;
}
