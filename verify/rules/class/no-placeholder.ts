import { shortened } from "../../../shared/index.js";
import { PARAMETERS } from "../../facts/parameters.js";
import type { Placeholder } from "../../facts/placeholder.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { blankField, blankParameter } from "./blanks.js";
import { atField, atParameter } from "./places.js";

/** What is left of a sample or template is taken as it stands. */
export const noPlaceholder = defineRule({
  id: "no-placeholder",
  severity: "error",
  summary: "No parameter of a class, and no field of an object, is still to be filled in; ids have rules of their own.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      for (const name of providerClass.parameters.keys()) {
        const value = providerClass.parameter(name);
        // Of `objects` each field is looked at alone, and ids are judged by the rules about ids.
        const { type } = PARAMETERS.get(name) ?? { type: "text" };
        const whole = type !== "guid" && (type !== "objects" || providerClass.objects.length === 0);
        const kind = value === undefined || !whole ? undefined : blankParameter(value);
        if (value !== undefined && kind !== undefined) {
          yield broken({ ...atParameter(providerClass, name), ...said(`${name} of ${providerClass.id}`, value, kind) });
        }
      }
      for (const object of providerClass.objects) {
        for (const [name, value] of object.fields) {
          const kind = blankField(value);
          if (kind !== undefined) {
            yield broken({ ...atField(object, name), ...said(`${name} of ${object.id}`, value, kind) });
          }
        }
      }
    }
  },
});

function said(what: string, value: string, kind: Placeholder): Omit<Fault, "kind" | "on"> {
  const isTemplate = kind === "template";
  return {
    // Something may still fill in a template before it is applied.
    severity: isTemplate ? "warning" : "error",
    message: `${what} is ${shortened(value)}, which ${isTemplate ? "a tool has still to fill in" : "somebody has still to fill in"}`,
    got: shortened(value),
    allowed: "the value itself",
    fix: isTemplate ? "give the manifest as it is applied, with its variables filled in" : "write the value",
    shows: "nothing at first: the provider takes the text as it stands, and Entra or the vault refuses it",
  };
}
