import { nearest, quote, shortened } from "../../../shared/index.js";
import { PARAMETERS } from "../../facts/parameters.js";
import { field } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";

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
