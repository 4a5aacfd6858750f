import { quote } from "../../../shared/index.js";
import { OBJECT_FIELDS } from "../../facts/parameters.js";
import { broken, defineRule } from "../../rule.js";
import { atField, objectFails } from "./places.js";
import { misspeltFields } from "./spelling.js";

/** The provider ignores fields that it does not know, without a word. */
export const noUnknownObjectField = defineRule({
  id: "no-unknown-object-field",
  severity: "warning",
  summary: "Each field of an entry of objects is one that the provider knows, in its exact spelling.",
  link: "object",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const object of kubernetes.classes.flatMap(({ objects }) => objects)) {
      const meant = misspeltFields(object);
      for (const [name, value] of object.fields) {
        if (OBJECT_FIELDS.includes(name)) {
          continue;
        }
        const wanted = meant.get(name);
        yield broken({
          ...atField(object, name),
          // What was meant has no effect; where nothing was, nothing is lost.
          severity: wanted === undefined || value === "" ? "warning" : "error",
          message: `${object.id} has the field ${quote(name)}, which the provider does not know and ignores`,
          got: name,
          allowed: `${OBJECT_FIELDS.join(", ")}; case matters`,
          fix: wanted === undefined ? "leave it out" : `write ${quote(wanted)}`,
          ...(wanted === undefined ? {} : { shows: shownFor(wanted, (message) => objectFails(object, message)) }),
        });
      }
    }
  },
});

function shownFor(wanted: string, fails: (message: string) => string): string {
  switch (wanted) {
    case "objectName":
      return fails("file name must not be empty");
    case "objectType":
      return fails("Invalid vaultObjectTypes. Should be secret, key, or cert");
    default:
      return "nothing: the field is ignored, and the default holds";
  }
}
