import { nearest, quote } from "../../../shared/index.js";
import { DRIVER } from "../../kubernetes/pods.js";
import type { Volume } from "../../kubernetes/types.js";
import { field, isObject, objectIn, textIn } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";

/** A csi volume is given to the driver of its name. */
export const validDriverName = defineRule({
  id: "valid-driver-name",
  severity: "error",
  summary: `Each volume that names a provider class is of the driver ${DRIVER}.`,
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const pod of kubernetes.pods) {
      for (const volume of pod.volumes) {
        if (!meansDriver(volume)) {
          continue;
        }
        const written = field(volume.body, "csi", "driver");
        const isMissing = written === undefined || written === "";
        yield broken({
          on: volume,
          at: ["csi", "driver"],
          message: isMissing
            ? `volume ${quote(volume.name)} of ${pod.id} names a provider class and no driver`
            : `volume ${quote(volume.name)} of ${pod.id} is of the driver ${quote(written)}, which mounts no provider class`,
          ...(isMissing ? {} : { got: typeof written === "string" ? written : quote(written) }),
          allowed: quote(DRIVER),
          fix: `write driver: ${DRIVER}`,
          shows: isMissing
            ? "the API server refuses the pod: csi.driver: Required value"
            : `FailedMount: MountVolume.NewMounter initialization failed for volume "${volume.name}" : driver name ${String(written)} not found in the list of registered CSI drivers`,
          also: [pod],
        });
      }
    }
  },
});

/** Whether a volume of no driver, or of another one, was meant for this one. */
export function meansDriver({ body }: Volume): boolean {
  const csi = field(body, "csi");
  const driver = textIn(csi, "driver");
  if (!isObject(csi) || driver === DRIVER) {
    return false;
  }
  const attributes = Object.keys(objectIn(csi, "volumeAttributes"));
  return attributes.includes("secretProviderClass") || nearest(driver ?? "", [DRIVER]) !== undefined;
}
