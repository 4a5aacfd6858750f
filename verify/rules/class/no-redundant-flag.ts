import { parsedFlag } from "../../facts/parameters.js";
import { broken, defineRule } from "../../rule.js";
import { atParameter } from "./places.js";
import { FLAGS } from "./valid-flag.js";

/** False is what a flag is when it is missing; what selects workload identity is `clientID`. */
export const noRedundantFlag = defineRule({
  id: "no-redundant-flag",
  severity: "note",
  summary: "No flag of a class is set to false, which it is anyway.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      for (const name of FLAGS) {
        const value = providerClass.parameters.get(name);
        if (typeof value !== "string" || parsedFlag(value.trim()) !== false) {
          continue;
        }
        yield broken({
          ...atParameter(providerClass, name),
          message: `${name} of ${providerClass.id} is false, which is the default and selects nothing`,
          got: value,
          allowed: "no entry; clientID alone selects workload identity",
          fix: "leave it out",
        });
      }
    }
  },
});
