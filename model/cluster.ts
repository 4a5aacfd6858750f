/** How the cluster's driver looks for new versions of mounted objects. */
export interface Rotation {
  /**
   * A Go duration. Up to driver 1.5, which the AKS add-on runs, the time between two looks, each of which reads every
   * mounted object of every pod; from 1.6 the least age of a mount before kubelet's next call (every 60 to 90 seconds)
   * reads again.
   */
  readonly interval: string;
}

/** The pool of nodes that a new cluster starts with. */
export interface NodePool {
  /** @default "Standard_D4s_v5" (4 vCPU, 16 GiB; AKS asks at least 4 vCPU of a system pool that matters) */
  readonly vmSize?: string;
  /** Number of nodes, 1 to 1000. @default 2 */
  readonly nodeCount?: number;
}

/** Settings of an AKS cluster that the environment creates. */
export interface NewClusterProps {
  readonly name: string;
  /** Minor version (`"1.35"`, newest patch) or full version. @default - the version AKS recommends on the day of creation */
  readonly kubernetesVersion?: string;
  /** @default - two nodes of Standard_D4s_v5 */
  readonly nodePool?: NodePool;
  /** Rotation of mounted objects, or `false` for none. @default { interval: "2m" } */
  readonly rotation?: Rotation | false;
  /** Prefix of the API server's host name. @default - the cluster's name, with dashes for underscores */
  readonly dnsPrefix?: string;
}

/** An AKS cluster that the environment creates. */
export interface NewCluster {
  readonly origin: "new";
  readonly name: string;
  readonly kubernetesVersion?: string;
  readonly nodePool: Required<NodePool>;
  readonly rotation: Rotation | false;
  readonly dnsPrefix?: string;
}

/** An AKS cluster that exists already, with OIDC issuer and Key Vault add-on switched on. */
export interface ExistingCluster {
  readonly origin: "existing";
  readonly name: string;
  readonly resourceGroup: string;
}

/** The cluster that an environment's workloads run on. */
export type Cluster = NewCluster | ExistingCluster;

/** Describes an AKS cluster that the environment creates. */
export function newCluster(props: NewClusterProps): NewCluster {
  return {
    ...props,
    origin: "new",
    rotation: props.rotation ?? { interval: "2m" },
    nodePool: {
      vmSize: props.nodePool?.vmSize ?? "Standard_D4s_v5",
      nodeCount: props.nodePool?.nodeCount ?? 2,
    },
  };
}

/** Describes an AKS cluster that exists already; the environment reads its issuer and leaves its settings alone. */
export function existingCluster(props: { readonly name: string; readonly resourceGroup: string }): ExistingCluster {
  return { ...props, origin: "existing" };
}
