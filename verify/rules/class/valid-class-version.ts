import { nearest, quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";

const GROUP = "secrets-store.csi.x-k8s.io";

/** The driver serves `v1`, and `v1alpha1` for those who have not moved yet. */
export const validClassVersion = defineRule({
  id: "valid-class-version",
  severity: "error",
  summary: "Each class is of the version v1 of the driver's API.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const manifest of kubernetes.ofKind("SecretProviderClass")) {
      const [group = "", version = ""] = manifest.apiVersion.split("/");
      if (group === GROUP && version === "v1") {
        continue;
      }
      // A kind of this name in a group that has nothing to do with the driver is somebody else's.
      if (group !== GROUP && !group.includes("secrets-store") && nearest(group, [GROUP]) === undefined) {
        continue;
      }
      const isOld = group === GROUP && version === "v1alpha1";
      yield broken({
        on: manifest,
        at: ["apiVersion"],
        severity: isOld ? "warning" : "error",
        message: isOld
          ? `${manifest.id} is of the deprecated version ${quote(manifest.apiVersion)}`
          : `${manifest.id} is of the version ${quote(manifest.apiVersion)}, which the driver does not have`,
        got: manifest.apiVersion,
        allowed: `${GROUP}/v1`,
        fix: `write "apiVersion: ${GROUP}/v1"`,
        shows: isOld
          ? `Warning: ${GROUP}/v1alpha1 is deprecated. Use ${GROUP}/v1 instead.`
          : `no matches for kind "SecretProviderClass" in version ${quote(manifest.apiVersion)}`,
      });
    }
  },
});
