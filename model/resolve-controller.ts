import type { ResolvedController, ResolvedJob, ResolvedReplicas, ResolvedSpread } from "./resolved-workload.js";
import type {
  Attachment,
  AttachmentTarget,
  CronJobWorkload,
  DeploymentWorkload,
  JobWorkload,
  Spread,
  StatefulSetWorkload,
  Workload,
} from "./workload.js";

const TOPOLOGY_KEYS = { nodes: "kubernetes.io/hostname", zones: "topology.kubernetes.io/zone" } as const;

/** As even as the cluster allows, without keeping a pod from running. */
const DEFAULT_SPREAD: readonly Spread[] = [{ over: "nodes" }, { over: "zones" }];

/** Fills in the defaults of what keeps the pods of a workload. */
export function resolveController(workload: Workload): ResolvedController {
  switch (workload.kind) {
    case "Deployment":
      return { kind: "Deployment", ...resolveReplicas(workload) };
    case "StatefulSet":
      return {
        kind: "StatefulSet",
        ...resolveReplicas(workload),
        service: { name: workload.service ?? workload.name, create: workload.service === undefined },
        podManagement: workload.podManagement ?? "OrderedReady",
        storage: workload.storage ?? [],
      };
    case "Job":
      return { kind: "Job", ...resolveJob(workload) };
    case "CronJob":
      return {
        kind: "CronJob",
        ...resolveJob(workload),
        schedule: workload.schedule,
        concurrency: workload.concurrency ?? "Forbid",
        ...given({
          timeZone: workload.timeZone,
          suspend: workload.suspend,
          startingDeadlineSeconds: workload.startingDeadlineSeconds,
          successfulJobsHistoryLimit: workload.successfulJobsHistoryLimit,
          failedJobsHistoryLimit: workload.failedJobsHistoryLimit,
        }),
      };
    case "Attachment":
      return { kind: "Attachment", target: attachmentTargetOf(workload) };
    case "DaemonSet":
    case "Pod":
      return { kind: workload.kind };
  }
}

/** What an attachment is for. */
export function attachmentTargetOf({ name, target }: Attachment): Required<AttachmentTarget> {
  return { kind: target?.kind ?? "Deployment", name: target?.name ?? name, container: target?.container ?? name };
}

function resolveReplicas(workload: DeploymentWorkload | StatefulSetWorkload): ResolvedReplicas {
  const { replicas = 1, spread, disruption } = workload;
  const several = replicas > 1;
  const budget = disruption ?? (several ? { maxUnavailable: 1 } : false);
  return {
    replicas,
    spread: (spread ?? (several ? DEFAULT_SPREAD : [])).map(resolveSpread),
    ...(budget !== false && { disruption: budget }),
  };
}

function resolveSpread({ over, maxSkew = 1, required = false }: Spread): ResolvedSpread {
  return { topologyKey: topologyKeyOf(over), maxSkew, required };
}

/** The label whose values are the parts of the cluster. */
export function topologyKeyOf(over: Spread["over"]): string {
  return typeof over === "string" ? TOPOLOGY_KEYS[over] : over.label;
}

function resolveJob(workload: JobWorkload | CronJobWorkload): ResolvedJob {
  return {
    ...given({
      completions: workload.completions,
      parallelism: workload.parallelism,
      backoffLimit: workload.backoffLimit,
      activeDeadlineSeconds: workload.activeDeadlineSeconds,
      ttlSecondsAfterFinished: workload.ttlSecondsAfterFinished,
    }),
    restartPolicy: workload.restartPolicy ?? "Never",
  };
}

/** The fields that have a value. */
function given<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
