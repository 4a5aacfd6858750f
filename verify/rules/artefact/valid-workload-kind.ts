import { listed, nearest, quote } from "../../../shared/index.js";
import type { Manifest } from "../../kubernetes/types.js";
import { broken, defineRule } from "../../rule.js";
import { takesPart } from "../limits/use.js";

/**
 * Kinds with pods in the groups that are part of Kubernetes, all of them in version v1.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/
 */
const KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["v1", ["Pod", "PodTemplate", "ReplicationController"]],
  ["apps/v1", ["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"]],
  ["batch/v1", ["CronJob", "Job"]],
]);

/**
 * Versions that had kinds with pods, and the version of Kubernetes that took them away.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const REMOVED: ReadonlyMap<string, { readonly since: string; readonly kinds: readonly string[] }> = new Map([
  ["extensions/v1beta1", { since: "1.16", kinds: ["DaemonSet", "Deployment", "ReplicaSet"] }],
  ["apps/v1beta1", { since: "1.16", kinds: ["Deployment", "StatefulSet"] }],
  ["apps/v1beta2", { since: "1.16", kinds: ["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"] }],
  ["batch/v1beta1", { since: "1.25", kinds: ["CronJob"] }],
  ["batch/v2alpha1", { since: "1.21", kinds: ["CronJob"] }],
]);

/** A workload of a kind that no API server knows is refused, and its pods never come to be. */
export const validWorkloadKind = defineRule({
  id: "valid-workload-kind",
  severity: "error",
  summary: "Each workload that reads a vault is of a kind that its API group has.",
  link: "pod",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const { manifest } of kubernetes.pods.filter((pod) => takesPart(pod) && pod.manifest.apiVersion !== "")) {
      const { kind, apiVersion } = manifest;
      if (KINDS.get(apiVersion)?.includes(kind)) {
        continue;
      }
      const home = [...KINDS].find(([, kinds]) => kinds.includes(kind))?.[0];
      const isBuiltIn = [...KINDS.keys(), ...REMOVED.keys()].some((one) => groupOf(one) === groupOf(apiVersion));
      // Other groups are somebody's own, unless only a letter is missing.
      if (isBuiltIn || (home !== undefined && nearest(apiVersion, [home]) !== undefined)) {
        yield refused(manifest, home);
      }
    }
  },
});

function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

function refused(manifest: Manifest, home: string | undefined) {
  const { kind, apiVersion } = manifest;
  const kinds = KINDS.get(apiVersion) ?? [];
  const near = nearest(kind, kinds);
  const removed = REMOVED.get(apiVersion);
  const since = removed?.kinds.includes(kind) ? removed.since : undefined;
  return broken({
    on: manifest,
    at: [home === undefined ? "kind" : "apiVersion"],
    message: `${manifest.id} is of the kind ${quote(kind)} in ${quote(apiVersion)}, which Kubernetes ${since === undefined ? "does not have" : `has not had since ${since}`}`,
    got: home === undefined ? kind : apiVersion,
    allowed: home === undefined ? `kinds of that group with pods: ${listed(kinds)}` : `for a ${kind}: ${home}`,
    fix:
      home !== undefined
        ? `write "apiVersion: ${home}"`
        : near === undefined
          ? "write the kind as Kubernetes spells it"
          : `write "kind: ${near}"`,
    shows: `no matches for kind ${quote(kind)} in version ${quote(apiVersion)}`,
  });
}
