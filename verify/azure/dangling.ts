import type { Context } from "./context.js";
import type { WrittenReference } from "./references.js";
import type { DanglingReference } from "./types.js";

/** Those of the references of configurations that lead to what their stacks do not contain. */
export function danglingIn(
  { evaluator }: Context,
  references: readonly WrittenReference[],
): readonly DanglingReference[] {
  return references.flatMap(({ on, at, traversal, scope }) => {
    const found = evaluator.finder.follow(traversal, scope);
    if (found.kind !== "missing" || found.scope.stack !== scope.stack) {
      return [];
    }
    return [{ on, at, reference: found.expression, candidates: found.candidates }];
  });
}
