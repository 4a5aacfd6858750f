import { quote } from "../../../shared/index.js";
import { field } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";

/** The driver refuses a volume that asks to be written; `readOnly` on the mount of a container is no answer to that. */
export const requireReadOnly = defineRule({
  id: "require-read-only",
  severity: "error",
  summary: "Each volume of the driver is read-only on its csi source.",
  link: "pod",
  needs: ["kubernetes"],
  *check({ mountings }) {
    for (const { pod, volume } of mountings) {
      const written = field(volume.body, "csi", "readOnly");
      if (written === true) {
        continue;
      }
      const name = quote(volume.name);
      yield broken({
        on: volume,
        at: ["csi", "readOnly"],
        message:
          written === undefined
            ? `volume ${name} of ${pod.id} does not say that it is read-only`
            : `volume ${name} of ${pod.id} says readOnly: ${quote(written)}`,
        ...(written === undefined ? {} : { got: quote(written) }),
        allowed: "readOnly: true, a boolean, beside the driver; that of a container's mount does not count",
        fix: "set readOnly: true in the csi source of the volume",
        shows:
          typeof written === "string"
            ? "the API server refuses the pod: cannot unmarshal string into a field of type bool"
            : `FailedMount: MountVolume.SetUp failed for volume "${volume.name}" : … Readonly is not true in request`,
        also: [pod],
      });
    }
  },
});
