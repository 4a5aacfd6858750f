import { isSlip, listed, nearest, quote } from "../../../shared/index.js";
import type { PodTemplate } from "../../kubernetes/types.js";
import { broken, defineRule, undecided } from "../../rule.js";
import { danglingMounts, volumeNames } from "./mounts.js";

/** Kinds whose pods are written out in full; an operator may add volumes to the pods of any other. */
const WRITTEN_OUT: ReadonlySet<string> = new Set([
  "Pod",
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "ReplicationController",
  "Job",
  "CronJob",
  "Rollout",
]);

/** A mount is bound to a volume by its name. */
export const matchVolumeMount = defineRule({
  id: "match-volume-mount",
  severity: "error",
  summary: "Each mount of a container names a volume of its pod.",
  link: "file",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const pod of kubernetes.pods) {
      for (const { container, mount } of danglingMounts(pod)) {
        const names = volumeNames(pod);
        const near =
          nearest(mount.volume, freeNames(pod)) ?? classVolumeNames(pod).find((name) => isSlip(mount.volume, name));
        if (!isWhole(pod) && near === undefined) {
          if (pod.classVolumes.length > 0) {
            yield undecided({
              on: mount,
              message: `${container.id} mounts ${quote(mount.volume)}, which this part of the pod does not have`,
              needs: "the whole pod: the output of helm template or kustomize build",
            });
          }
          continue;
        }
        yield broken({
          on: mount,
          at: ["name"],
          message: `${container.id} mounts the volume ${quote(mount.volume)}, which the pod does not have`,
          got: mount.volume,
          allowed: names.length === 0 ? "a volume of the pod; it has none" : `a volume of the pod: ${listed(names)}`,
          fix: fixFor(near ?? nearest(mount.volume, names), names),
          shows: `the API server refuses the pod: volumeMounts[${mount.place.path.at(-1)}].name: Not found: "${mount.volume}"`,
          also: [container, pod],
        });
      }
    }
  },
});

function isWhole({ partial, manifest }: PodTemplate): boolean {
  return !partial && WRITTEN_OUT.has(manifest.kind);
}

/** Volumes of classes that no container mounts: a dangling mount may mean one of them. */
function freeNames(pod: PodTemplate): readonly string[] {
  const mounted = new Set(pod.containers.flatMap(({ mounts }) => mounts.map(({ volume }) => volume)));
  return classVolumeNames(pod).filter((name) => !mounted.has(name));
}

function classVolumeNames({ classVolumes }: PodTemplate): readonly string[] {
  return classVolumes.map(({ name }) => name).filter((name) => name !== "");
}

function fixFor(near: string | undefined, names: readonly string[]): string {
  if (near !== undefined) {
    return `write ${quote(near)}`;
  }
  return names.length === 0 ? "add the volume to the pod" : `add the volume to the pod, or mount ${listed(names)}`;
}
