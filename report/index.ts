import { type Environment, type Problem, type ResolvedEnvironment, resolve, validate } from "../model/index.js";

/** Ways to make parts of a text stand out. */
export interface Emphasis {
  strong(text: string): string;
  bad(text: string): string;
  dim(text: string): string;
}

/** No emphasis at all: for files, pipes and tests. */
export const plain: Emphasis = { strong: (text) => text, bad: (text) => text, dim: (text) => text };

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
  const count = `${problems.length} ${problems.length === 1 ? "problem" : "problems"}`;
  return `${[...blocks, bad(count)].join("\n\n")}\n`;
}

/** For the apps that cdktf and cdk8s run: the environments worked out, or all problems printed and the process ended. */
export function resolvedOrExit(environments: readonly Environment[]): readonly ResolvedEnvironment[] {
  const problems = validate(environments);
  if (problems.length > 0) {
    process.stderr.write(renderProblems(problems));
    process.exit(1);
  }
  return environments.map(resolve);
}
