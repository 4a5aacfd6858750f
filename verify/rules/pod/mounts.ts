import type { ClassVolume, Container, PodTemplate, VolumeMount } from "../../kubernetes/types.js";
import { listIn, textIn } from "../../reading/json.js";

/** A mount, and the container that has it. */
export interface ContainerMount {
  readonly container: Container;
  readonly mount: VolumeMount;
}

/** The mounts of a volume in the containers of its pod. */
export function mountsOf(pod: PodTemplate, { name }: ClassVolume): readonly ContainerMount[] {
  return pod.containers.flatMap((container) =>
    container.mounts.filter(({ volume }) => volume === name).map((mount) => ({ container, mount })),
  );
}

/** The mounts of a pod that name no volume of it. */
export function danglingMounts(pod: PodTemplate): readonly ContainerMount[] {
  const volumes = new Set(volumeNames(pod));
  return pod.containers.flatMap((container) =>
    container.mounts.filter(({ volume }) => !volumes.has(volume)).map((mount) => ({ container, mount })),
  );
}

/** Names of the volumes that a pod has, those of the claims of a StatefulSet or a workflow among them. */
export function volumeNames({ volumes, manifest, spec }: PodTemplate): readonly string[] {
  const templates = [...listIn(manifest.body, "spec", "volumeClaimTemplates"), ...listIn(spec, "volumeClaimTemplates")];
  const claims = templates.map((claim) => textIn(claim, "metadata", "name") ?? "");
  return [...volumes.map(({ name }) => name), ...claims].filter((name) => name !== "");
}

/** A mount path without slashes at its end. */
export function trimmedPath(path: string): string {
  let end = path.length;
  while (end > 1 && (path[end - 1] === "/" || path[end - 1] === "\\")) {
    end -= 1;
  }
  return path.slice(0, end);
}
