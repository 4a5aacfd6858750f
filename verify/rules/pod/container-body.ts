import type { Container, PodTemplate } from "../../kubernetes/types.js";
import { listIn, numberIn } from "../../reading/json.js";

/** A container as it is written. */
export function bodyOf({ spec }: PodTemplate, { init, place }: Container): unknown {
  const list = listIn(spec, init ? "initContainers" : "containers");
  const at = place.path.at(-1);
  return typeof at === "number" ? list[at] : list[0];
}

/**
 * Groups that the processes of a container are in; `undefined` among them where the image may decide.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export function groupsOf(pod: PodTemplate, container: Container): readonly (number | undefined)[] {
  const { spec } = pod;
  const own = numberIn(bodyOf(pod, container), "securityContext", "runAsGroup");
  const more = listIn(spec, "securityContext", "supplementalGroups").filter((group) => typeof group === "number");
  return [own ?? numberIn(spec, "securityContext", "runAsGroup"), ...more];
}
