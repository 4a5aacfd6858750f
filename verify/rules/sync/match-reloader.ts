import { listed, nearest, quote } from "../../../shared/index.js";
import type { PodTemplate } from "../../kubernetes/types.js";
import { broken, defineRule } from "../../rule.js";
import type { World } from "../../world.js";
import type { Followed } from "./reloader.js";
import { mountedClasses, unusedNamesOf } from "./usage.js";

/** Reloader compares names; one that nothing has restarts nothing. */
export const matchReloader = defineRule({
  id: "match-reloader",
  severity: "warning",
  summary: "Each Secret and class that a workload lists for Reloader is one that it reads or mounts.",
  link: "variable",
  needs: ["kubernetes"],
  *check(world) {
    for (const pod of world.kubernetes.pods) {
      for (const followed of ["secret", "secretproviderclass"] as const) {
        const { unused, used } = unusedNamesOf(world, pod, followed);
        for (const { key, name, at, excludes } of unused) {
          if (!isJudged(world, pod, followed, name)) {
            continue;
          }
          const near = nearest(name, used);
          const what = followed === "secret" ? "Secret" : "provider class";
          yield broken({
            on: pod,
            at: [...at, key],
            message: `${pod.id} ${excludes ? "excludes" : "lists"} the ${what} ${quote(name)} ${excludes ? "from" : "for"} Reloader, and does not use it`,
            got: name,
            allowed:
              used.length === 0 ? `a ${what} that the pod uses; it uses none` : `${listed(used)}, which the pod uses`,
            fix: fixFor(world, pod, followed, name, near),
            shows: excludes
              ? "nothing: what was to be left alone restarts the workload"
              : "nothing: when the value changes, the workload is not restarted",
          });
        }
      }
    }
  },
});

/** A Secret that is none of ours may be listed without being read, by a program that asks the API server for it. */
function isJudged({ kubernetes }: World, pod: PodTemplate, followed: Followed, name: string): boolean {
  if (followed === "secretproviderclass") {
    const isOfOtherProvider =
      kubernetes.find("SecretProviderClass", pod.namespace, name) !== undefined &&
      kubernetes.classFor(pod.namespace, name) === undefined;
    return !isOfOtherProvider;
  }
  const isKnown = kubernetes.find("Secret", pod.namespace, name) !== undefined;
  return pod.classVolumes.length > 0 && !isKnown;
}

function fixFor(world: World, pod: PodTemplate, followed: Followed, name: string, near: string | undefined): string {
  const mounted = mountedClasses(world, pod);
  if (followed === "secret" && mounted.some((one) => one.name === name)) {
    return "it is a provider class: list it in secretproviderclass.reloader.stakater.com/reload";
  }
  const isSynced = world.kubernetes.syncedFor(pod.namespace, name).length > 0;
  if (followed === "secretproviderclass" && isSynced) {
    return "it is a Secret: list it in secret.reloader.stakater.com/reload";
  }
  return near === undefined ? "remove the name" : `write ${quote(near)}`;
}
