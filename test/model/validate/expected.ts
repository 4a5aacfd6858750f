import { type Environment, type Problem, validate } from "../../../model/index.js";
import type { Workload } from "../../../model/workload.js";
import { healthy } from "../../support/descriptions.js";

/** A problem as it is reported: the words a test expects, with what every problem of their rule carries besides. */
export function expected(text: Omit<Problem, "severity" | "docs">): Problem {
  return { ...text, severity: "error", docs: `docs/problems.md#${text.rule}` };
}

/** What a problem with a whole number says of the range it must be in. */
export function wholeNumber(min: number, max: number) {
  return { allowed: `a whole number from ${min} to ${max}`, fix: `give a whole number from ${min} to ${max}` };
}

/** The problems of a valid environment that has this workload alone. */
export function problemsOf(workload: Workload, props: Partial<Environment> = {}): readonly Problem[] {
  return validate([healthy({ workloads: [workload], ...props })]);
}
