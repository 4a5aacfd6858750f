import { broken, defineRule, type Rule } from "../../rule.js";
import { rules } from "../index.js";
import { problemOf } from "./exception-problem.js";

/** An exception that cannot cover anything looks like one that does. */
export const validException: Rule<"valid-exception"> = defineRule({
  id: "valid-exception",
  severity: "error",
  summary: "Each exception names a rule, a target, a reason, and a day or an environment where it is about one.",
  link: "artefact",
  needs: [],
  *check({ ownExceptions, environments }) {
    const ids = rules.map(({ id }) => id);
    for (const given of ownExceptions) {
      const problem = problemOf(given.exception, ids, environments);
      if (problem === undefined) {
        continue;
      }
      const { field, message, allowed, fix } = problem;
      yield broken({ on: given, at: [field], message, got: given.exception[field] ?? "", allowed, fix });
    }
  },
});
