import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * Loads a module of this repository when it is wanted, by its path relative to this folder; the loader reads TypeScript.
 * Source maps are read for it, so that a mistake in a description is told with its line.
 */
export function lazily<Module>(path: string): Module {
  process.setSourceMapsEnabled(true);
  const loaded = require(path) as Module;
  process.setSourceMapsEnabled(false);
  return loaded;
}
