import type { Port, Probes } from "./container.js";
import type { ObjectType } from "./mounted-file.js";
import type { AttachmentTarget, DisruptionBudget, JobProps, Storage } from "./workload.js";

/** A workload with the names of everything it is wired to. */
export interface ResolvedWorkload {
  readonly name: string;
  readonly team?: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly identity: string;
  readonly os: "linux" | "windows";
  /** Whether the workload identity webhook prepares the pods. */
  readonly webhook: boolean;
  readonly mounts: readonly ResolvedMount[];
  /** The first is the workload's own. Of an attachment, what its target's container is given. */
  readonly containers: readonly [ResolvedContainer, ...ResolvedContainer[]];
  readonly initContainers: readonly (ResolvedContainer & { readonly sidecar: boolean })[];
  readonly imagePullSecrets: readonly string[];
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly ResolvedToleration[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** What Reloader follows, to restart the pods; all empty where nothing is to restart them. */
  readonly reloadOn: { readonly classes: readonly string[]; readonly secrets: readonly string[] };
  /** What keeps its pods, with what only that kind has. */
  readonly controller: ResolvedController;
}

/** What keeps the pods of a workload. */
export type ResolvedController =
  | ({ readonly kind: "Deployment" } & ResolvedReplicas)
  | ({
      readonly kind: "StatefulSet";
      readonly service: { readonly name: string; readonly create: boolean };
      readonly podManagement: "OrderedReady" | "Parallel";
      readonly storage: readonly Storage[];
    } & ResolvedReplicas)
  | { readonly kind: "DaemonSet" }
  | ({ readonly kind: "Job" } & ResolvedJob)
  | ({
      readonly kind: "CronJob";
      readonly schedule: string;
      readonly timeZone?: string;
      readonly concurrency: "Allow" | "Forbid" | "Replace";
      readonly suspend?: boolean;
      readonly startingDeadlineSeconds?: number;
      readonly successfulJobsHistoryLimit?: number;
      readonly failedJobsHistoryLimit?: number;
    } & ResolvedJob)
  | { readonly kind: "Pod" }
  | { readonly kind: "Attachment"; readonly target: Required<AttachmentTarget> };

/** Pods of a workload that keeps a number of them running. */
export interface ResolvedReplicas {
  readonly replicas: number;
  readonly spread: readonly ResolvedSpread[];
  readonly disruption?: DisruptionBudget;
}

/** A rule of spreading, as Kubernetes has it. */
export interface ResolvedSpread {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly required: boolean;
}

/** What a Job and the Jobs of a CronJob have. */
export type ResolvedJob = Pick<
  JobProps,
  "completions" | "parallelism" | "backoffLimit" | "activeDeadlineSeconds" | "ttlSecondsAfterFinished"
> & { readonly restartPolicy: "Never" | "OnFailure" };

/** Taints that pods tolerate: with any value where none is given, and of any effect. */
export interface ResolvedToleration {
  readonly key: string;
  readonly value?: string;
  readonly effect?: string;
}

/** A container with all defaults. */
export interface ResolvedContainer {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env: readonly ResolvedVariable[];
  readonly envFrom: readonly { readonly secret: string; readonly prefix?: string }[];
  readonly ports: readonly (Required<Port> & { readonly name: string })[];
  readonly probes: Probes;
  readonly resources: ResolvedResources;
  readonly volumeMounts: readonly ResolvedVolumeMount[];
  /** Empty volumes that it may write to. */
  readonly scratch: readonly { readonly volume: string; readonly path: string }[];
  /** Disks of a StatefulSet. */
  readonly storage: readonly { readonly volume: string; readonly path: string }[];
  readonly security: ResolvedSecurity;
}

/** What a container runs as and may do. */
export interface ResolvedSecurity {
  /** An id on Linux, a name on Windows; none where the image decides. */
  readonly user?: number | string;
  readonly nonRoot: boolean;
  readonly readOnlyRoot: boolean;
  /** Sorted. */
  readonly capabilities: readonly string[];
  /** Why it may do more than the defaults. */
  readonly reason?: string;
}

/** Where a mount, or one file of it, appears in a container. */
export interface ResolvedVolumeMount {
  readonly volume: string;
  readonly path: string;
  readonly subPath?: string;
}

/** Requests and limits of a container, as Kubernetes quantities. */
export interface ResolvedResources {
  readonly cpuRequest: string;
  readonly cpuLimit?: string;
  readonly memoryRequest: string;
  readonly memoryLimit: string;
}

/** An environment variable with its text, or with the Secret's key that holds it. */
export type ResolvedVariable =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly secret: string; readonly key: string };

/** One provider class and the volume that mounts it. */
export interface ResolvedMount {
  readonly vault: string;
  readonly providerClass: string;
  readonly volume: string;
  readonly files: readonly ResolvedFile[];
  readonly sync: readonly ResolvedSyncedSecret[];
}

/** One entry of the provider's list of objects. */
export interface ResolvedFile {
  readonly objectName: string;
  readonly type: ObjectType;
  readonly alias?: string;
  readonly version?: string;
  readonly versionHistory?: number;
  readonly format?: "pem" | "pfx";
  readonly encoding?: "utf-8" | "base64" | "hex";
  readonly permission?: string;
}

/** A Secret that the driver writes. */
export interface ResolvedSyncedSecret {
  readonly name: string;
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly data: readonly { readonly key: string; readonly path: string }[];
}
