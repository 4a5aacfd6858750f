import { nearest, quote } from "../../../shared/index.js";
import { isObjectType } from "../../chain/access.js";
import { broken, defineRule } from "../../rule.js";
import { blankField } from "./blanks.js";
import { atField } from "./places.js";
import { typeRefused } from "./refusals.js";
import { misspeltFields } from "./spelling.js";

const TYPES = ["secret", "key", "cert"];

/** The type is looked at only when the object is fetched, so a mistake in it shows after everything else works. */
export const validObjectType = defineRule({
  id: "valid-object-type",
  severity: "error",
  summary: "Each object is of type secret, key or cert.",
  link: "object",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const object of kubernetes.classes.flatMap(({ objects }) => objects)) {
      const { type } = object;
      if (isObjectType(type) || blankField(type) !== undefined) {
        continue;
      }
      if (type === "" && [...misspeltFields(object).values()].includes("objectType")) {
        continue;
      }
      const near = /^cert/i.test(type) ? "cert" : nearest(type, TYPES);
      yield broken({
        ...atField(object, "objectType"),
        message:
          type === ""
            ? `${object.id} has no objectType`
            : `objectType of ${object.id} is ${quote(type)}, which the provider does not know`,
        ...(type === "" ? {} : { got: type }),
        allowed: "secret, key or cert, in lower case",
        fix: near === undefined ? 'write "secret", "key" or "cert"' : `write ${quote(near)}`,
        shows: typeRefused(object),
      });
    }
  },
});
