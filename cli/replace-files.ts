import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";

/** What happened to a file. */
export type Change = "new" | "changed" | "unchanged";

/** What {@link replaceFiles} did. */
export interface Outcome {
  changeOf(path: string): Change;
  /** Files that were there and are no longer wanted. */
  readonly removed: readonly string[];
}

/**
 * Makes the files of a folder be exactly these. All content is written beside its place first and moved there only when
 * every file could be written, so a full disk or a missing right leaves the folder as it was.
 *
 * @param folder folder to write to
 * @param wanted content by path, relative to the folder, with slashes
 * @param owned patterns of the paths that may be removed where they are not wanted; `*` stands for one name or part of one
 */
export function replaceFiles(folder: string, wanted: ReadonlyMap<string, string>, owned: readonly string[]): Outcome {
  const changes = new Map([...wanted].map(([path, text]) => [path, changeOf(join(folder, path), text)]));
  const patterns = owned.map(toPattern);
  const present = patterns.length === 0 ? [] : list(folder);
  const removed = present.filter((path) => !wanted.has(path) && patterns.some((pattern) => pattern.test(path)));

  const staged: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const [path, text] of wanted) {
      if (changes.get(path) !== "unchanged") {
        const to = join(folder, path);
        const from = `${to}.${process.pid}.tmp`;
        mkdirSync(dirname(to), { recursive: true });
        staged.push({ from, to });
        writeFileSync(from, text);
      }
    }
  } catch (error) {
    for (const { from } of staged) {
      rmSync(from, { force: true });
    }
    throw error;
  }
  for (const { from, to } of staged) {
    renameSync(from, to);
  }
  for (const path of removed) {
    rmSync(join(folder, path));
    removeIfEmpty(dirname(join(folder, path)));
  }
  return { changeOf: (path) => changes.get(path) ?? "unchanged", removed };
}

function changeOf(path: string, text: string): Change {
  if (!existsSync(path)) {
    return "new";
  }
  return readFileSync(path, "utf8") === text ? "unchanged" : "changed";
}

function list(folder: string): readonly string[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll(sep, "/"))
    .sort();
}

function toPattern(glob: string): RegExp {
  const parts = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]*")}$`);
}

function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) {
    rmdirSync(folder);
  }
}
