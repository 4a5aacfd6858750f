import { nearest, quote, shortened } from "../../../shared/index.js";
import { PARAMETERS } from "../../facts/parameters.js";
import type { ClassVolume, PodTemplate } from "../../kubernetes/types.js";
import { field } from "../../reading/json.js";
import { broken, defineRule, type Fault } from "../../rule.js";

/** The driver copies the attributes of a volume over the parameters of the class: the pod then decides what is read. */
export const noAttributeOverride = defineRule({
  id: "no-attribute-override",
  severity: "warning",
  summary: "No pod overrides parameters of the provider class that it mounts.",
  link: "class",
  needs: ["kubernetes"],
  *check({ mountings }) {
    for (const { pod, volume, providerClass } of mountings) {
      for (const key of volume.overrides) {
        const meansClass = volume.className === undefined && nearest(key, ["secretProviderClass"]) !== undefined;
        if (meansClass) {
          continue; // require-class-attribute speaks of it
        }
        const sourceField = OF_SOURCE.has(key) ? key : nearest(key, [PUBLISH_SECRET]);
        if (sourceField !== undefined) {
          yield misplaced(pod, volume, key, sourceField);
          continue;
        }
        const written = field(volume.body, "csi", "volumeAttributes", key);
        const given = PARAMETERS.has(key) ? providerClass?.parameter(key) : undefined;
        const changes = given !== undefined && String(written).trim() !== given;
        yield broken({
          on: volume,
          at: ["csi", "volumeAttributes", key],
          severity: changes ? "error" : "warning",
          message: changes
            ? `${pod.id} overrides ${key} of ${providerClass?.id} with another value`
            : `${pod.id} sets the attribute ${quote(key)}, which belongs into the provider class`,
          got: shortened(written),
          allowed: "volumeAttributes with secretProviderClass alone",
          fix: changes
            ? `remove it, or write a class of its own with this ${key}`
            : "move it into the parameters of the class, or remove it",
          shows: changes
            ? `the first mount reads with ${shortened(written)}; driver 1.5 and before read again with ${shortened(given)}, the value of the class`
            : "nothing: driver 1.5 and before forget it when they read again",
          also: providerClass === undefined ? [pod] : [pod, providerClass],
        });
      }
    }
  },
});

const PUBLISH_SECRET = "nodePublishSecretRef";

/** Fields of a csi volume, which people write among its attributes. */
const OF_SOURCE: ReadonlySet<string> = new Set([PUBLISH_SECRET, "driver", "fsType", "readOnly"]);

function misplaced(pod: PodTemplate, volume: ClassVolume, key: string, sourceField: string): Fault {
  const written = field(volume.body, "csi", "volumeAttributes", key);
  const isText = typeof written === "string";
  const kind = typeof written === "boolean" ? "bool" : typeof written;
  return broken({
    on: volume,
    at: ["csi", "volumeAttributes", key],
    // Attributes are texts; anything else keeps the pod from being made.
    severity: isText ? "warning" : "error",
    message: `${pod.id} sets the attribute ${quote(key)}, which belongs beside volumeAttributes`,
    got: shortened(written),
    allowed: "volumeAttributes with secretProviderClass alone",
    fix: `move it into csi, beside volumeAttributes, as ${sourceField}`,
    shows: isText
      ? "nothing: the driver does not look for it among the attributes"
      : `the API server refuses the pod: json: cannot unmarshal ${kind} into Go struct field … volumeAttributes of type string`,
    also: [pod],
  });
}
