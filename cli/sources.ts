import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import type { Source } from "../verify/index.js";
import { UnableError } from "./exit.js";
import { isKustomization, patchesOf } from "./kustomize.js";

/** What was found under some paths. */
export interface Collected {
  readonly sources: readonly Source[];
  /** Folders that were left out, each with the reason. */
  readonly skipped: readonly string[];
}

/** Terraform's own language. */
const HCL = /\.(tf|tofu)$/;

const EXTENSIONS = [".yaml", ".yml", ".json", ".tfstate"];

/** Folders that hold what others made: packages, providers, working files. */
const FOREIGN = ["node_modules", ".git", ".terraform"];

/** Standard input, and file number of it. */
const STDIN = "-";

/**
 * Reads files, folders with everything below them, and standard input.
 *
 * @param paths as the person typed them; `-` is standard input
 * @throws UnableError where a path is not there or cannot be read
 */
export function collectSources(paths: readonly string[]): Collected {
  const sources = new Map<string, Source>();
  const skipped: string[] = [];
  for (const path of paths) {
    if (path === STDIN) {
      sources.set(STDIN, { file: STDIN, content: readFileSync(0) });
      continue;
    }
    for (const file of withoutPatches(filesUnder(path, skipped), path, skipped)) {
      sources.set(file, { file, content: bytesOf(file) });
    }
  }
  return { sources: [...sources.values()], skipped };
}

/** Files without those that a kustomization among them names as patches; a file that the person named is kept. */
function withoutPatches(files: readonly string[], named: string, skipped: string[]): readonly string[] {
  const patches = new Set<string>();
  for (const kustomization of files.filter(isKustomization)) {
    const own = patchesOf(kustomization);
    if (own.length > 0) {
      const folder = relative(process.cwd(), dirname(kustomization)) || ".";
      skipped.push(`patches of the kustomization in ${folder}: give what kubectl kustomize ${folder} prints`);
    }
    for (const patch of own) {
      patches.add(patch);
    }
  }
  return files.filter((file) => file === named || !patches.has(normalize(file)));
}

function filesUnder(path: string, skipped: string[]): readonly string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new UnableError(`there is no file or folder ${JSON.stringify(path)}`);
  }
  return stat.isDirectory() ? filesIn(path, skipped) : [path];
}

function filesIn(folder: string, skipped: string[]): readonly string[] {
  const entries = entriesOf(folder);
  if (entries.some(({ name }) => HCL.test(name))) {
    const here = relative(process.cwd(), folder) || ".";
    skipped.push(`the HCL in ${here}: give terraform show -json of its plan or state`);
  }
  const isChart = entries.some(({ name }) => name === "Chart.yaml");
  return entries.flatMap((entry): readonly string[] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (FOREIGN.includes(entry.name)) {
        return [];
      }
      if (isChart && entry.name === "templates") {
        const chart = relative(process.cwd(), folder) || ".";
        skipped.push(`templates of the chart in ${chart}: render it with helm template, and give what comes out`);
        return [];
      }
      return filesIn(path, skipped);
    }
    // A link is not followed: it may lead around in a circle, or out of what the person named.
    return entry.isFile() && EXTENSIONS.some((extension) => entry.name.endsWith(extension)) ? [path] : [];
  });
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(path: string, error: unknown): UnableError {
  return new UnableError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
}
