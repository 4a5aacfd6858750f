import { groupBy, quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";

/** The driver keeps one status per pod and class, and takes the first volume of the class for the one it is about. */
export const uniqueClassVolume = defineRule({
  id: "unique-class-volume",
  severity: "error",
  summary: "Each pod mounts a provider class through one volume.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const pod of kubernetes.pods) {
      const named = pod.classVolumes.filter(({ className }) => className !== undefined);
      for (const [className, [first, ...others]] of groupBy(named, (volume) => volume.className)) {
        for (const volume of first === undefined ? [] : others) {
          yield broken({
            on: volume,
            at: ["csi", "volumeAttributes", "secretProviderClass"],
            message: `${pod.id} mounts the provider class ${quote(className)} through the volumes ${quote(first?.name)} and ${quote(volume.name)}`,
            got: className,
            allowed: "one volume for a class; any number of containers may mount that volume",
            fix: `remove the volume ${quote(volume.name)} and mount ${quote(first?.name)} in its place`,
            shows:
              "only in the log of the driver, and no Secret is made: secret provider class pod status volume name did not match pod Volume",
            also: first === undefined ? [pod] : [first, pod],
          });
        }
      }
    }
  },
});
