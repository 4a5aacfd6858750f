import type { PodTemplate } from "../../kubernetes/types.js";
import type { Step } from "../../reading/document.js";

/** What Reloader follows, as its annotations begin. */
export type Followed = "secret" | "secretproviderclass";

const DOMAIN = "reloader.stakater.com";

/**
 * Annotations of Reloader, and what their values are. A name among `names` is an expression that the whole name has to
 * match; an excluded one is a plain name.
 *
 * @see stakater/Reloader v1.4.14, internal/pkg/options/flags.go and pkg/common/common.go
 */
export const ANNOTATIONS: ReadonlyMap<string, "flag" | "true" | "names" | "text"> = new Map([
  [`${DOMAIN}/auto`, "flag"],
  [`secret.${DOMAIN}/auto`, "flag"],
  [`configmap.${DOMAIN}/auto`, "flag"],
  [`secretproviderclass.${DOMAIN}/auto`, "flag"],
  [`secret.${DOMAIN}/reload`, "names"],
  [`configmap.${DOMAIN}/reload`, "names"],
  [`secretproviderclass.${DOMAIN}/reload`, "names"],
  [`secrets.exclude.${DOMAIN}/reload`, "names"],
  [`configmaps.exclude.${DOMAIN}/reload`, "names"],
  [`secretproviderclasses.exclude.${DOMAIN}/reload`, "names"],
  [`${DOMAIN}/search`, "true"],
  [`${DOMAIN}/match`, "true"],
  [`${DOMAIN}/ignore`, "true"],
  [`${DOMAIN}/rollout-strategy`, "text"],
  [`deployment.${DOMAIN}/pause-period`, "text"],
  [`deployment.${DOMAIN}/paused-at`, "text"],
  [`${DOMAIN}/last-reloaded-from`, "text"],
]);

/** Workloads that Reloader restarts. A bare Pod is not among them. */
export const WATCHED: ReadonlySet<string> = new Set([
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "Job",
  "CronJob",
  "Rollout",
]);

/** The annotations of a workload or of its pods, and where they stand in it. */
export interface AnnotationSource {
  readonly annotations: ReadonlyMap<string, string>;
  readonly at: readonly Step[];
}

/** The annotations of a workload, and those of its pods, which are read where the workload has none of Reloader. */
export function annotationSources(pod: PodTemplate): readonly AnnotationSource[] {
  const { manifest, annotations, metadataPath } = pod;
  if (manifest.kind === "Helm values") {
    return [{ annotations, at: ["podAnnotations"] }];
  }
  const own = { annotations: manifest.annotations, at: ["metadata", "annotations"] };
  return metadataPath.length === 1 ? [own] : [own, { annotations, at: [...metadataPath, "annotations"] }];
}

/** An entry of a list of names in an annotation. */
export interface ListedName extends AnnotationSource {
  readonly key: string;
  readonly name: string;
  readonly excludes: boolean;
}

/** The names that a workload lists for Reloader to follow, or to leave alone; expressions are left out. */
export function listedNames(pod: PodTemplate, followed: Followed): readonly ListedName[] {
  const plural = followed === "secret" ? "secrets" : "secretproviderclasses";
  const keys = [`${followed}.${DOMAIN}/reload`, `${plural}.exclude.${DOMAIN}/reload`];
  return annotationSources(pod).flatMap((source) =>
    keys.flatMap((key, index) => {
      const names = entriesOf(source.annotations.get(key)).filter((name) => !isExpression(name));
      return names.map((name) => ({ ...source, key, name, excludes: index === 1 }));
    }),
  );
}

/** The annotation that makes Reloader follow everything of a kind that a workload uses, and where it stands. */
export function automaticAnnotation(
  pod: PodTemplate,
  followed: Followed,
): (AnnotationSource & { readonly key: string }) | undefined {
  if (!WATCHED.has(pod.manifest.kind) && !pod.partial) {
    return undefined;
  }
  const source = rulingSource(pod, followed);
  // Only where it is told to does Reloader follow classes as well.
  const keys = followed === "secret" ? [`${DOMAIN}/auto`, `secret.${DOMAIN}/auto`] : [`${followed}.${DOMAIN}/auto`];
  const key = keys.find((one) => TRUE.has(source?.annotations.get(one) ?? ""));
  return source === undefined || key === undefined ? undefined : { ...source, key };
}

/** The annotations that count: those of the pods where the workload has none that says what to follow. */
function rulingSource(pod: PodTemplate, followed: Followed): AnnotationSource | undefined {
  const [own, ofPods] = annotationSources(pod);
  const keys = [`${followed}.${DOMAIN}/reload`, `${DOMAIN}/auto`, `${followed}.${DOMAIN}/auto`, `${DOMAIN}/search`];
  return keys.some((key) => own?.annotations.has(key)) ? own : (ofPods ?? own);
}

/** Whether Reloader restarts a workload when a Secret or a class changes; an expression counts as one that matches. */
export function follows(pod: PodTemplate, followed: Followed, name: string): boolean {
  if (!WATCHED.has(pod.manifest.kind) && !pod.partial) {
    return false;
  }
  const [own] = annotationSources(pod);
  const plural = followed === "secret" ? "secrets" : "secretproviderclasses";
  const source = rulingSource(pod, followed);
  const value = (key: string) => source?.annotations.get(key);
  if (entriesOf(own?.annotations.get(`${plural}.exclude.${DOMAIN}/reload`)).includes(name)) {
    return false;
  }
  const isListed = entriesOf(value(`${followed}.${DOMAIN}/reload`)).some(
    (entry) => entry === name || isExpression(entry),
  );
  const isAutomatic = [`${DOMAIN}/auto`, `${followed}.${DOMAIN}/auto`].some((key) => TRUE.has(value(key) ?? ""));
  return isListed || isAutomatic || value(`${DOMAIN}/search`) === "true";
}

/** What Go's `strconv.ParseBool` takes for true. */
const TRUE: ReadonlySet<string> = new Set(["1", "t", "T", "TRUE", "true", "True"]);
const FALSE: ReadonlySet<string> = new Set(["0", "f", "F", "FALSE", "false", "False"]);

/** Whether a value of an annotation is a boolean, as Reloader reads it. */
export function isFlag(value: string): boolean {
  return TRUE.has(value) || FALSE.has(value);
}

function entriesOf(value: string | undefined): readonly string[] {
  const entries = value === undefined ? [] : value.split(",").map((entry) => entry.trim());
  return entries.filter((entry) => entry !== "");
}

/** A dot matches itself too, so that a name with dots is a name. */
function isExpression(entry: string): boolean {
  return !/^[\w.-]+$/.test(entry);
}
