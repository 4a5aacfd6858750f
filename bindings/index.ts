import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type BindingState,
  bindingPath,
  type ResolvedEnvironment,
  type ResolvedStack,
  readBinding,
} from "../model/index.js";

/**
 * Looks up the binding of a stack among the files of this folder.
 *
 * @param root top of the repository
 */
export function loadBinding(root: string, environment: ResolvedEnvironment, stack: ResolvedStack): BindingState {
  const path = join(root, bindingPath(stack.name));
  return readBinding(environment, stack, existsSync(path) ? readFileSync(path, "utf8") : undefined);
}
