import { type Environment, ProblemsError, type ResolvedEnvironment, resolve, validate } from "../model/index.js";
import { renderProblems } from "./problems.js";

/*
 * For the apps that cdktf and cdk8s run: a mistake in a description is told as everywhere, and ends the process.
 */

/** The environments worked out. */
export function resolvedOrExit(environments: readonly Environment[]): readonly ResolvedEnvironment[] {
  const problems = validate(environments);
  if (problems.length > 0) {
    process.stderr.write(renderProblems(problems));
    process.exit(1);
  }
  return environments.map(resolve);
}

/** What is drawn, where some problems only show. */
export function drawnOrExit<Drawn>(draw: () => Drawn): Drawn {
  try {
    return draw();
  } catch (error) {
    if (!(error instanceof ProblemsError)) {
      throw error;
    }
    process.stderr.write(renderProblems(error.problems));
    process.exit(1);
  }
}
