import type { k8s } from "cdk8s-plus-28";
import type { ResolvedContainer, ResolvedController, ResolvedVariable, ResolvedWorkload } from "../model/index.js";
import { drawVariables, drawVolumeMounts } from "./container.js";
import { orNothing } from "./or-nothing.js";
import { drawVolumes } from "./pod-template.js";
import { reloaderAnnotations } from "./reloader.js";
import type { Webhook } from "./webhook.js";
import { toYaml } from "./yaml.js";

/** What a pod of somebody else's is given. */
interface Fragments {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly reloader: Readonly<Record<string, string>>;
  readonly env: k8s.EnvVar[] | undefined;
  readonly volumeMounts: k8s.VolumeMount[] | undefined;
  readonly volumes: k8s.Volume[];
}

const HELM_HEADER = `\
# For a chart as \`helm create\` makes it: helm upgrade … -f <this file>. Lists of values replace those of the chart: where
# it has some of its own, put these beside them. Other charts call them extraVolumes, extraVolumeMounts, extraEnv.
`;

/** Helm drops values that no template reads, without a word. */
const HELM_VARIABLES = `\
# That chart gives its container no variables: add them to its template, {{- toYaml .Values.env }} beneath env.
`;

const KUSTOMIZE_HEADER = `\
# A strategic merge patch: patches: [{ path: <this file>, target: { kind: KIND, name: NAME } }] in kustomization.yaml.
# The container is found by its name, CONTAINER: where there is none of that name, one without an image is added.
`;

/**
 * The two files by which somebody else's workload reads from vaults, by their name: values for Helm, a patch for
 * Kustomize. Service account and classes are manifests like all others.
 */
export function drawAttachment(workload: ResolvedWorkload, webhook: Webhook): ReadonlyMap<string, string> {
  const { controller } = workload;
  if (controller.kind !== "Attachment") {
    return new Map();
  }
  const [container] = workload.containers;
  const fragments: Fragments = {
    ...webhook,
    reloader: reloaderAnnotations(workload),
    env: orNothing(drawVariables([...fromWholeSecrets(workload, container), ...container.env])),
    volumeMounts: orNothing(drawVolumeMounts(container)),
    volumes: drawVolumes(workload),
  };
  const name = `${workload.namespace}.${workload.name}`;
  const { target } = controller;
  const kustomize = KUSTOMIZE_HEADER.replace("KIND", target.kind)
    .replace("NAME", target.name)
    .replace("CONTAINER", target.container);
  const helm = HELM_HEADER + (fragments.env === undefined ? "" : HELM_VARIABLES);
  return new Map([
    [`${name}.helm.yaml`, helm + toYaml(plain(helmValues(workload, fragments)))],
    [`${name}.kustomize.yaml`, kustomize + toYaml(plain(kustomizePatch(workload, target, fragments)))],
  ]);
}

/** A variable for every key: a patch would replace a list of whole Secrets, where it adds to a list of variables. */
function fromWholeSecrets({ mounts }: ResolvedWorkload, { envFrom }: ResolvedContainer): readonly ResolvedVariable[] {
  const synced = mounts.flatMap(({ sync }) => sync);
  return envFrom.flatMap(({ secret, prefix = "" }) =>
    (synced.find(({ name }) => name === secret)?.data ?? []).map(({ key }) => ({
      name: `${prefix}${key}`,
      secret,
      key,
    })),
  );
}

/** Reloader looks at annotations of pods too, and charts seldom let one set those of the workload. */
function helmValues({ serviceAccount }: ResolvedWorkload, fragments: Fragments): Record<string, unknown> {
  return {
    serviceAccount: { create: false, name: serviceAccount },
    podLabels: fragments.labels,
    podAnnotations: { ...fragments.annotations, ...fragments.reloader },
    env: fragments.env,
    volumeMounts: fragments.volumeMounts,
    volumes: fragments.volumes,
  };
}

type Target = Extract<ResolvedController, { kind: "Attachment" }>["target"];

function kustomizePatch(workload: ResolvedWorkload, target: Target, fragments: Fragments): Record<string, unknown> {
  const template = {
    metadata: { labels: fragments.labels, annotations: fragments.annotations },
    spec: {
      serviceAccountName: workload.serviceAccount,
      containers: [{ name: target.container, env: fragments.env, volumeMounts: fragments.volumeMounts }],
      volumes: fragments.volumes,
    },
  };
  const batch = target.kind === "Job" || target.kind === "CronJob";
  return {
    apiVersion: batch ? "batch/v1" : "apps/v1",
    kind: target.kind,
    metadata: { name: target.name, annotations: fragments.reloader },
    spec: target.kind === "CronJob" ? { jobTemplate: { spec: { template } } } : { template },
  };
}

/** Without fields that have no value, and without objects that have no fields. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const fields = Object.entries(value)
    .map(([key, inner]) => [key, plain(inner)] as const)
    .filter(([, inner]) => inner !== undefined && !isEmpty(inner));
  return Object.fromEntries(fields);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
