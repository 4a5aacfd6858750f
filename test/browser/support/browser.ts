import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** What a Chromium is called, by the packages of distributions and by its makers. */
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/**
 * Looks for a Chromium: the one that AKV_BROWSER names by its path, else the first on the PATH.
 *
 * @returns its path, or one sentence on what is missing and how to get it
 */
export function findBrowser(env: NodeJS.ProcessEnv): { readonly path: string } | { readonly missing: string } {
  const given = env.AKV_BROWSER ?? "";
  if (given !== "" && given !== "required") {
    return isExecutable(given) ? { path: given } : { missing: `AKV_BROWSER names ${given}, which is no program` };
  }
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const path = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  return path === undefined ? { missing: `there is no ${NAMES.join(", no ")} on the PATH; ${REMEDY}` } : { path };
}

const REMEDY = "install one, on Debian with `apt-get install chromium`, or name it with AKV_BROWSER=/path/to/it";

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
