import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Paths of the programs that the suite runs. */
export interface Binaries {
  readonly etcd: string;
  readonly "kube-apiserver": string;
  readonly kubectl: string;
}

const names = ["etcd", "kube-apiserver", "kubectl"] as const;

/**
 * Looks for the programs in the folder that KUBEBUILDER_ASSETS names, then on the PATH.
 *
 * @returns the paths, or one sentence on what is missing and how to get it
 * @see https://book.kubebuilder.io/reference/envtest
 */
export function findBinaries(env: NodeJS.ProcessEnv): Binaries | string {
  const assets = env.KUBEBUILDER_ASSETS ?? "";
  const folders = [assets, ...(env.PATH ?? "").split(delimiter)].filter((folder) => folder !== "");
  const found = new Map(names.map((name) => [name, folders.map((folder) => join(folder, name)).find(isExecutable)]));
  const missing = names.filter((name) => found.get(name) === undefined);
  if (missing.length > 0) {
    const where = assets === "" ? "on the PATH, and KUBEBUILDER_ASSETS is not set" : `in ${assets} or on the PATH`;
    return `there is no ${missing.join(" and no ")} ${where}; ${remedy}`;
  }
  return Object.fromEntries(found) as unknown as Binaries;
}

const remedy =
  "get all three with `setup-envtest use 1.36.x -p path` and set KUBEBUILDER_ASSETS to the folder it prints " +
  "(docs/cluster-suite.md)";

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
