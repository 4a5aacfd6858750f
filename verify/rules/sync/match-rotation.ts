import { listed } from "../../../shared/index.js";
import type { PodTemplate } from "../../kubernetes/types.js";
import { broken, defineRule, undecided } from "../../rule.js";
import type { World } from "../../world.js";
import { secretReadsOf } from "./reads.js";
import { automaticAnnotation, type Followed, type ListedName, listedNames } from "./reloader.js";
import { ROTATION_NEEDS, rotationOf } from "./rotation.js";
import { mountedClasses } from "./usage.js";

/** Reloader waits for a change that only rotation brings about. */
export const matchRotation = defineRule({
  id: "match-rotation",
  severity: "warning",
  summary: "Each workload that waits for new values is on a cluster that reads them.",
  link: "synced-secret",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const rotation = rotationOf(world);
    if (rotation === "on") {
      return;
    }
    for (const pod of world.kubernetes.pods) {
      const waited = waitedFor(world, pod);
      const [first] = waited;
      if (first === undefined) {
        continue;
      }
      if (rotation === "unknown") {
        yield undecided({
          message: "whether the cluster reads new values is not known, and so not whether Reloader ever sees one",
          needs: ROTATION_NEEDS,
        });
        return; // the same for every pod
      }
      const names = [...new Set(waited.map(({ name }) => name))];
      yield broken({
        on: pod,
        at: [...first.at, first.key],
        message: `${pod.id} is to be restarted when ${listed(names)} changes, and the cluster does not read new values`,
        got: names.join(", "),
        allowed: "a cluster with secret_rotation_enabled: true in key_vault_secrets_provider",
        fix: "set secret_rotation_enabled to true, or remove the annotation",
        shows: "nothing: values change when a pod is made anew, and not before",
        also: world.azure.clusters,
      });
    }
  },
});

/** A Secret or class that a workload is restarted for, and the annotation that says so. */
type Waited = Omit<ListedName, "excludes">;

/** Synced Secrets and classes of a pod that it lists for Reloader, or lets it follow by itself. */
function waitedFor(world: World, pod: PodTemplate): readonly Waited[] {
  const mounted = mountedClasses(world, pod);
  const classes = mounted.map(({ name }) => name);
  const secrets = mounted.flatMap(({ syncedSecrets }) => syncedSecrets.map(({ name }) => name));
  const read = new Set(secretReadsOf(pod).map(({ secret }) => secret));
  return [
    ...listedAmong(pod, "secret", secrets),
    ...listedAmong(pod, "secretproviderclass", classes),
    ...automaticAmong(
      pod,
      "secret",
      secrets.filter((name) => read.has(name)),
    ),
    ...automaticAmong(pod, "secretproviderclass", classes),
  ];
}

function listedAmong(pod: PodTemplate, followed: Followed, names: readonly string[]): readonly Waited[] {
  return listedNames(pod, followed).filter(({ name, excludes }) => !excludes && names.includes(name));
}

function automaticAmong(pod: PodTemplate, followed: Followed, names: readonly string[]): readonly Waited[] {
  const annotation = automaticAnnotation(pod, followed);
  if (annotation === undefined) {
    return [];
  }
  const listed = new Set(listedNames(pod, followed).map(({ name }) => name));
  return names.filter((name) => !listed.has(name)).map((name) => ({ ...annotation, name }));
}
