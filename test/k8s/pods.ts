import type { Environment } from "../../model/environment.js";
import type { PodOwner, Workload } from "../../model/workload.js";
import { healthy } from "../support/descriptions.js";
import { type Block, type Manifest, manifestsOf } from "../support/synthesis.js";

/** The manifests of a kind that an environment with these workloads has, but for what the test says otherwise. */
export function drawn(kind: string, workloads: readonly Workload[], props: Partial<Environment> = {}) {
  return manifestsOf(healthy({ workloads, ...props })).filter((manifest) => manifest.kind === kind);
}

/** Metadata and specification of pods. */
interface PodTemplate {
  readonly metadata: Block;
  readonly spec: Block & {
    readonly containers: readonly Block[];
    readonly initContainers?: readonly Block[];
    readonly volumes: readonly Block[];
  };
}

/** The pods of a workload, whatever keeps them. */
export function podsOf(workload: PodOwner, props: Partial<Environment> = {}): PodTemplate {
  const [manifest, ...others] = drawn(workload.kind, [workload], props);
  if (manifest === undefined || others.length > 0) {
    throw new Error(`there are ${others.length + 1} manifests of kind ${workload.kind}, or none`);
  }
  return templateOf(manifest);
}

function templateOf(manifest: Manifest): PodTemplate {
  if (manifest.kind === "Pod") {
    return manifest as unknown as PodTemplate;
  }
  const outer = manifest.kind === "CronJob" ? (manifest.spec?.jobTemplate as Block) : manifest;
  return (outer.spec as Block).template as PodTemplate;
}

/** How each container may run, where the description says nothing. */
export const hardened = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};

/** What each container asks of its node, where the description says nothing. */
export const resources = { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "64Mi" } };

/** How the pods of a Deployment `api` of the basics look, whole. */
export const podSpec = {
  automountServiceAccountToken: false,
  containers: [
    {
      name: "app",
      image: "busybox:1.36",
      resources,
      securityContext: hardened,
      volumeMounts: [{ mountPath: "/mnt/secrets", name: "api-kv-orders", readOnly: true }],
    },
  ],
  restartPolicy: "Always",
  securityContext: { runAsGroup: 65532, runAsNonRoot: true, runAsUser: 65532 },
  serviceAccountName: "api",
  volumes: [
    {
      csi: {
        driver: "secrets-store.csi.k8s.io",
        readOnly: true,
        volumeAttributes: { secretProviderClass: "api-kv-orders" },
      },
      name: "api-kv-orders",
    },
  ],
};

/** The name by which everything finds the pods of a workload `api`. */
export const nameLabel = { "app.kubernetes.io/name": "api" };

/** The pods of a Deployment `api` of the basics, whole. */
export const template = {
  metadata: { labels: { ...nameLabel, "azure.workload.identity/use": "true" } },
  spec: podSpec,
};

/** Metadata of a workload `api` and of what belongs to it. */
export const metadata = { labels: nameLabel, name: "api", namespace: "orders" };
