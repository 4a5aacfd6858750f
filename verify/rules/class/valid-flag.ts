import { nearest, quote } from "../../../shared/index.js";
import { PARAMETERS, parsedFlag } from "../../facts/parameters.js";
import { broken, defineRule } from "../../rule.js";
import { blankParameter } from "./blanks.js";
import { atParameter } from "./places.js";
import { flagRefused } from "./refusals.js";

/** Names of the parameters that are flags. */
export const FLAGS: readonly string[] = [...PARAMETERS].filter(([, { type }]) => type === "flag").map(([name]) => name);

/** Flags go through Go's `strconv.ParseBool`. */
export const validFlag = defineRule({
  id: "valid-flag",
  severity: "error",
  summary: "Each flag of a class is a word that Go reads as true or false.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      for (const name of FLAGS) {
        const written = providerClass.parameters.get(name);
        const value = providerClass.parameter(name);
        if (typeof written !== "string" || value === undefined || parsedFlag(value) !== undefined) {
          continue;
        }
        if (blankParameter(value) !== undefined) {
          continue;
        }
        yield broken({
          ...atParameter(providerClass, name),
          message: `${name} of ${providerClass.id} is ${quote(value)}, which is neither true nor false`,
          got: value,
          allowed:
            '"true", "false", and the other words of strconv.ParseBool: 1, t, T, TRUE, True, 0, f, F, FALSE, False',
          fix: /^(yes|on|y)$/i.test(value)
            ? 'write "true"'
            : `write ${quote(nearest(value.toLowerCase(), ["true", "false"]) ?? "false")}, or leave it out`,
          shows: flagRefused(name, value),
        });
      }
    }
  },
});
