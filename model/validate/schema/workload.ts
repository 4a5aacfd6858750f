import { z } from "zod";
import { number, text, texts } from "./basics.js";
import { container, containerProps, initContainer, mount, variables } from "./container.js";
import { byField, byType } from "./either.js";
import { identity } from "./identity.js";
import { nodePool } from "./network.js";
import { syncedSecret } from "./objects.js";

const namespace = z.strictObject({
  name: text,
  labels: texts,
  podSecurity: byField(
    "level",
    z.strictObject({ level: z.enum(["baseline", "privileged"]), reason: text }),
    z.literal(["restricted", false]),
  ),
  quota: texts.optional(),
});

const identityProps = {
  name: text,
  mounts: z.array(mount),
  namespace: byField("name", namespace, text).optional(),
  team: text.optional(),
  identity: identity.optional(),
  serviceAccount: text.optional(),
  federatedCredential: text.optional(),
  onRotation: z.enum(["watch", "restart", "none"]).optional(),
  os: z.enum(["linux", "windows"]).optional(),
  webhook: z.boolean().optional(),
};

const workloadProps = {
  ...identityProps,
  ...containerProps,
  container: text.optional(),
  containers: z.array(container).optional(),
  initContainers: z.array(initContainer).optional(),
  imagePullSecrets: z.array(byType("string", text, syncedSecret)).optional(),
  pool: nodePool.optional(),
  nodeSelector: texts.optional(),
  tolerations: z.array(text).optional(),
  labels: texts.optional(),
  annotations: texts.optional(),
};

const amount = byType("number", number, text);
const replicatedProps = {
  ...workloadProps,
  replicas: number.optional(),
  spread: z
    .array(
      z.strictObject({
        over: byField("label", z.strictObject({ label: text }), z.enum(["nodes", "zones"])),
        maxSkew: number.optional(),
        required: z.boolean().optional(),
      }),
    )
    .optional(),
  disruption: byField(
    "maxUnavailable",
    z.strictObject({ maxUnavailable: amount }),
    byField("minAvailable", z.strictObject({ minAvailable: amount }), z.literal(false)),
  ).optional(),
};

const jobProps = {
  ...workloadProps,
  completions: number.optional(),
  parallelism: number.optional(),
  backoffLimit: number.optional(),
  activeDeadlineSeconds: number.optional(),
  ttlSecondsAfterFinished: number.optional(),
  restartPolicy: z.enum(["Never", "OnFailure"]).optional(),
};

export const workload = z.discriminatedUnion("kind", [
  z.strictObject({ ...replicatedProps, kind: z.literal("Deployment") }),
  z.strictObject({
    ...replicatedProps,
    kind: z.literal("StatefulSet"),
    service: text.optional(),
    podManagement: z.enum(["OrderedReady", "Parallel"]).optional(),
    storage: z.array(z.strictObject({ name: text, path: text, size: text, storageClass: text.optional() })).optional(),
  }),
  z.strictObject({ ...workloadProps, kind: z.literal("DaemonSet") }),
  z.strictObject({ ...jobProps, kind: z.literal("Job") }),
  z.strictObject({
    ...jobProps,
    kind: z.literal("CronJob"),
    schedule: text,
    timeZone: text.optional(),
    concurrency: z.enum(["Allow", "Forbid", "Replace"]).optional(),
    suspend: z.boolean().optional(),
    startingDeadlineSeconds: number.optional(),
    successfulJobsHistoryLimit: number.optional(),
    failedJobsHistoryLimit: number.optional(),
  }),
  z.strictObject({ ...workloadProps, kind: z.literal("Pod") }),
  z.strictObject({
    ...identityProps,
    ...variables,
    kind: z.literal("Attachment"),
    target: z
      .strictObject({
        kind: z.enum(["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"]).optional(),
        name: text.optional(),
        container: text.optional(),
      })
      .optional(),
  }),
]);
