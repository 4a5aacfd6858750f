import { listed, nearest, quote } from "../../../shared/index.js";
import type { ClassVolume, PodTemplate, ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule } from "../../rule.js";
import { secretReadsOf } from "../sync/reads.js";
import { danglingMounts, mountsOf } from "./mounts.js";

/** A volume is read from the vault at every start of a pod, also where no container ever looks at it. */
export const noUnmountedVolume = defineRule({
  id: "no-unmounted-volume",
  severity: "warning",
  summary: "Each volume of the driver is mounted by a container, or feeds a Secret that its pod reads.",
  link: "file",
  needs: ["kubernetes"],
  *check({ mountings, mountingsOf }) {
    for (const { pod, volume, providerClass } of mountings) {
      if (mountsOf(pod, volume).length > 0 || isMeant(pod, volume)) {
        continue;
      }
      const isRead = providerClass !== undefined && feeds(providerClass, pod);
      const others = providerClass === undefined ? [] : mountingsOf(providerClass.id);
      const isSeen = others.some((other) => mountsOf(other.pod, other.volume).length > 0);
      const unseen = isRead && !isSeen ? unsyncedOf(providerClass) : [];
      if (isRead && unseen.length === 0) {
        continue;
      }
      yield broken({
        on: volume,
        message: isRead
          ? `no container mounts the volume ${quote(volume.name)} of ${pod.id}, and nothing else brings it ${listed(unseen)}`
          : `no container of ${pod.id} mounts its volume ${quote(volume.name)}`,
        got: volume.name,
        allowed: "a volume that a container mounts, or of a class whose objects all reach the pod as Secrets",
        fix: isRead
          ? `add a volumeMount for ${quote(volume.name)} to a container, or remove ${listed(unseen)} from the class`
          : `add a volumeMount for ${quote(volume.name)} to a container, or remove the volume`,
        shows: "nothing: the pod waits for the vault at every start, and its containers see no file",
        also: [pod],
      });
    }
  },
});

/** Whether a mount of nothing may mean this volume: match-volume-mount speaks of it. */
function isMeant(pod: PodTemplate, { name }: ClassVolume): boolean {
  return danglingMounts(pod).some(({ mount }) => !pod.partial || nearest(mount.volume, [name]) !== undefined);
}

/** Whether a pod reads a Secret that a class writes: then the volume is there to have it written. */
function feeds({ syncedSecrets }: ProviderClass, pod: PodTemplate): boolean {
  const names = new Set(syncedSecrets.map(({ name }) => name));
  return secretReadsOf(pod).some(({ secret }) => names.has(secret));
}

/** Objects of a class that get into no Secret. */
function unsyncedOf({ objects, syncedSecrets }: ProviderClass): readonly string[] {
  const synced = new Set(syncedSecrets.flatMap(({ keys }) => keys.map(({ objectName }) => objectName)));
  return objects.filter(({ files }) => !files.some((file) => synced.has(file))).map(({ path }) => path);
}
