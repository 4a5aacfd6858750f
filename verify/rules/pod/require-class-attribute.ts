import { nearest, quote } from "../../../shared/index.js";
import { field } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";

const ATTRIBUTE = "secretProviderClass";

/** Without the attribute the driver does not know what to mount. */
export const requireClassAttribute = defineRule({
  id: "require-class-attribute",
  severity: "error",
  summary: "Each volume of the driver names a provider class.",
  link: "class",
  needs: ["kubernetes"],
  *check({ mountings }) {
    for (const { pod, volume } of mountings) {
      if (volume.className !== undefined) {
        continue;
      }
      const misspelt = volume.overrides.find((key) => nearest(key, [ATTRIBUTE]) !== undefined);
      const written = field(volume.body, "csi", "volumeAttributes", ATTRIBUTE);
      const isText = written === undefined || typeof written === "string";
      yield broken({
        on: volume,
        at: [
          "csi",
          "volumeAttributes",
          ...(misspelt === undefined && written === undefined ? [] : [misspelt ?? ATTRIBUTE]),
        ],
        message: isText
          ? `volume ${quote(volume.name)} of ${pod.id} names no provider class`
          : `volume ${quote(volume.name)} of ${pod.id} names a provider class that is not a text`,
        ...(misspelt !== undefined ? { got: misspelt } : isText ? {} : { got: quote(written) }),
        allowed: `volumeAttributes with ${ATTRIBUTE}: the name of a class in the namespace of the pod`,
        fix: misspelt === undefined ? `set ${ATTRIBUTE}` : `write ${ATTRIBUTE} instead of ${quote(misspelt)}`,
        shows: isText
          ? `FailedMount: MountVolume.SetUp failed for volume "${volume.name}" : … secretProviderClass is not set`
          : "the API server refuses the pod: cannot unmarshal into a field of type string",
        also: [pod],
      });
    }
  },
});
