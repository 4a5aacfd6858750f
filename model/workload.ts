import type { Identity } from "./identity.js";
import type { VaultObject } from "./key-vault.js";
import type { MountedFile } from "./mounted-file.js";
import type { SyncedSecret, SyncedSecretKey } from "./synced-secret.js";

/** A namespace that the environment creates. A plain string names one that exists. */
export interface NewNamespace {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Describes a namespace that the environment creates. */
export function newNamespace(
  name: string,
  props: { readonly labels?: Readonly<Record<string, string>> } = {},
): NewNamespace {
  return { name, labels: props.labels ?? {} };
}

/** Objects of one vault, as files in a workload's container. */
export interface Mount {
  /** Absolute path of the folder in the container. */
  readonly path: string;
  /** The objects, all of one vault, at least one. */
  readonly objects: readonly (VaultObject | MountedFile)[];
  /** Secrets that the driver writes from the files. @default - none */
  readonly sync?: readonly SyncedSecret[];
  /** Name of the SecretProviderClass. @default - `<workload>-<vault>` in lower case */
  readonly providerClass?: string;
  /** Name of the pod's volume. @default - the name of the provider class, with dashes for dots */
  readonly volume?: string;
}

/** What the container asks of its node, as Kubernetes quantities. */
export interface Resources {
  /** @default - the limit, or "50m" where there is none */
  readonly cpuRequest?: string;
  /** @default - none: a pod that wants idle CPU may have it */
  readonly cpuLimit?: string;
  /** @default - the limit, or "64Mi" where there is none */
  readonly memoryRequest?: string;
  /** @default - the same as the request, so that a pod never depends on memory it did not ask for */
  readonly memoryLimit?: string;
}

/** Settings that every kind of workload has. */
export interface WorkloadProps {
  readonly image: string;
  /** @default - the image's entry point */
  readonly command?: readonly string[];
  /** @default - the image's arguments */
  readonly args?: readonly string[];
  /** What the workload mounts, at least one vault. */
  readonly mounts: readonly Mount[];
  /**
   * Environment variables, in this order: text, in which Kubernetes replaces `$(NAME)` by a variable above it, or a key
   * of a Secret that one of the mounts syncs.
   *
   * @default - none
   */
  readonly env?: Readonly<Record<string, string | SyncedSecretKey>>;
  /** Namespace that exists (a string), or that the environment creates. @default "default" */
  readonly namespace?: string | NewNamespace;
  /**
   * The team it belongs to. Identities and access of a team stand in a stack of their own, `<environment>-<team>`, which
   * the team deploys apart from the platform's. All workloads of a namespace, and of an identity, have the same team.
   *
   * @default - none: it belongs to the platform
   */
  readonly team?: string;
  /** @default - a managed identity of its own, shared with every workload under the same service account */
  readonly identity?: Identity;
  /** Created for the workload; several workloads of a namespace may share one. @default - the workload's name */
  readonly serviceAccount?: string;
  /** Name of the federated credential. @default - `<environment>_<namespace>_<service account>` */
  readonly federatedCredential?: string;
  /** @default - see {@link Resources} */
  readonly resources?: Resources;
  /** User and group id that the container runs under, from 1. @default 65532 */
  readonly runAsUser?: number;
}

/** Settings of a Deployment. */
export interface DeploymentProps extends WorkloadProps {
  /** @default 1 */
  readonly replicas?: number;
}

/** A Deployment that reads from vaults. */
export interface DeploymentWorkload extends DeploymentProps {
  readonly kind: "Deployment";
  readonly name: string;
}

/** A bare Pod that reads from vaults. */
export interface PodWorkload extends WorkloadProps {
  readonly kind: "Pod";
  readonly name: string;
}

/** Something that runs in the cluster and reads from vaults. */
export type Workload = DeploymentWorkload | PodWorkload;

/** Describes a Deployment. */
export function deployment(name: string, props: DeploymentProps): DeploymentWorkload {
  return { ...props, kind: "Deployment", name };
}

/** Describes a bare Pod, which nothing restarts on another node: for exercises and one-off checks. */
export function pod(name: string, props: WorkloadProps): PodWorkload {
  return { ...props, kind: "Pod", name };
}
