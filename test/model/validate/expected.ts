import type { Problem } from "../../../model/index.js";

/** A problem as it is reported: the words a test expects, with what every problem of their rule carries besides. */
export function expected(text: Omit<Problem, "severity" | "docs">): Problem {
  return { ...text, severity: "error", docs: `docs/problems.md#${text.rule}` };
}
