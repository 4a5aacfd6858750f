import { nearest, quote } from "../../../shared/index.js";
import { DRIVER } from "../../kubernetes/pods.js";
import type { PodTemplate, Volume } from "../../kubernetes/types.js";
import { textIn } from "../../reading/json.js";
import { broken, defineRule, type Fault } from "../../rule.js";

/** The driver makes volumes inside a pod, and nothing else. */
export const validVolumeSource = defineRule({
  id: "valid-volume-source",
  severity: "error",
  summary: "Provider classes are mounted by csi volumes in pods, never through persistent volumes.",
  link: "pod",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const volume of kubernetes.ofKind("PersistentVolume")) {
      if (textIn(volume.body, "spec", "csi", "driver") === DRIVER) {
        yield broken({
          on: volume,
          at: ["spec", "csi", "driver"],
          message: `${volume.id} is of the driver ${quote(DRIVER)}, which has no persistent volumes`,
          got: DRIVER,
          ...INLINE,
          shows: `FailedMount: volume mode "Persistent" not supported by driver ${DRIVER} (only supports ["Ephemeral"])`,
        });
      }
    }
    for (const storage of kubernetes.ofKind("StorageClass")) {
      if (textIn(storage.body, "provisioner") === DRIVER) {
        yield broken({
          on: storage,
          at: ["provisioner"],
          message: `${storage.id} is provisioned by ${quote(DRIVER)}, which provisions nothing`,
          got: DRIVER,
          ...INLINE,
          shows: "the claim stays Pending: ExternalProvisioning, waiting for a volume to be created",
        });
      }
    }
    for (const pod of kubernetes.pods) {
      for (const volume of pod.volumes) {
        const fault = faultOf(pod, volume);
        if (fault !== undefined) {
          yield fault;
        }
      }
    }
  },
});

const INLINE = {
  allowed: "an inline csi volume in the pod",
  fix: "remove it, and mount the class by a csi volume in the pod",
} as const;

/** Whether a volume has no source, or has the driver below a key that is none: then it is an empty folder. */
export function lacksSource({ body }: Volume): boolean {
  const [key, ...others] = Object.keys(body).filter((name) => name !== "name");
  return key === undefined || (others.length === 0 && key !== "csi" && textIn(body, key, "driver") === DRIVER);
}

function faultOf(pod: PodTemplate, volume: Volume): Fault | undefined {
  const [key] = Object.keys(volume.body).filter((name) => name !== "name");
  if (!lacksSource(volume) || (key === undefined && pod.partial)) {
    return undefined;
  }
  if (key === undefined) {
    return broken({
      on: volume,
      severity: "warning",
      message: `volume ${quote(volume.name)} of ${pod.id} has no source: it is an empty folder`,
      allowed: "a source, as csi or emptyDir: {}",
      fix: "add the csi source with the provider class, or write emptyDir: {} where it is meant to be empty",
      shows: "nothing: the container finds no file in it",
      also: [pod],
    });
  }
  return broken({
    on: volume,
    at: [key],
    message: `volume ${quote(volume.name)} of ${pod.id} names the driver below ${quote(key)}`,
    got: key,
    allowed: "csi",
    fix: nearest(key, ["csi"]) === undefined ? "move it below csi" : "write csi",
    shows: `strict decoding error: unknown field "spec.volumes[${volume.place.path.at(-1)}].${key}"; without it, an empty folder`,
    also: [pod],
  });
}
