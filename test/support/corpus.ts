import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, type Source, type Verdict, verify } from "../../verify/index.js";
import { TODAY } from "./artefacts.js";

const ROOT = join(import.meta.dirname, "..", "verify", "corpus");

/** What a rule says that lacks a half of the world, by the half. */
const HALVES: Readonly<Record<string, string>> = {
  "there is no Terraform among the artefacts": "no Terraform",
  "there are no manifests among the artefacts": "no manifests",
};

/** Names of the cases in a folder of the corpus, in order. */
export function casesIn(folder: string): readonly string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** The files of a case, as bytes, under their names below it. */
export function sourcesOf(folder: string): readonly Source[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ file: path.slice(join(ROOT, folder).length + 1), content: readFileSync(path) }));
}

/** The verdict on files. */
export function verdictOn(sources: readonly Source[]): Verdict {
  return verify(sources, { today: TODAY });
}

/** The verdict on a case. */
export function verdictOnCase(folder: string): Verdict {
  return verdictOn(sourcesOf(folder));
}

/** What is found, of all environments. */
export function findingsOn({ environments }: Verdict): readonly Finding[] {
  return environments.flatMap(({ findings }) => findings);
}

/**
 * A verdict in short, in order: `<severity> <rule>` for each finding, `unchecked <rule>` for what stays open, with a count
 * where there are several, and one line for all rules that lack a half.
 */
export function inShort(verdict: Verdict): readonly string[] {
  const found = findingsOn(verdict).map(({ severity, rule }) => `${severity} ${rule}`);
  const unchecked = verdict.environments.flatMap((environment) => environment.unchecked);
  const open = unchecked.map(({ rule, message }) => HALVES[message] ?? `unchecked ${rule}`);
  const counts = new Map<string, number>();
  for (const line of [...found, ...open]) {
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const lines = [...counts].map(([line, count]) => (count === 1 || !line.includes(" ") ? line : `${line} ×${count}`));
  return lines.map((line) => line.replace(/^(no (?:Terraform|manifests)) ×\d+$/, "$1")).sort();
}
