import * as limits from "../../limits/index.js";
import { problem, quote, within } from "../../problem.js";
import { topologyKeyOf } from "../../resolve-controller.js";
import type {
  AttachmentTarget,
  CronJobWorkload,
  DisruptionBudget,
  JobWorkload,
  Spread,
  StatefulSetWorkload,
  Workload,
} from "../../workload.js";
import { checkInteger, checkName, checkUnique, type Problems } from "../checks.js";
import { checkLabels } from "../labels.js";

/** Checks what only one kind of workload has. */
export function* checkController(workload: Workload, at: string): Problems {
  switch (workload.kind) {
    case "Deployment":
    case "StatefulSet":
      yield* checkReplicas(workload, at);
      if (workload.kind === "StatefulSet") {
        yield* checkStatefulSet(workload, at);
      }
      return;
    case "Job":
    case "CronJob":
      yield* checkJob(workload, at);
      if (workload.kind === "CronJob") {
        yield* checkCronJob(workload, at);
      }
      return;
    case "Attachment":
      yield* checkTarget(workload.target ?? {}, within(at, "target"));
  }
}

interface Replicated {
  readonly replicas?: number;
  readonly spread?: readonly Spread[];
  readonly disruption?: DisruptionBudget | false;
}

function* checkReplicas({ replicas = 1, spread = [], disruption = false }: Replicated, at: string): Problems {
  const range = { min: 0, max: limits.int32Max };
  yield* checkInteger("valid-replicas", "number of replicas", replicas, within(at, "replicas"), range);
  for (const [index, { over, maxSkew }] of spread.entries()) {
    const where = within(at, `spread[${index}]`);
    if (typeof over !== "string") {
      yield* checkLabels("label", { [over.label]: "" }, where);
    }
    if (maxSkew !== undefined) {
      yield* checkInteger("valid-spread", "skew", maxSkew, within(where, "maxSkew"), { min: 1, max: limits.int32Max });
    }
  }
  yield* checkUnique(
    spread.map(({ over, required = false }, index) => ({ over, required, index })),
    ({ over, required }) => JSON.stringify([topologyKeyOf(over), required]),
    ({ over, index }) =>
      problem({
        rule: "valid-spread",
        message: `the pods are spread over ${typeof over === "string" ? over : quote(over.label)} twice`,
        at: within(at, `spread[${index}]`),
        allowed: "each part of the cluster once as required, and once as well as can be",
        fix: "remove one of them",
      }),
  );
  if (disruption !== false) {
    yield* checkBudget(disruption, replicas, within(at, "disruption"));
  }
}

/** A budget that never lets a pod go holds up every upgrade of the nodes. */
function* checkBudget(budget: DisruptionBudget, replicas: number, at: string): Problems {
  const [field, value] =
    "maxUnavailable" in budget
      ? (["maxUnavailable", budget.maxUnavailable] as const)
      : (["minAvailable", budget.minAvailable] as const);
  const where = within(at, field);
  if (typeof value === "string") {
    if (!limits.percentage.test(value)) {
      yield* checkName("valid-disruption-budget", field, value, where, limits.percentage, 'write it as "25%"');
      return;
    }
  } else if (!Number.isInteger(value) || value < 0 || value > limits.int32Max) {
    yield* checkInteger("valid-disruption-budget", field, value, where, { min: 0, max: limits.int32Max });
    return;
  }
  // Kubernetes rounds percentages of both up.
  const amount = typeof value === "number" ? value : Math.ceil((replicas * Number.parseInt(value, 10)) / 100);
  const mayGo = field === "maxUnavailable" ? amount : replicas - amount;
  if (replicas > 0 && mayGo <= 0) {
    yield problem({
      rule: "valid-disruption-budget",
      message: `a budget with ${field} ${quote(value)} never lets one of ${replicas} ${replicas === 1 ? "replica" : "replicas"} go`,
      at: where,
      allowed: "a budget that lets at least one pod go: otherwise no node can be drained, and upgrades stop",
      fix: replicas === 1 ? "leave it out, or run at least two replicas" : "maxUnavailable: 1",
    });
  }
}

function* checkStatefulSet({ name, service, storage = [] }: StatefulSetWorkload, at: string): Problems {
  if (service !== undefined) {
    yield* checkName("valid-service-name", "Service name", service, within(at, "service"), limits.serviceName);
  } else if (limits.statefulSetName.test(name)) {
    const fix = "rename it, or name a Service that exists in service";
    yield* checkName("valid-service-name", "Service name", name, within(at, "name"), limits.serviceName, fix);
  }
  for (const [index, { name: volume, size, storageClass }] of storage.entries()) {
    const where = within(at, `storage[${index}]`);
    yield* checkName("valid-storage", "storage name", volume, within(where, "name"), limits.dnsLabel);
    yield* checkName("valid-storage", "size", size, within(where, "size"), limits.storageSize, 'write it as "8Gi"');
    if (storageClass !== undefined) {
      const place = within(where, "storageClass");
      yield* checkName("valid-storage", "storage class", storageClass, place, limits.dnsSubdomain);
    }
  }
}

function* checkJob(workload: JobWorkload | CronJobWorkload, at: string): Problems {
  const bounds = {
    completions: 1,
    parallelism: 1,
    backoffLimit: 0,
    activeDeadlineSeconds: 1,
    ttlSecondsAfterFinished: 0,
  } as const;
  for (const [field, min] of Object.entries(bounds)) {
    const value = workload[field as keyof typeof bounds];
    if (value !== undefined) {
      yield* checkInteger("valid-job", field, value, within(at, field), { min, max: limits.int32Max });
    }
  }
}

function* checkCronJob(workload: CronJobWorkload, at: string): Problems {
  const { schedule, timeZone, startingDeadlineSeconds, successfulJobsHistoryLimit, failedJobsHistoryLimit } = workload;
  const fix = 'write it as cron does, for example "0 3 * * 1"';
  yield* checkName("valid-schedule", "schedule", schedule, within(at, "schedule"), limits.cronSchedule, fix);
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    yield problem({
      rule: "valid-schedule",
      message: `time zone ${quote(timeZone)} is not one to rely on`,
      at: within(at, "timeZone"),
      allowed: 'a region and city of the tz database, for example "Europe/Amsterdam", or "UTC"',
      fix: "choose one of the database, or leave it out for UTC",
    });
  }
  const counts = { startingDeadlineSeconds, successfulJobsHistoryLimit, failedJobsHistoryLimit };
  for (const [field, value] of Object.entries(counts)) {
    if (value !== undefined) {
      yield* checkInteger("valid-job", field, value, within(at, field), { min: 0, max: limits.int32Max });
    }
  }
}

/**
 * JavaScript knows offsets, abbreviations such as `PST` and any case of letters besides; Kubernetes knows the database's
 * own names alone.
 */
function isTimeZone(name: string): boolean {
  if (!/^([A-Z][\w+-]*(\/[A-Z\d][\w+-]*)+|UTC)$/.test(name)) {
    return false;
  }
  try {
    const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
    // Another name of a zone is resolved to its present one, which says nothing about case.
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}

function* checkTarget({ name, container }: AttachmentTarget, at: string): Problems {
  if (name !== undefined) {
    yield* checkName("valid-workload-name", "target name", name, within(at, "name"), limits.dnsSubdomain);
  }
  if (container !== undefined) {
    const where = within(at, "container");
    yield* checkName("valid-container-name", "container name", container, where, limits.dnsLabel);
  }
}
