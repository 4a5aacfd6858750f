import { quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";
import { blankField } from "./blanks.js";
import { atField } from "./places.js";
import { nameRefused } from "./refusals.js";
import { misspeltFields } from "./spelling.js";

const NAME = /^[\da-z-]{1,127}$/i;

/** The provider does not check names; a vault has none of these, and answers so only when asked. */
export const validObjectName = defineRule({
  id: "valid-object-name",
  severity: "error",
  summary: "Each object has a name that Key Vault can hold.",
  link: "object",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const object of kubernetes.classes.flatMap(({ objects }) => objects)) {
      const { name } = object;
      if (NAME.test(name) || blankField(name) !== undefined) {
        continue;
      }
      if (name === "" && [...misspeltFields(object).values()].includes("objectName")) {
        continue;
      }
      const mended = name.replace(/[^\da-z-]+/gi, "-").replace(/^-+|-+$/g, "");
      yield broken({
        ...atField(object, "objectName"),
        message:
          name === ""
            ? `${object.id} has no objectName`
            : `objectName of ${object.id} is ${quote(name)}, which no object can be called`,
        ...(name === "" ? {} : { got: name }),
        allowed: "1 to 127 letters, digits and dashes",
        fix:
          name === ""
            ? "set objectName"
            : `write the name as the vault has it${NAME.test(mended) ? `, perhaps ${quote(mended)}` : ""}; for a file of another name add objectAlias`,
        shows: nameRefused(object),
      });
    }
  },
});
