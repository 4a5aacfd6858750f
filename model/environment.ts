import type { ArgoCd } from "./argo-cd.js";
import type { Cloud } from "./cloud.js";
import type { Cluster } from "./cluster.js";
import type { Exception } from "./exception.js";
import type { Guardrails } from "./guardrails.js";
import type { KeyVault } from "./key-vault.js";
import type { Monitoring } from "./monitoring.js";
import type { Network } from "./network.js";
import type { ManifestPatches } from "./patch.js";
import type { Scraping } from "./scraping.js";
import type { Workload } from "./workload.js";

/** A resource group that exists already. A plain string names one that the environment creates. */
export interface ExistingResourceGroup {
  readonly origin: "existing";
  readonly name: string;
}

/** Describes a resource group that exists already. */
export function existingResourceGroup(name: string): ExistingResourceGroup {
  return { origin: "existing", name };
}

/** A container of an Azure Storage account that keeps the Terraform state. */
export interface AzureStorageState {
  readonly resourceGroup: string;
  readonly storageAccount: string;
  readonly container: string;
  /** Name of the blob. @default - `<environment>.tfstate` */
  readonly key?: string;
}

/** Raw changes to Terraform resources: values by path of the argument, by address of the resource. */
export type TerraformOverrides = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** One environment: a cluster, the vaults its workloads read, and the workloads. */
export interface Environment {
  /** Name of the stack, of the folders in `dist/` and of the binding: an RFC 1123 label. */
  readonly name: string;
  /** Microsoft Entra tenant of identities and vaults. */
  readonly tenantId: string;
  readonly subscriptionId: string;
  /** The Azure cloud that tenant and subscription are in. @default "public" */
  readonly cloud?: Cloud;
  /** Azure region in its short form, such as `westeurope`. */
  readonly location: string;
  /** Resource group of everything the environment creates: created itself (a string), or existing. */
  readonly resourceGroup: string | ExistingResourceGroup;
  readonly cluster: Cluster;
  /** Every virtual network whose subnets the cluster or a vault refers to. @default - none: AKS makes its own */
  readonly networks?: readonly Network[];
  /** Every vault that a workload mounts. */
  readonly vaults: readonly KeyVault[];
  readonly workloads: readonly Workload[];
  /** Tags on every Azure resource that takes tags. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /** Audit logs, alerts and metrics. @default - none */
  readonly monitoring?: Monitoring;
  /** What the cluster refuses, and who may write what in it. @default - nothing, and nobody is named */
  readonly guardrails?: Guardrails;
  /**
   * How the metrics of driver and provider are collected in the cluster.
   *
   * @default - by Azure where `monitoring.prometheus` is on, otherwise not at all
   */
  readonly scraping?: Scraping;
  /** An Argo CD Application for the environment's manifests, in `dist/argocd/`. @default - none */
  readonly argoCd?: ArgoCd;
  /**
   * Raw changes to Terraform resources, for what the description does not cover: by address (as in the artefact, such as
   * `azurerm_kubernetes_cluster.cluster`), then by path (`default_node_pool.os_disk_type`), with `null` to take an
   * argument away. Values are written as they are: `${…}` is an expression there.
   *
   * @default - none
   */
  readonly overrides?: TerraformOverrides;
  /**
   * JSON patches (RFC 6902) on manifests, for what the description does not cover: by `<kind>/<namespace>/<name>`, or
   * `<kind>/<name>` for what has no namespace.
   *
   * @default - none
   */
  readonly patches?: ManifestPatches;
  /**
   * Findings of `akv verify` that are right here and stay, each with its reason. One that covers nothing is reported.
   *
   * @default - none
   */
  readonly exceptions?: readonly Exception[];
  /** Where Terraform keeps its state. @default - a local file, `terraform.<environment>.tfstate`, ignored by git */
  readonly state?: AzureStorageState;
  /** Name of the Terraform output that the Kubernetes half reads. @default "binding" */
  readonly outputName?: string;
}

/** Describes an environment. Nothing is checked here: `validate` reports all problems of all environments together. */
export function environment(props: Environment): Environment {
  return props;
}
