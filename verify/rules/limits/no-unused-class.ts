import type { KubernetesWorld, Volume } from "../../kubernetes/types.js";
import { field } from "../../reading/json.js";
import { broken, defineRule, undecided } from "../../rule.js";
import { unlessUnread } from "../artefact/unread.js";
import { secretReadsOf } from "../sync/reads.js";
import { syncedClasses } from "../sync/secret-syncs.js";
import { classMentionsOf } from "./class-mentions.js";

/** A class does nothing by itself; its Secrets, too, are only written once a pod mounts it. */
export const noUnusedClass = defineRule({
  id: "no-unused-class",
  severity: "warning",
  summary: "Each provider class is mounted by a pod.",
  link: "class",
  needs: ["kubernetes"],
  *check(world) {
    const { kubernetes, mountings, mountingsOf } = world;
    const withPods = new Set(kubernetes.pods.map(({ namespace }) => namespace));
    // Where a pod names a class that is not there, that is the mistake, and another rule's.
    const missed = new Set(mountings.filter((one) => one.providerClass === undefined).map(({ pod }) => pod.namespace));
    for (const { namespace, volumes } of kubernetes.pods) {
      // So it is where the volume names a class, and a driver that is none.
      if (volumes.some((volume) => !("className" in volume) && namesClass(volume))) {
        missed.add(namespace);
      }
    }
    const used = new Set([...classesOfReads(kubernetes), ...syncedClasses(kubernetes)]);
    for (const providerClass of kubernetes.classes) {
      const { id, name, namespace, syncedSecrets } = providerClass;
      // A class without a namespace may be applied to any, and so may a pod.
      const isMissed = namespace === "" ? missed.size > 0 : missed.has(namespace) || missed.has("");
      if (mountingsOf(id).length > 0 || isMissed || used.has(id)) {
        continue;
      }
      const naming = classMentionsOf(kubernetes).of(name);
      if (naming !== undefined) {
        yield undecided({
          on: providerClass,
          message: `whether a pod mounts ${id} is not known: ${naming.id} names it`,
          needs: `the manifests of the pods that are made of ${naming.id}`,
        });
        continue;
      }
      if (!withPods.has(namespace)) {
        yield undecided({
          on: providerClass,
          message: `whether a pod mounts ${id} is not known: there is no pod of its namespace`,
          needs: `the manifests of the pods of namespace ${namespace || "(none)"}`,
        });
        continue;
      }
      const fault = broken({
        on: providerClass,
        message: `no pod mounts ${id}`,
        allowed: "classes that a pod of their namespace mounts",
        fix: "mount it, remove it, or give the manifests of the pods that mount it",
        ...(syncedSecrets.length === 0
          ? {}
          : { shows: "nothing, and no Secret: the driver writes Secrets only for pods that mount the class" }),
      });
      yield unlessUnread(world, fault);
    }
  },
});

/** Ids of classes that write what a pod reads: where none mounts them, the mount is missing, and another rule says so. */
function classesOfReads({ pods, find, syncedFor }: KubernetesWorld): ReadonlySet<string> {
  const ids = pods.flatMap((pod) =>
    secretReadsOf(pod)
      .filter(({ secret }) => find("Secret", pod.namespace, secret) === undefined)
      .flatMap(({ secret }) => syncedFor(pod.namespace, secret).map(({ providerClass }) => providerClass.id)),
  );
  return new Set(ids);
}

function namesClass({ body }: Volume): boolean {
  return field(body, "csi", "volumeAttributes", "secretProviderClass") !== undefined;
}
