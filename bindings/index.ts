import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type BindingState, bindingPath, type ResolvedEnvironment, readBinding } from "../model/index.js";

/**
 * Looks up the binding of an environment among the files of this folder.
 *
 * @param root top of the repository
 */
export function loadBinding(root: string, environment: ResolvedEnvironment): BindingState {
  const path = join(root, bindingPath(environment.name));
  return readBinding(environment, existsSync(path) ? readFileSync(path, "utf8") : undefined);
}
