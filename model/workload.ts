import type { Container, ContainerProps, InitContainer, Mount } from "./container.js";
import type { Identity } from "./identity.js";
import type { NewNamespace } from "./namespace.js";
import type { NodePool } from "./node-pool.js";
import type { SyncedSecret } from "./synced-secret.js";

/** How pods are spread over parts of the cluster. */
export interface Spread {
  /** Over nodes, over zones, or over any label of nodes. */
  readonly over: "nodes" | "zones" | { readonly label: string };
  /** By how many pods the parts may differ, from 1. @default 1 */
  readonly maxSkew?: number;
  /** Whether a pod waits rather than break the spread. @default false */
  readonly required?: boolean;
}

/**
 * How many pods may be away at once when nodes are drained, as a number or a percentage. A budget that allows none would
 * hold up every upgrade of the nodes, and is refused.
 */
export type DisruptionBudget =
  | { readonly maxUnavailable: number | string }
  | { readonly minAvailable: number | string };

/** What every workload shares with the cluster and with Azure: who it is and what it mounts. */
export interface IdentityProps {
  /** What the workload mounts, at least one vault. */
  readonly mounts: readonly Mount[];
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
  /**
   * How the workload takes up a new value: `watch` says that it re-reads its files, so nothing that it reads may be
   * fixed at its start; `restart` has Stakater Reloader restart it; `none` promises nothing, and what the container read at
   * its start stays until somebody restarts it.
   *
   * @default "none"
   */
  readonly onRotation?: "watch" | "restart" | "none";
  /**
   * Whether the workload identity webhook prepares the pods, for containers that call Azure themselves: they get a token
   * and variables, and are not created while the webhook is away. Mounting needs none of it.
   *
   * @default true
   */
  readonly webhook?: boolean;
}

/** Settings that every workload with pods has. Those of a container are of the first one. */
export interface WorkloadProps extends IdentityProps, ContainerProps {
  /** Name of the first container. @default "app" */
  readonly container?: string;
  /** Containers beside the first. @default - none */
  readonly containers?: readonly Container[];
  /** Containers before the others, in this order. @default - none */
  readonly initContainers?: readonly InitContainer[];
  /** Secrets with which images are pulled: by name, or synced by a mount. @default - none: the nodes' own rights */
  readonly imagePullSecrets?: readonly (string | SyncedSecret)[];
  /**
   * Pool of the environment's cluster that the pods run on, whose taints they tolerate.
   *
   * @default - any that `os`, `nodeSelector` and `tolerations` admit
   */
  readonly pool?: NodePool;
  /** @default - that of `pool`, or "linux" */
  readonly os?: "linux" | "windows";
  /** Labels that nodes must have. @default - none but what `pool` and `os` ask for */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /**
   * Taints that the pods tolerate: `key=value:Effect`, or `key:Effect` for any value, or `key` for any effect too.
   *
   * @default - those of `pool`
   */
  readonly tolerations?: readonly string[];
  /** Labels of the object and of its pods, besides those that this project writes. @default - none but the name */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations of the object and of its pods. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Settings of workloads that keep a number of pods running. */
interface ReplicatedProps extends WorkloadProps {
  /** @default 1 */
  readonly replicas?: number;
  /** @default - over nodes and over zones, as well as can be; nothing for one replica */
  readonly spread?: readonly Spread[];
  /** @default - one pod away at a time; nothing for one replica, and `false` for none */
  readonly disruption?: DisruptionBudget | false;
}

/** Settings of a Deployment. */
export interface DeploymentProps extends ReplicatedProps {}

/** A disk for each pod of a StatefulSet. */
export interface Storage {
  readonly name: string;
  /** Absolute path in the first container. */
  readonly path: string;
  /** As a Kubernetes quantity, such as `8Gi`. */
  readonly size: string;
  /** @default - the cluster's */
  readonly storageClass?: string;
}

/** Settings of a StatefulSet. */
export interface StatefulSetProps extends ReplicatedProps {
  /** Name of a headless Service that exists. @default - one is created, named as the workload */
  readonly service?: string;
  /** Whether pods start one after another or all at once. @default "OrderedReady" */
  readonly podManagement?: "OrderedReady" | "Parallel";
  /** @default - none */
  readonly storage?: readonly Storage[];
}

/** Settings of a Job. Its pods read values when they start, so nothing restarts them. */
export interface JobProps extends WorkloadProps {
  /** Pods that must succeed. @default 1 */
  readonly completions?: number;
  /** Pods that run at once. @default 1 */
  readonly parallelism?: number;
  /** Failures after which the Job has failed. @default - Kubernetes': 6 */
  readonly backoffLimit?: number;
  /** Seconds after which the Job is stopped. @default - none */
  readonly activeDeadlineSeconds?: number;
  /** Seconds after which a finished Job is removed. @default - it stays */
  readonly ttlSecondsAfterFinished?: number;
  /** Whether a failed container starts again in the same pod or in a new one. @default "Never": a new one */
  readonly restartPolicy?: "Never" | "OnFailure";
}

/** Settings of a CronJob. */
export interface CronJobProps extends JobProps {
  /** In cron's five fields, or a word such as `@daily`. */
  readonly schedule: string;
  /** Name of a time zone, such as `Europe/Amsterdam`. @default - the controller's, UTC on AKS */
  readonly timeZone?: string;
  /** What happens when a run is due while another goes on. @default "Forbid": the new one is left out */
  readonly concurrency?: "Allow" | "Forbid" | "Replace";
  /** @default false */
  readonly suspend?: boolean;
  /** Seconds after its time that a run may still start. @default - any */
  readonly startingDeadlineSeconds?: number;
  /** Finished runs that are kept. @default - Kubernetes': 3 */
  readonly successfulJobsHistoryLimit?: number;
  /** Failed runs that are kept. @default - Kubernetes': 1 */
  readonly failedJobsHistoryLimit?: number;
}

/** What somebody else's chart or manifest calls the pods that vault objects are attached to. */
export interface AttachmentTarget {
  /** @default "Deployment" */
  readonly kind?: "Deployment" | "StatefulSet" | "DaemonSet" | "Job" | "CronJob";
  /** @default - the attachment's name */
  readonly name?: string;
  /** Name of the container that reads. @default - the attachment's name, as most charts have it */
  readonly container?: string;
}

/** Settings of an attachment. */
export interface AttachmentProps extends IdentityProps, Pick<WorkloadProps, "env" | "envFrom"> {
  /** What it is attached to. @default - a Deployment of the attachment's name */
  readonly target?: AttachmentTarget;
  /** @default "linux" */
  readonly os?: "linux" | "windows";
}

interface Named<Kind extends string> {
  readonly kind: Kind;
  readonly name: string;
}

/** A Deployment that reads from vaults. */
export type DeploymentWorkload = Named<"Deployment"> & DeploymentProps;
/** A StatefulSet that reads from vaults. */
export type StatefulSetWorkload = Named<"StatefulSet"> & StatefulSetProps;
/** A DaemonSet that reads from vaults. */
export type DaemonSetWorkload = Named<"DaemonSet"> & WorkloadProps;
/** A Job that reads from vaults. */
export type JobWorkload = Named<"Job"> & JobProps;
/** A CronJob that reads from vaults. */
export type CronJobWorkload = Named<"CronJob"> & CronJobProps;
/** A bare Pod that reads from vaults. */
export type PodWorkload = Named<"Pod"> & WorkloadProps;
/** Somebody else's workload that reads from vaults. */
export type Attachment = Named<"Attachment"> & AttachmentProps;

/** A workload whose pods this project writes. */
export type PodOwner =
  | DeploymentWorkload
  | StatefulSetWorkload
  | DaemonSetWorkload
  | JobWorkload
  | CronJobWorkload
  | PodWorkload;

/** Something that runs in the cluster and reads from vaults. */
export type Workload = PodOwner | Attachment;

/** Describes a Deployment. */
export function deployment(name: string, props: DeploymentProps): DeploymentWorkload {
  return { ...props, kind: "Deployment", name };
}

/** Describes a StatefulSet, with a headless Service of its own unless it names one. */
export function statefulSet(name: string, props: StatefulSetProps): StatefulSetWorkload {
  return { ...props, kind: "StatefulSet", name };
}

/** Describes a DaemonSet. */
export function daemonSet(name: string, props: WorkloadProps): DaemonSetWorkload {
  return { ...props, kind: "DaemonSet", name };
}

/** Describes a Job. Its pods cannot be changed once it is there: for other pods, give it another name. */
export function job(name: string, props: JobProps): JobWorkload {
  return { ...props, kind: "Job", name };
}

/** Describes a CronJob. */
export function cronJob(name: string, props: CronJobProps): CronJobWorkload {
  return { ...props, kind: "CronJob", name };
}

/** Describes a bare Pod, which nothing restarts on another node: for exercises and one-off checks. */
export function pod(name: string, props: WorkloadProps): PodWorkload {
  return { ...props, kind: "Pod", name };
}

/**
 * Describes what a workload of somebody else's needs to read from vaults: service account and provider classes, and the
 * volumes, mounts, variables and labels as files for Helm and Kustomize in `dist/attach/`.
 */
export function attach(name: string, props: AttachmentProps): Attachment {
  return { ...props, kind: "Attachment", name };
}
