import { type Manifest, templateOf } from "./artefacts.js";

/** A copy that can be edited. */
// biome-ignore lint/suspicious/noExplicitAny: an object of any kind, to break on purpose.
type Copy = any;

/** A manifest but for one edit. */
export function changed(manifest: Manifest, edit: (copy: Copy) => void): Manifest {
  const copy = structuredClone(manifest);
  edit(copy);
  return copy;
}

/** A pod, or what makes pods, but for one edit of its pod spec. */
export function changedPodSpec(manifest: Manifest, edit: (spec: Copy) => void): Manifest {
  return changed(manifest, (copy) => edit((templateOf(copy) ?? copy).spec));
}

/** A pod, or what makes pods, but for one edit of the source of its first volume of the driver. */
export function changedSource(manifest: Manifest, edit: (csi: Copy) => void): Manifest {
  return changedPodSpec(manifest, (spec) => edit(volumesOfDriver(spec)[0].csi));
}

/** Volumes of the Secrets Store CSI driver in a pod spec. */
export function volumesOfDriver(spec: Copy): readonly Copy[] {
  return (spec.volumes ?? []).filter((volume: Copy) => volume.csi?.driver === "secrets-store.csi.k8s.io");
}
