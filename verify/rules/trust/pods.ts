import type { PodTemplate } from "../../kubernetes/types.js";
import type { Step } from "../../reading/document.js";
import { type JsonObject, objectIn } from "../../reading/json.js";

/** Path of the service account's name inside the workload of a pod. */
export function accountPath(pod: PodTemplate): readonly Step[] {
  if (pod.manifest.apiVersion === "") {
    return ["serviceAccount", "name"];
  }
  const old = Object.hasOwn(pod.spec, "serviceAccount") && !Object.hasOwn(pod.spec, "serviceAccountName");
  const path = pod.specPlace.path.slice(pod.manifest.place.path.length);
  return [...path, old ? "serviceAccount" : "serviceAccountName"];
}

/** Labels or annotations of a pod as they stand, of whatever type. */
export function metadataOf(pod: PodTemplate, part: "labels" | "annotations"): JsonObject {
  const { body, apiVersion } = pod.manifest;
  if (apiVersion === "") {
    return objectIn(body, part === "labels" ? "podLabels" : "podAnnotations");
  }
  return objectIn(body, ...pod.metadataPath.map(String), part);
}

/** Path of the labels or annotations of a pod inside its workload. */
export function metadataPath(pod: PodTemplate, part: "labels" | "annotations"): readonly Step[] {
  if (pod.manifest.apiVersion === "") {
    return [part === "labels" ? "podLabels" : "podAnnotations"];
  }
  return [...pod.metadataPath, part];
}
