import { nearest, quote } from "../../../shared/index.js";
import { isObjectType } from "../../chain/access.js";
import type { MountedObject } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { declaredObjects } from "../vault/declared.js";
import { blankField } from "./blanks.js";
import { atField, objectFails } from "./places.js";
import { encodingRefused } from "./refusals.js";

const FIELD = "objectEncoding";
const ENCODINGS = ["utf-8", "base64", "hex"];

/** The encoding says how the value of a secret is decoded before it is written. */
export const validObjectEncoding = defineRule({
  id: "valid-object-encoding",
  severity: "error",
  summary: "Each objectEncoding is utf-8, base64 or hex, and stands only with the type secret.",
  link: "object",
  needs: ["kubernetes"],
  *check({ kubernetes, azure }) {
    const declared = declaredObjects(azure);
    const all = kubernetes.classes.flatMap(({ objects, parameter }) =>
      objects.map((object) => ({ object, vaultName: parameter("keyvaultName") ?? "" })),
    );
    for (const { object, vaultName } of all) {
      const encoding = object.fields.get(FIELD) ?? "";
      // A wrong type is reported as that.
      if (encoding === "" || blankField(encoding) !== undefined || !isObjectType(object.type)) {
        continue;
      }
      const known = ENCODINGS.includes(encoding.toLowerCase());
      if (object.type === "secret" && known) {
        const stands = declared.of(vaultName, object);
        if (stands.state === "declared" && stands.as.type === "certificate") {
          yield* decodedCertificate(object, encoding);
        }
        continue;
      }
      const near = nearest(encoding, ENCODINGS) ?? "utf-8";
      yield broken({
        ...atField(object, FIELD),
        message:
          object.type === "secret"
            ? `${FIELD} of ${object.id} is ${quote(encoding)}, which the provider does not know`
            : `${FIELD} of ${object.id} stands with the type ${quote(object.type)}, which has none`,
        got: encoding,
        allowed: "utf-8, base64 or hex, only with objectType: secret",
        fix: object.type === "secret" ? `write ${quote(near)}, or leave it out` : "leave it out",
        shows: encodingRefused(object, encoding),
      });
    }
  },
});

/** The secret of a certificate is written as PEM, unless PFX is asked for, which is base64. */
function* decodedCertificate(object: MountedObject, encoding: string): Iterable<Fault> {
  const format = object.fields.get("objectFormat")?.toLowerCase() || "pem";
  const how = encoding.toLowerCase();
  if (how === "utf-8" || format !== "pem") {
    return;
  }
  yield broken({
    ...atField(object, FIELD),
    message: `${FIELD} of ${object.id} decodes as ${how} what is no ${how}: the certificate ${quote(object.name)} is written as PEM`,
    got: encoding,
    allowed: "for a certificate: utf-8; base64 only with objectFormat: pfx",
    fix: how === "base64" ? "leave it out, or add objectFormat: pfx for the binary PFX" : "leave it out",
    shows: objectFails(
      object,
      how === "base64" ? "illegal base64 data at input byte 0" : "encoding/hex: invalid byte: U+002D '-'",
    ),
  });
}
