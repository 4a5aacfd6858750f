import { quote } from "../../../shared/index.js";
import { isObjectType } from "../../chain/access.js";
import type { MountedObject } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { blankField } from "./blanks.js";
import { atField, objectFails } from "./places.js";
import { formatRefused } from "./refusals.js";

const FIELD = "objectFormat";

/** The format says how a certificate that is read as a secret is written. */
export const validObjectFormat = defineRule({
  id: "valid-object-format",
  severity: "error",
  summary: "Each objectFormat is pem or pfx, and pfx stands only with the type secret.",
  link: "object",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const object of kubernetes.classes.flatMap(({ objects }) => objects)) {
      const format = object.fields.get(FIELD) ?? "";
      const fault = format === "" || blankField(format) !== undefined ? undefined : faultOf(object, format);
      if (fault !== undefined) {
        yield broken({ ...atField(object, FIELD), got: format, ...fault });
      }
    }
  },
});

function faultOf(object: MountedObject, format: string): Omit<Fault, "kind" | "on"> | undefined {
  const { id, type, fields } = object;
  const lower = format.toLowerCase();
  if (lower !== "pem" && lower !== "pfx") {
    return {
      message: `${FIELD} of ${id} is ${quote(format)}, which the provider does not write`,
      allowed: "pem or pfx",
      fix: /pkcs|p12/i.test(format) ? 'write "pfx"' : 'write "pem", or leave it out',
      shows: formatRefused(object, format),
    };
  }
  // A wrong type is reported as that.
  if (lower === "pem" || !isObjectType(type)) {
    return undefined;
  }
  const allowed = "pfx only with objectType: secret";
  if (type !== "secret") {
    // Only the spelling in lower case is compared; others pass, and do nothing.
    const passes = format !== "pfx";
    return {
      ...(passes ? { severity: "warning" as const } : {}),
      message: `${FIELD} of ${id} is ${quote(format)}, and its type is ${quote(type)}, which is always written as PEM`,
      allowed,
      fix:
        type === "cert"
          ? 'write "objectType: secret" to get the key with the certificate, or leave it out'
          : "leave it out",
      ...(passes ? {} : { shows: objectFails(object, "PFX format only supported for objectType: secret") }),
    };
  }
  return (fields.get("objectEncoding") ?? "").toLowerCase() === "base64"
    ? undefined
    : {
        severity: "note",
        message: `the file of ${id} is the base64 text of a PFX, not the PFX`,
        allowed: "objectEncoding: base64, where whoever reads the file wants it binary",
        fix: 'add "objectEncoding: base64", unless the reader decodes it',
      };
}
