import { idOf, type Manifest } from "../manifest.js";

type Fields = Readonly<Record<string, unknown>>;
type Texts = Readonly<Record<string, string>>;

const WAVE = "argocd.argoproj.io/sync-wave";
const OPTIONS = "argocd.argoproj.io/sync-options";
const COMPARISON = "argocd.argoproj.io/compare-options";

/** Label by which Argo CD knows what is its own, where it does not go by an annotation. */
const TRACKING_LABEL = "app.kubernetes.io/instance";

/**
 * The kinds in the order in which they are applied, a wave each; the last wave is 0, where everything is that has no
 * annotation. Left alone, Argo CD would apply custom resources last, and so pods before the classes they mount.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
const WAVES: readonly (readonly string[])[] = [
  ["Namespace", "ResourceQuota"],
  [
    "ServiceAccount",
    "Role",
    "RoleBinding",
    "ClusterRole",
    "ClusterRoleBinding",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "NetworkPolicy",
    "ConfigMap",
    "PodMonitor",
    "PrometheusRule",
  ],
  ["SecretProviderClass"],
  ["Service", "PodDisruptionBudget", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"],
];

/**
 * What is special about a kind. Pods of a Job, and a bare Pod, cannot be changed: a changed one is deleted and made again,
 * an unchanged one stays. A namespace takes everything in it along, so pruning leaves it to a person.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
const OPTIONS_OF: Readonly<Record<string, string>> = { Job: "Force=true", Namespace: "Prune=false", Pod: "Force=true" };

/**
 * Manifests with what Argo CD reads of them: in which order they are applied, and what is made again. An annotation that
 * a manifest has already stays as it is.
 *
 * @returns new objects
 */
export function withSyncOptions(manifests: readonly Manifest[]): readonly Manifest[] {
  return manifests.map((manifest) => {
    const wave = waveOf(manifest);
    const options = OPTIONS_OF[manifest.kind];
    const annotated = withAnnotations(manifest, {
      ...(wave < 0 && { [WAVE]: String(wave) }),
      ...(options !== undefined && { [OPTIONS]: options }),
    });
    return manifest.kind === "SecretProviderClass" ? withKeptSecrets(annotated) : annotated;
  });
}

function waveOf(manifest: Manifest): number {
  const index = WAVES.findIndex((kinds) => kinds.includes(manifest.kind));
  if (index === -1) {
    throw new Error(`no sync wave is known for the kind of ${idOf(manifest)}`);
  }
  return index - (WAVES.length - 1);
}

/**
 * A class whose Secrets Argo CD never takes for leftovers of its own. Where it goes by {@link TRACKING_LABEL}, a Secret
 * with that label would be one whenever it has no owner: the driver writes Secrets without, and names the owner seconds
 * later.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/compare-options/
 */
function withKeptSecrets(manifest: Manifest): Manifest {
  const spec = manifest.spec as Fields | undefined;
  if (!Array.isArray(spec?.secretObjects)) {
    return manifest;
  }
  const kept = spec.secretObjects.map((secret: Fields) =>
    TRACKING_LABEL in ((secret.labels as Texts | undefined) ?? {})
      ? {
          ...secret,
          annotations: merged(secret.annotations, { [COMPARISON]: "IgnoreExtraneous", [OPTIONS]: "Prune=false" }),
        }
      : secret,
  );
  return { ...manifest, spec: { ...spec, secretObjects: kept } };
}

function withAnnotations(manifest: Manifest, added: Texts): Manifest {
  if (Object.keys(added).length === 0) {
    return manifest;
  }
  const { annotations, ...metadata } = manifest.metadata;
  return { ...manifest, metadata: { annotations: merged(annotations, added), ...metadata } };
}

/** Annotations with others beside them, in the order of their names. */
function merged(present: unknown, added: Texts): Texts {
  const all = { ...added, ...(present as Texts | undefined) };
  return Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
}
