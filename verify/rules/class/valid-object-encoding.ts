import { nearest, quote } from "../../../text/index.js";
import { isObjectType } from "../../chain/access.js";
import { broken, defineRule } from "../../rule.js";
import { blankField } from "./blanks.js";
import { atField, objectFails } from "./places.js";

const FIELD = "objectEncoding";
const ENCODINGS = ["utf-8", "base64", "hex"];

/** The encoding says how the value of a secret is decoded before it is written. */
export const validObjectEncoding = defineRule({
  id: "valid-object-encoding",
  severity: "error",
  summary: "Each objectEncoding is utf-8, base64 or hex, and stands only with the type secret.",
  link: "object",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const object of kubernetes.classes.flatMap(({ objects }) => objects)) {
      const encoding = object.fields.get(FIELD) ?? "";
      // A wrong type is reported as that.
      if (encoding === "" || blankField(encoding) !== undefined || !isObjectType(object.type)) {
        continue;
      }
      const known = ENCODINGS.includes(encoding.toLowerCase());
      if (object.type === "secret" && known) {
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
        shows: objectFails(
          object,
          object.type === "secret"
            ? `invalid objectEncoding: ${encoding}, should be hex, base64 or utf-8`
            : "objectEncoding only supported for objectType: secret",
        ),
      });
    }
  },
});
