import { broken, defineRule, type Rule } from "../../rule.js";
import { rules } from "../index.js";
import { problemOf } from "./exception-problem.js";

/** An exception that covers nothing would hide what comes later under the same name. */
export const noUnusedException: Rule<"no-unused-exception"> = defineRule({
  id: "no-unused-exception",
  severity: "warning",
  summary: "Each exception covers a finding.",
  link: "artefact",
  needs: [],
  *check({ ownExceptions, environments, today }) {
    const ids = rules.map(({ id }) => id);
    // One that is wrong in itself covers nothing for that reason, which another rule tells.
    const right = ownExceptions.filter(({ exception }) => problemOf(exception, ids, environments) === undefined);
    for (const given of right.filter(({ used }) => !used)) {
      const { rule, target, until } = given.exception;
      const over = until !== undefined && today > until;
      yield broken({
        on: given,
        message: over
          ? `the exception to ${rule} for ${target} ended on ${until}`
          : `the exception to ${rule} for ${target} covers no finding`,
        got: target,
        allowed: "exceptions that cover at least one finding, on every day that they hold",
        fix: over ? "mend what it covered, or give it a later day and say why" : "remove it",
      });
    }
  },
});
