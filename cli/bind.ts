import { readFileSync } from "node:fs";
import { bindingPath, quote, readBinding, writeBinding } from "../model/index.js";
import { renderProblems } from "../report/index.js";
import { ExitCode, InputError } from "./exit.js";
import { resolvedEnvironments, selectStack } from "./project.js";
import { replaceFiles } from "./replace-files.js";
import { root } from "./root.js";
import { emphasis } from "./terminal.js";

/**
 * Checks an outputs file and stores it as the binding of a stack.
 *
 * @param name name of the stack: an environment's, or `<environment>-<team>`
 * @param file path of the outputs file, or `-` for standard input
 */
export function bind(name: string, file: string): ExitCode {
  const { environment, stack } = selectStack(resolvedEnvironments(), name);
  const state = readBinding(environment, stack, read(file), file);
  if (state.state !== "bound") {
    throw new InputError(`${renderProblems(state.problems, emphasis(process.stderr))}\nNothing was stored.`);
  }
  if (state.binding === undefined) {
    process.stdout.write(
      `${name} needs no binding: all its identities exist already and their client ids are described.\n`,
    );
    return ExitCode.done;
  }
  if (state.sample) {
    throw new InputError(`${file} is marked as a sample; give the outputs of a deployment. Nothing was stored.`);
  }
  replaceFiles(root, new Map([[bindingPath(name), writeBinding(environment, stack, state.binding)]]), []);
  const count = Object.keys(state.clientIds).length;
  process.stdout.write(
    `stored ${bindingPath(name)}: ${count} ${count === 1 ? "identity" : "identities"}. Next: npm start\n`,
  );
  return ExitCode.done;
}

function read(file: string): string {
  try {
    return readFileSync(file === "-" ? process.stdin.fd : file, "utf8");
  } catch (error) {
    throw new InputError(`could not read ${quote(file)}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
