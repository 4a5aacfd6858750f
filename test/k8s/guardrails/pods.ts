import type { KubernetesObject } from "../../support/cel.js";

/** A volume of a pod. */
export interface Volume {
  readonly name: string;
  readonly [source: string]: unknown;
}

/** A volume of the driver that mounts the class `api-kv` as it should be, but for what the test says otherwise. */
export function csiVolume(name: string, csi: Readonly<Record<string, unknown>> = {}): Volume {
  return {
    name,
    csi: {
      driver: "secrets-store.csi.k8s.io",
      readOnly: true,
      volumeAttributes: { secretProviderClass: "api-kv" },
      ...csi,
    },
  };
}

type PodSpec = Readonly<Record<string, unknown>>;

function template(spec: PodSpec) {
  return {
    metadata: { labels: { app: "api" } },
    spec: { containers: [{ name: "api", image: "busybox:1.36" }], ...spec },
  };
}

/** A pod with this in its spec. */
export function pod(spec: PodSpec): KubernetesObject {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "api" }, spec: template(spec).spec };
}

/** Everything that makes pods, by the spec of its pods. */
export const controllers = [
  ...["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].map((kind) => ({
    kind,
    of: (spec: PodSpec): KubernetesObject => ({
      apiVersion: "apps/v1",
      kind,
      metadata: { name: "api" },
      spec: { selector: { matchLabels: { app: "api" } }, template: template(spec) },
    }),
  })),
  {
    kind: "Job",
    of: (spec: PodSpec): KubernetesObject => ({
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: "api" },
      spec: { template: template(spec) },
    }),
  },
  {
    kind: "CronJob",
    of: (spec: PodSpec): KubernetesObject => ({
      apiVersion: "batch/v1",
      kind: "CronJob",
      metadata: { name: "api" },
      spec: { schedule: "0 3 * * *", jobTemplate: { spec: { template: template(spec) } } },
    }),
  },
];
