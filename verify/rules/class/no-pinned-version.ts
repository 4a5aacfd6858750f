import { broken, defineRule } from "../../rule.js";
import { atField } from "./places.js";
import { isVersionId } from "./valid-object-version.js";

/** A version never changes, so a file of it never does. */
export const noPinnedVersion = defineRule({
  id: "no-pinned-version",
  severity: "note",
  summary: "No object is pinned to one version where the cluster reads values again.",
  link: "object",
  needs: ["kubernetes"],
  *check({ kubernetes, azure }) {
    const rotates = azure.clusters.some(({ addOn }) => typeof addOn === "object" && addOn.rotation === true);
    for (const object of kubernetes.classes.flatMap(({ objects }) => objects)) {
      const version = object.fields.get("objectVersion") ?? "";
      if (!isVersionId(version)) {
        continue;
      }
      yield broken({
        ...atField(object, "objectVersion"),
        severity: rotates ? "warning" : "note",
        message: `${object.id} is pinned to one version, so ${rotates ? "the rotation of the cluster never" : "a new value in the vault never"} changes its file`,
        got: version,
        allowed: "no objectVersion, which means the latest",
        fix: "leave objectVersion out, unless the value must not change",
      });
    }
  },
});
