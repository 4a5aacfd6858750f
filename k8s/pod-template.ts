import type { k8s } from "cdk8s-plus-28";
import type { ResolvedContainer, ResolvedMount, ResolvedSecurity, ResolvedWorkload } from "../model/index.js";
import { drawContainer, drawUser } from "./container.js";
import { fieldsOrNothing, orNothing } from "./or-nothing.js";
import type { Webhook } from "./webhook.js";

const CSI_DRIVER = "secrets-store.csi.k8s.io";

/** Metadata and specification of a workload's pods. */
export interface PodTemplate {
  readonly metadata: k8s.ObjectMeta;
  readonly spec: k8s.PodSpec;
}

/**
 * The pods of a workload: its vaults mounted through the CSI driver, its containers as `restricted` as they can be.
 *
 * @param webhook how the workload identity webhook prepares the pods
 * @param restartPolicy what happens to containers that end
 */
export function drawPods(
  workload: ResolvedWorkload,
  webhook: Webhook,
  restartPolicy: "Always" | "Never" | "OnFailure" = "Always",
): PodTemplate {
  const { containers, initContainers, os } = workload;
  const shared = sharedSecurity(workload);
  const context = { os, user: shared.user };
  const reasons = reasonsOf(workload);
  return {
    metadata: {
      labels: { ...workload.labels, ...nameLabel(workload), ...webhook.labels },
      annotations: fieldsOrNothing({
        ...workload.annotations,
        ...webhook.annotations,
        ...(reasons !== "" && { "aks-key-vault/security-reason": reasons }),
      }),
    },
    spec: {
      automountServiceAccountToken: false,
      containers: containers.map((container) => drawContainer(container, context)),
      initContainers: orNothing(
        initContainers.map((container) => ({
          ...drawContainer(container, context),
          restartPolicy: container.sidecar ? "Always" : undefined,
        })),
      ),
      imagePullSecrets: orNothing(workload.imagePullSecrets.map((name) => ({ name }))),
      nodeSelector: fieldsOrNothing(workload.nodeSelector),
      os: os === "windows" ? { name: os } : undefined,
      restartPolicy,
      securityContext: {
        ...(shared.nonRoot && { runAsNonRoot: true }),
        ...drawUser(shared.user),
        ...drawGroupOfDisks(containers[0]),
      },
      serviceAccountName: workload.serviceAccount,
      tolerations: orNothing(
        workload.tolerations.map((taint) => ({ ...taint, operator: taint.value === undefined ? "Exists" : "Equal" })),
      ),
      topologySpreadConstraints: orNothing(drawSpread(workload)),
      volumes: drawVolumes(workload),
    },
  };
}

/** A new disk belongs to root. Given to the group of the container that has it, it can be written to. */
function drawGroupOfDisks({ security: { user }, storage }: ResolvedContainer): k8s.PodSecurityContext {
  return storage.length > 0 && typeof user === "number" ? { fsGroup: user, fsGroupChangePolicy: "OnRootMismatch" } : {};
}

/** The label by which controllers, Services and budgets find the pods of a workload. */
export function nameLabel({ name }: ResolvedWorkload): { readonly "app.kubernetes.io/name": string } {
  return { "app.kubernetes.io/name": name };
}

/** The volumes of a workload's mounts, and the empty ones of its containers. */
export function drawVolumes({ mounts, containers, initContainers }: ResolvedWorkload): k8s.Volume[] {
  return [
    ...mounts.map(drawVolume),
    ...[...containers, ...initContainers].flatMap(({ scratch }) =>
      scratch.map(({ volume }) => ({ name: volume, emptyDir: {} })),
    ),
  ];
}

/** The driver refuses a source that is not read-only, and only the class may be named: other attributes override it. */
function drawVolume({ volume, providerClass }: ResolvedMount): k8s.Volume {
  return {
    name: volume,
    csi: { driver: CSI_DRIVER, readOnly: true, volumeAttributes: { secretProviderClass: providerClass } },
  };
}

function drawSpread(workload: ResolvedWorkload): k8s.TopologySpreadConstraint[] {
  const { controller } = workload;
  return "spread" in controller
    ? controller.spread.map(({ topologyKey, maxSkew, required }) => ({
        maxSkew,
        topologyKey,
        whenUnsatisfiable: required ? "DoNotSchedule" : "ScheduleAnyway",
        labelSelector: { matchLabels: nameLabel(workload) },
      }))
    : [];
}

/**
 * What the pod says for all of its containers. A container can say otherwise, but not nothing: where one of them leaves
 * the user to its image, or may be root, the pod must not say it either.
 */
function sharedSecurity({ containers, initContainers }: ResolvedWorkload): Pick<ResolvedSecurity, "user" | "nonRoot"> {
  const all = [...containers, ...initContainers].map(({ security }) => security);
  const [{ security: first }] = containers;
  return {
    ...(first.user !== undefined && all.every(({ user }) => user !== undefined) && { user: first.user }),
    nonRoot: all.every(({ nonRoot }) => nonRoot),
  };
}

function reasonsOf({ containers, initContainers }: ResolvedWorkload): string {
  const reasons = [...containers, ...initContainers].flatMap(({ name, security: { reason } }) =>
    reason === undefined ? [] : `${name}: ${reason}`,
  );
  return reasons.join("; ");
}
