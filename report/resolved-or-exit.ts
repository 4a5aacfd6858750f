import { type Environment, type ResolvedEnvironment, resolve, validate } from "../model/index.js";
import { renderProblems } from "./problems.js";

/** For the apps that cdktf and cdk8s run: the environments worked out, or all problems printed and the process ended. */
export function resolvedOrExit(environments: readonly Environment[]): readonly ResolvedEnvironment[] {
  const problems = validate(environments);
  if (problems.length > 0) {
    process.stderr.write(renderProblems(problems));
    process.exit(1);
  }
  return environments.map(resolve);
}
