import { relative } from "node:path";
import { environments } from "../environments/index.js";
import { nearest, quote, type ResolvedEnvironment, type ResolvedStack, resolve, validate } from "../model/index.js";
import { renderProblems } from "../report/index.js";
import { InputError } from "./exit.js";
import { emphasis } from "./terminal.js";

/** A path as the person would type it where they are. */
export function shown(path: string): string {
  return relative(process.cwd(), path) || ".";
}

/** Every environment, worked out; throws with all problems if there are any. */
export function resolvedEnvironments(): readonly ResolvedEnvironment[] {
  if (environments.length === 0) {
    throw new InputError("environments/index.ts lists no environment. Nothing was written.");
  }
  const problems = validate(environments);
  if (problems.length > 0) {
    throw new InputError(`${renderProblems(problems, emphasis(process.stderr))}\nNothing was written.`);
  }
  return environments.map(resolve);
}

/** The stack of this name and the environment it belongs to; throws on a name that no stack has. */
export function selectStack(
  resolved: readonly ResolvedEnvironment[],
  name: string,
): { readonly environment: ResolvedEnvironment; readonly stack: ResolvedStack } {
  const all = resolved.flatMap((environment) => environment.stacks.map((stack) => ({ environment, stack })));
  const found = all.find(({ stack }) => stack.name === name);
  if (found === undefined) {
    throw new InputError(
      unknown(
        "stack",
        name,
        all.map(({ stack }) => stack.name),
      ),
    );
  }
  return found;
}

/** The environments with these names, or all where there are none; throws on a name that no environment has. */
export function select(
  resolved: readonly ResolvedEnvironment[],
  names: readonly string[],
): readonly ResolvedEnvironment[] {
  const known = resolved.map(({ name }) => name);
  const missing = names.filter((name) => !known.includes(name));
  if (missing.length > 0) {
    throw new InputError(missing.map((name) => unknown("environment", name, known)).join("\n"));
  }
  return names.length === 0 ? resolved : resolved.filter(({ name }) => names.includes(name));
}

function unknown(kind: string, name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return `there is no ${kind} ${quote(name)}${near === undefined ? "" : `; did you mean ${quote(near)}?`} (there are: ${known.join(", ")})`;
}
