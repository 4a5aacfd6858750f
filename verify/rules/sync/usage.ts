import type { PodTemplate, ProviderClass } from "../../kubernetes/types.js";
import type { World } from "../../world.js";
import { meansDriver } from "../pod/valid-driver-name.js";
import { lacksSource } from "../pod/valid-volume-source.js";
import { secretReadsOf } from "./reads.js";
import { type Followed, type ListedName, listedNames } from "./reloader.js";

/** Classes that a pod mounts. */
export function mountedClasses(
  { kubernetes }: World,
  { namespace, classVolumes }: PodTemplate,
): readonly ProviderClass[] {
  return classVolumes
    .map(({ className }) => (className === undefined ? undefined : kubernetes.classFor(namespace, className)))
    .filter((end) => end !== undefined);
}

/** Whether a pod mounts something of the driver that leads nowhere, of which another rule speaks. */
export function mountsNothing(world: World, pod: PodTemplate): boolean {
  return (
    mountedClasses(world, pod).length < pod.classVolumes.length ||
    pod.volumes.some((volume) => meansDriver(volume) || lacksSource(volume))
  );
}

/** Names that a workload lists for Reloader and does not use. */
export interface UnusedNames {
  readonly unused: readonly ListedName[];
  /** What it uses. */
  readonly used: readonly string[];
}

/** Names that a workload lists for Reloader, and does not use. */
export function unusedNamesOf(world: World, pod: PodTemplate, followed: Followed): UnusedNames {
  const listed = listedNames(pod, followed);
  if (listed.length === 0) {
    return { unused: [], used: [] };
  }
  const used = new Set(followed === "secret" ? secretsOf(world, pod) : classesOf(pod));
  return { unused: listed.filter(({ name }) => !used.has(name)), used: [...used] };
}

/** Secrets that a pod reads, or that the classes that it mounts write. */
function secretsOf(world: World, pod: PodTemplate): readonly string[] {
  const written = mountedClasses(world, pod).flatMap(({ syncedSecrets }) => syncedSecrets.map(({ name }) => name));
  return [...secretReadsOf(pod).map(({ secret }) => secret), ...written].filter((name) => name !== "");
}

function classesOf(pod: PodTemplate): readonly string[] {
  return pod.classVolumes.flatMap(({ className }) => (className === undefined ? [] : [className]));
}
