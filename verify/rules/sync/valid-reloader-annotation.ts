import { nearest, quote } from "../../../shared/index.js";
import type { PodTemplate } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { ANNOTATIONS, type AnnotationSource, annotationSources, isFlag, WATCHED } from "./reloader.js";

/** Reloader passes over annotations that it does not know. */
export const validReloaderAnnotation = defineRule({
  id: "valid-reloader-annotation",
  severity: "warning",
  summary: "Each annotation of Reloader is one that it knows, on a workload that it restarts.",
  link: "variable",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const pod of kubernetes.pods) {
      for (const source of annotationSources(pod)) {
        for (const [key, value] of source.annotations) {
          const fault = /reload|stakater/i.test(key) ? faultOf(pod, source, key, value) : undefined;
          if (fault !== undefined) {
            yield fault;
          }
        }
      }
    }
  },
});

const KEYS = [...ANNOTATIONS.keys()];

function faultOf(pod: PodTemplate, { at }: AnnotationSource, key: string, value: string): Fault | undefined {
  const type = ANNOTATIONS.get(key);
  if (type === undefined) {
    return unknownKey(pod, at, key);
  }
  if (!WATCHED.has(pod.manifest.kind) && !pod.partial && UNWATCHED.has(pod.manifest.kind)) {
    return broken({
      on: pod,
      at: [...at, key],
      message: `${pod.id} has the annotation ${quote(key)}, and Reloader restarts nothing of kind ${pod.manifest.kind}`,
      got: key,
      allowed: `the annotation on a ${[...WATCHED].join(", ")}`,
      fix: "run the pod from a Deployment, or remove the annotation and read the mounted file",
      shows: "nothing: the pod is not restarted",
    });
  }
  const isWrong = type === "flag" ? !isFlag(value) : type === "true" ? !["true", "false"].includes(value) : false;
  const isEmpty = type === "names" && value.trim() === "";
  if (!isWrong && !isEmpty) {
    return undefined;
  }
  return broken({
    on: pod,
    at: [...at, key],
    message: `${pod.id} sets the annotation ${quote(key)} to ${quote(value)}, which ${isEmpty ? "names nothing" : "Reloader takes for false"}`,
    got: value,
    allowed: isEmpty ? "names, with commas between them" : '"true" or "false"',
    fix: isEmpty ? "list what the workload reads, or remove the annotation" : `write ${quote(key)}: "true"`,
    shows: "nothing: when the value changes, the workload is not restarted",
  });
}

/** Kinds that no Reloader restarts; it may be told of other kinds that we do not know. */
const UNWATCHED: ReadonlySet<string> = new Set(["Pod", "ReplicaSet", "ReplicationController"]);

/** A key of another tool is none of ours, unless it is nearly one of Reloader's. */
function unknownKey(pod: PodTemplate, at: AnnotationSource["at"], key: string): Fault | undefined {
  const near = nearest(key, KEYS);
  if (near === undefined && !/(^|\.)reloader\.stakater\.com\//.test(key)) {
    return undefined;
  }
  return broken({
    on: pod,
    at: [...at, key],
    message: `${pod.id} has the annotation ${quote(key)}, which Reloader does not know`,
    got: key,
    allowed: "an annotation of Reloader, as secret.reloader.stakater.com/reload",
    fix: near === undefined ? "remove it" : `write ${quote(near)}`,
    shows: "nothing: when the value changes, the workload is not restarted",
  });
}
