import type { Subnet } from "./network.js";
import type { NodePool, SystemPool, SystemPoolProps } from "./node-pool.js";
import { systemPool } from "./node-pool.js";

/** How the cluster's driver looks for new versions of mounted objects. */
export interface Rotation {
  /**
   * A Go duration. Up to driver 1.5, which the AKS add-on runs, the time between two looks, each of which reads every
   * mounted object of every pod; from 1.6 the least age of a mount before kubelet's next call (every 60 to 90 seconds)
   * reads again.
   */
  readonly interval: string;
}

/** How pods and services get addresses, and who moves their packets. */
export interface ClusterNetworkProps {
  /**
   * `overlay` gives pods addresses of their own range; `flat` gives them addresses of the virtual network, out of the
   * nodes' subnet or of `podSubnet`. Fixed at creation.
   *
   * @default "overlay"
   */
  readonly addressing?: "overlay" | "flat";
  /**
   * `cilium` moves packets by eBPF and enforces network policies itself; it knows no Windows nodes, and going back to
   * `azure` replaces the cluster.
   *
   * @default "azure"
   */
  readonly dataPlane?: "azure" | "cilium";
  /** Who enforces NetworkPolicy objects. @default - `cilium` on the Cilium data plane, otherwise nobody (`none`) */
  readonly policy?: "none" | "azure" | "calico" | "cilium";
  /** Subnet of the pods, for `flat`. @default - the nodes' subnet */
  readonly podSubnet?: Subnet;
  /** Range of the pods, for `overlay`. @default - AKS's, 10.244.0.0/16 */
  readonly podRange?: string;
  /** Range of the services, not used anywhere in the network. @default - AKS's, 10.0.0.0/16 */
  readonly serviceRange?: string;
  /** Address of the cluster's DNS in `serviceRange`; set together with it. @default - AKS's, 10.0.0.10 */
  readonly dnsServiceIp?: string;
  /** How pods reach the outside. @default "loadBalancer" */
  readonly outbound?: "loadBalancer" | "managedNATGateway" | "userAssignedNATGateway" | "userDefinedRouting";
}

/** Who reaches the API server. */
export type ApiServerAccess =
  /** Everybody; credentials decide. */
  | { readonly access: "public" }
  /** These public IPv4 ranges (at most 200). `0.0.0.0/32` lets in nothing but the cluster's own outbound address. */
  | { readonly access: "ranges"; readonly ranges: readonly string[] }
  /** The virtual network alone. Whoever runs kubectl, or deploys to it, needs a way in. */
  | {
      readonly access: "private";
      /** `system` lets AKS keep a zone; `none` leaves names to a DNS server of yours. @default "system" */
      readonly dnsZone?: "system" | "none";
      /** Whether the name also resolves outside, to the private address. @default - only where `dnsZone` is `none` */
      readonly publicName?: boolean;
    };

/** Sign-in through Microsoft Entra. */
export interface EntraSignIn {
  /** Object ids of the groups whose members administer the cluster, at least one. */
  readonly adminGroups: readonly string[];
  /** Whether Azure roles decide what a signed-in person may do, beside Kubernetes RBAC. @default true */
  readonly azureRbac?: boolean;
  /** Whether certificates that bypass Entra keep working (`az aks get-credentials --admin`). @default false */
  readonly localAccounts?: boolean;
}

/** Settings of an AKS cluster that the environment creates. */
export interface NewClusterProps {
  readonly name: string;
  /** Minor version (`"1.35"`, newest patch) or full version. @default - the version AKS recommends on the day of creation */
  readonly kubernetesVersion?: string;
  /**
   * Which new Kubernetes versions AKS installs by itself: `patch` of the minor version, `stable` (minor before last),
   * `rapid` (newest), `node-image`, or none.
   *
   * @default "patch"
   */
  readonly upgradeChannel?: "none" | "patch" | "stable" | "rapid" | "node-image";
  /** Which node images AKS installs by itself. @default "NodeImage" (weekly) */
  readonly nodeUpgradeChannel?: "None" | "Unmanaged" | "SecurityPatch" | "NodeImage";
  /** `Standard` brings an agreed availability of the API server, `Premium` long-term support. @default "Free" */
  readonly tier?: "Free" | "Standard" | "Premium";
  /** The pool that every cluster starts with. @default - two nodes of Standard_D4s_v5 */
  readonly systemPool?: SystemPoolProps;
  /** Further pools, from `linuxPool` and `windowsPool`. @default - none */
  readonly pools?: readonly NodePool[];
  /** @default - overlay on the Azure data plane, in a network that AKS makes */
  readonly network?: ClusterNetworkProps;
  /** @default { access: "public" } */
  readonly apiServer?: ApiServerAccess;
  /** Sign-in through Entra, with local accounts off. @default - certificates alone, as in a plain cluster */
  readonly entra?: EntraSignIn;
  /**
   * Whether `az aks command invoke` runs commands in the cluster, past private access and ranges, for whoever has the
   * right in Azure.
   *
   * @default true
   */
  readonly runCommand?: boolean;
  /**
   * Whether the add-on `azure-keyvault-secrets-provider` is on, which brings driver and provider. It cannot be off while
   * workloads mount from vaults.
   *
   * @default true
   */
  readonly keyVaultAddOn?: boolean;
  /** Rotation of mounted objects, or `false` for none. @default { interval: "2m" } */
  readonly rotation?: Rotation | false;
  /** Prefix of the API server's host name. @default - the cluster's name, with dashes for underscores */
  readonly dnsPrefix?: string;
  /**
   * Whether Terraform refuses a plan that would destroy or replace the cluster, as long as the description has it.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;
}

/** An AKS cluster that the environment creates. */
export interface NewCluster
  extends Required<
    Omit<NewClusterProps, "kubernetesVersion" | "systemPool" | "network" | "entra" | "dnsPrefix" | "apiServer">
  > {
  readonly origin: "new";
  readonly kubernetesVersion?: string;
  readonly systemPool: SystemPool;
  readonly network: ClusterNetwork;
  readonly apiServer: Required<ApiServerAccess>;
  readonly entra?: Required<EntraSignIn>;
  readonly dnsPrefix?: string;
}

/** {@link ClusterNetworkProps} with defaults filled in. */
export type ClusterNetwork = ClusterNetworkProps &
  Required<Pick<ClusterNetworkProps, "addressing" | "dataPlane" | "policy" | "outbound">>;

/** An AKS cluster that exists already, with OIDC issuer and driver. */
export interface ExistingCluster {
  readonly origin: "existing";
  readonly name: string;
  readonly resourceGroup: string;
  /** Whether the environment's monitoring also watches this cluster, which somebody else owns. */
  readonly monitored: boolean;
  /** Whether driver and provider are those of the add-on, and not installed by other means. */
  readonly keyVaultAddOn: boolean;
}

/** The cluster that an environment's workloads run on. */
export type Cluster = NewCluster | ExistingCluster;

/** Describes an AKS cluster that the environment creates. */
export function newCluster(props: NewClusterProps): NewCluster {
  const { systemPool: pool, network = {}, apiServer = { access: "public" }, entra, ...rest } = props;
  const dataPlane = network.dataPlane ?? "azure";
  return {
    ...rest,
    origin: "new",
    upgradeChannel: props.upgradeChannel ?? "patch",
    nodeUpgradeChannel: props.nodeUpgradeChannel ?? "NodeImage",
    tier: props.tier ?? "Free",
    systemPool: systemPool(pool),
    pools: props.pools ?? [],
    network: {
      ...network,
      addressing: network.addressing ?? "overlay",
      dataPlane,
      policy: network.policy ?? (dataPlane === "cilium" ? "cilium" : "none"),
      outbound: network.outbound ?? "loadBalancer",
    },
    apiServer:
      apiServer.access === "private"
        ? {
            ...apiServer,
            dnsZone: apiServer.dnsZone ?? "system",
            publicName: apiServer.publicName ?? apiServer.dnsZone === "none",
          }
        : apiServer,
    ...(entra !== undefined && {
      // Without a compiler it may be no object; validation then says so.
      entra: entra && { ...entra, azureRbac: entra.azureRbac ?? true, localAccounts: entra.localAccounts ?? false },
    }),
    runCommand: props.runCommand ?? true,
    keyVaultAddOn: props.keyVaultAddOn ?? true,
    rotation: props.rotation ?? { interval: "2m" },
    preventDestroy: props.preventDestroy ?? true,
  };
}

/**
 * Describes an AKS cluster that exists already; the environment reads its issuer and leaves its settings alone. A plan
 * fails with the command that mends it where issuer or add-on are off.
 *
 * @param props.monitored whether the environment's monitoring also watches it. Default: false
 * @param props.keyVaultAddOn whether the add-on brings driver and provider; `false` where they are installed by other means,
 *   such as their own charts. Default: true
 */
export function existingCluster(props: {
  readonly name: string;
  readonly resourceGroup: string;
  readonly monitored?: boolean;
  readonly keyVaultAddOn?: boolean;
}): ExistingCluster {
  return {
    ...props,
    origin: "existing",
    monitored: props.monitored ?? false,
    keyVaultAddOn: props.keyVaultAddOn ?? true,
  };
}
