import { quote } from "../../../shared/index.js";
import { PARAMETERS } from "../../facts/parameters.js";
import { broken, defineRule } from "../../rule.js";
import { blankParameter } from "./blanks.js";
import { atParameter } from "./places.js";

/** `tenantId` is read only where `tenantID` is missing or empty, and is announced to go. */
export const noDeprecatedParameter = defineRule({
  id: "no-deprecated-parameter",
  severity: "warning",
  summary: "No parameter of a class has a spelling that the provider is about to drop.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      for (const [name, { insteadUse }] of PARAMETERS) {
        const old = providerClass.parameter(name);
        if (insteadUse === undefined || old === undefined) {
          continue;
        }
        const current = providerClass.parameter(insteadUse);
        // What a tool fills in may well come to the same.
        const known = current !== undefined && ![old, current].some((value) => blankParameter(value) === "template");
        const differs = known && current.toLowerCase() !== old.toLowerCase();
        yield broken({
          ...atParameter(providerClass, name),
          severity: differs ? "error" : "warning",
          message: differs
            ? `${providerClass.id} has ${quote(name)} and ${quote(insteadUse)} with different values; only ${quote(insteadUse)} counts`
            : `${providerClass.id} has the deprecated parameter ${quote(name)}`,
          got: old,
          allowed: `${quote(insteadUse)}; ${quote(name)} is read only where that is missing`,
          fix: current === undefined ? `rename it to ${quote(insteadUse)}` : `leave ${quote(name)} out`,
          shows:
            current === undefined
              ? "nothing, unless the provider runs with -v=3: then its log says that tenantId will be removed"
              : `nothing: the provider reads ${quote(insteadUse)}, and does not look at ${quote(name)}`,
        });
      }
    }
  },
});
