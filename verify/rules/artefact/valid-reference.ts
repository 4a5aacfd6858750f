import { listed, nearest, quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";

/** Terraform plans nothing of a stack in which one reference leads nowhere. */
export const validReference = defineRule({
  id: "valid-reference",
  severity: "error",
  summary: "Each reference in Terraform is to something that its stack declares.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure }) {
    const meant = new Map<string, string | undefined>();
    for (const { on, at, reference, candidates } of azure.dangling) {
      // Comparing each with all candidates would take long where everything is wrong.
      if (!meant.has(reference) && meant.size < MOST_SUGGESTIONS) {
        meant.set(reference, nearest(reference, candidates));
      }
      const near = meant.get(reference);
      yield broken({
        on,
        at,
        message: `${on.id} refers to ${quote(reference)}, which its stack does not declare`,
        got: reference,
        allowed: candidates.length === 0 ? "what the stack declares" : `what the stack declares: ${listed(candidates)}`,
        fix: near === undefined ? "declare it, or refer to something else" : `write ${quote(near)}`,
        shows: `Terraform: ${titleOf(reference)}`,
      });
    }
  },
});

const MOST_SUGGESTIONS = 50;

function titleOf(reference: string): string {
  const [root] = reference.split(".");
  switch (root) {
    case "var":
      return "Reference to undeclared input variable";
    case "local":
      return "Reference to undeclared local value";
    case "module":
      return "Reference to undeclared module";
    default:
      return "Reference to undeclared resource";
  }
}
