import type { Problem } from "../model/index.js";
import { type Emphasis, plain } from "./emphasis/index.js";

/** Lays problems out for reading, each with what, where, what is allowed and how to fix it, and counts them. */
export function renderProblems(problems: readonly Problem[], { strong, bad, dim }: Emphasis = plain): string {
  const blocks = problems.map(({ rule, severity, message, at, allowed, fix, docs }) =>
    [
      `${bad(severity)} ${strong(message)} ${dim(`[${rule}]`)}`,
      `  at       ${at}`,
      `  allowed  ${allowed}`,
      `  fix      ${fix}`,
      `  docs     ${dim(docs)}`,
    ].join("\n"),
  );
  return `${[...blocks, bad(countOf(problems))].join("\n\n")}\n`;
}

function countOf(problems: readonly Problem[]): string {
  const noun = problems.every(({ severity }) => severity === "warning") ? "warning" : "problem";
  return `${problems.length} ${noun}${problems.length === 1 ? "" : "s"}`;
}
