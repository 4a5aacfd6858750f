import { quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";
import { blankField } from "./blanks.js";
import { atField } from "./places.js";
import { versionRefused } from "./refusals.js";

/** Whether a text is the id of a version in Key Vault. */
export function isVersionId(text: string): boolean {
  return /^[\da-f]{32}$/i.test(text);
}

/** Ids of versions are made by Key Vault; `latest` means something only together with a history. */
export const validObjectVersion = defineRule({
  id: "valid-object-version",
  severity: "error",
  summary: "Each objectVersion is the id of a version, or is left out for the latest.",
  link: "object",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const object of kubernetes.classes.flatMap(({ objects }) => objects)) {
      const version = object.fields.get("objectVersion") ?? "";
      const isLatest = version === "latest";
      if (version === "" || isVersionId(version) || blankField(version) !== undefined) {
        continue;
      }
      if (isLatest && object.history > 1) {
        continue;
      }
      yield broken({
        ...atField(object, "objectVersion"),
        message: isLatest
          ? `objectVersion of ${object.id} is "latest", which is sent as the id of a version`
          : `objectVersion of ${object.id} is ${quote(version)}, which is no id of a version`,
        got: version,
        allowed: '32 hexadecimal digits, or nothing for the latest; "latest" only with objectVersionHistory above 1',
        fix:
          isLatest || version.toLowerCase() === "latest"
            ? "leave it out"
            : "write the id as the vault shows it, or leave it out for the latest",
        shows: versionRefused(object),
      });
    }
  },
});
