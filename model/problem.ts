import type { RuleId } from "./rules.js";

export { listed, nearest, quote, shortened, suggest } from "../shared/index.js";

/** Something wrong in a description: what, where, what is allowed, how to fix it. */
export interface Problem {
  /** The rule that is broken. */
  readonly rule: RuleId;
  /** `error` stops the synthesis of the whole run; `warning` is said and stops nothing. */
  readonly severity: "error" | "warning";
  /** What is wrong with which value. */
  readonly message: string;
  /** Where, from the environment's name inwards. */
  readonly at: string;
  /** What the platform accepts. */
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
  /** Page that explains the rule. */
  readonly docs: string;
}

/** The parts of a problem that its check writes. */
export type ProblemText = Omit<Problem, "severity" | "docs">;

/** Completes a problem with what follows from its rule. */
export function problem(text: ProblemText): Problem {
  return { ...text, severity: "error", docs: `docs/problems.md#${text.rule}` };
}

/** Completes what is worth saying and stops nothing. */
export function advice(text: ProblemText): Problem {
  return { ...problem(text), severity: "warning" };
}

/** A path through a description, as `dev › workloads[0] api › mounts[0]`. */
export function within(...parts: readonly string[]): string {
  return parts.join(" › ");
}

/** Problems that show only while something is drawn. */
export class ProblemsError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join("; "));
    this.problems = problems;
  }
}
