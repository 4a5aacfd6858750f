import type { Subnet } from "./network.js";

/** Bounds between which the cluster autoscaler keeps the number of nodes. */
export interface Autoscaling {
  readonly min: number;
  readonly max: number;
}

/** Settings that every pool of nodes has. */
export interface PoolProps {
  /** @default "Standard_D4s_v5" (4 vCPU, 16 GiB; AKS asks at least 4 vCPU of a system pool that matters) */
  readonly vmSize?: string;
  /** Number of nodes, or the bounds of it. @default 2 */
  readonly nodes?: number | Autoscaling;
  /** Availability zones to spread over, of "1", "2", "3". @default - none: Azure places the nodes */
  readonly zones?: readonly string[];
  /** Subnet of the nodes. @default - that of the system pool; of the system pool itself, a network that AKS makes */
  readonly subnet?: Subnet;
  /** Pods that one node can hold, 10 to 250. @default - AKS's for the addressing (250 for overlay, 30 for flat) */
  readonly maxPods?: number;
  /** Size of the OS disk in GB. @default - AKS's for the VM size */
  readonly osDiskGb?: number;
}

/** Settings of the pool that a cluster starts with. */
export interface SystemPoolProps extends PoolProps {
  /** @default "system" */
  readonly name?: string;
  /** Whether the pool is kept for the cluster's own add-ons; other pods then need another pool. @default false */
  readonly dedicated?: boolean;
}

/** Settings of a further pool. */
export interface NodePoolProps extends PoolProps {
  /** Labels of the nodes. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Taints of the nodes, as `key=value:Effect`. @default - none; `os=windows:NoSchedule` for Windows */
  readonly taints?: readonly string[];
}

/** The pool that a cluster starts with. */
export interface SystemPool extends SystemPoolProps {
  readonly name: string;
  readonly vmSize: string;
  readonly nodes: number | Autoscaling;
  readonly dedicated: boolean;
}

/** A further pool. */
export interface NodePool extends NodePoolProps {
  readonly name: string;
  readonly os: "Linux" | "Windows";
  readonly vmSize: string;
  readonly nodes: number | Autoscaling;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly string[];
}

const defaults = { vmSize: "Standard_D4s_v5", nodes: 2 } as const;

/** Fills in the defaults of a system pool. */
export function systemPool(props: SystemPoolProps = {}): SystemPool {
  return {
    ...props,
    name: props.name ?? "system",
    vmSize: props.vmSize ?? defaults.vmSize,
    nodes: props.nodes ?? defaults.nodes,
    dedicated: props.dedicated ?? false,
  };
}

/**
 * Describes a pool of Linux nodes.
 *
 * @param name 1 to 12 lower-case letters and digits, first a letter
 */
export function linuxPool(name: string, props: NodePoolProps = {}): NodePool {
  return pool(name, "Linux", { ...props, taints: props.taints ?? [] });
}

/**
 * Describes a pool of Windows Server 2022 nodes. They keep out what does not ask for them: image and mount paths of a
 * Linux workload do not fit there.
 *
 * @param name 1 to 6 lower-case letters and digits, first a letter
 */
export function windowsPool(name: string, props: NodePoolProps = {}): NodePool {
  return pool(name, "Windows", { ...props, taints: props.taints ?? ["os=windows:NoSchedule"] });
}

function pool(name: string, os: NodePool["os"], props: NodePoolProps & Pick<NodePool, "taints">): NodePool {
  return {
    ...props,
    name,
    os,
    vmSize: props.vmSize ?? defaults.vmSize,
    nodes: props.nodes ?? defaults.nodes,
    labels: props.labels ?? {},
  };
}
