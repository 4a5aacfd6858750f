import { KubernetesClusterNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool/index.js";
import { Construct } from "constructs";
import { type ResolvedEnvironment, temporaryPoolName, terraformName } from "../model/index.js";
import type { Networks } from "./network.js";

type Cluster = ResolvedEnvironment["cluster"] & { readonly origin: "new" };
type Pool = Cluster["pools"][number];

/** Settings of {@link NodePool}. */
export interface NodePoolProps {
  readonly pool: Pool;
  /** The cluster as it is described. */
  readonly cluster: Cluster;
  /** ARM id of the cluster. */
  readonly clusterId: string;
  readonly networks: Networks;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A further pool of a cluster. */
export class NodePool extends Construct {
  constructor(scope: Construct, id: string, { pool, cluster, clusterId, networks, tags }: NodePoolProps) {
    super(scope, id);
    const resource = new KubernetesClusterNodePool(this, "Resource", {
      name: pool.name,
      kubernetesClusterId: clusterId,
      mode: "User",
      osType: pool.os,
      osSku: pool.os === "Windows" ? "Windows2022" : undefined,
      ...poolSettings(pool, pool.os, cluster, networks),
      nodeLabels: Object.keys(pool.labels).length === 0 ? undefined : { ...pool.labels },
      nodeTaints: pool.taints.length === 0 ? undefined : [...pool.taints],
      tags,
    });
    resource.overrideLogicalId(terraformName(pool.name));
  }
}

/** What the system pool and further pools have in common. */
export function poolSettings(
  pool: Cluster["systemPool"] | Pool,
  os: Pool["os"],
  { kubernetesVersion, network, systemPool }: Cluster,
  networks: Networks,
) {
  const { name, vmSize, nodes, zones, maxPods, osDiskGb } = pool;
  const subnet = pool.subnet ?? systemPool.subnet;
  return {
    vmSize,
    ...(typeof nodes === "number"
      ? { nodeCount: nodes }
      : { autoScalingEnabled: true, minCount: nodes.min, maxCount: nodes.max }),
    // The provider moves the control plane alone to a new version, unless the pools say it, too.
    orchestratorVersion: kubernetesVersion,
    zones: zones && [...zones],
    maxPods,
    osDiskSizeGb: osDiskGb,
    vnetSubnetId: subnet && networks.subnetId(subnet),
    podSubnetId: network.podSubnet && networks.subnetId(network.podSubnet),
    // Without it the provider refuses every later change of the size.
    temporaryNameForRotation: temporaryPoolName(name, os),
    // What AKS sets by itself; left out, every plan would want to remove it.
    upgradeSettings: { maxSurge: "10%" },
  };
}
