import type { Unchecked } from "../../verify/index.js";

/** Things that could not be checked for one and the same reason. */
export interface UncheckedGroup {
  readonly message: string;
  readonly needs: string;
  /** In the order of the verdict; never empty. */
  readonly entries: readonly Unchecked[];
  /** Rules that say so, each once. */
  readonly rules: readonly string[];
}

/** Puts together what has the same message and needs the same: a missing half would fill a page otherwise. */
export function groupUnchecked(unchecked: readonly Unchecked[]): readonly UncheckedGroup[] {
  const groups = new Map<string, Unchecked[]>();
  for (const entry of unchecked) {
    const key = JSON.stringify([entry.message, entry.needs]);
    const group = groups.get(key) ?? [];
    group.push(entry);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((entries) => {
    const [first] = entries;
    return first === undefined
      ? []
      : [{ message: first.message, needs: first.needs, entries, rules: [...new Set(entries.map(({ rule }) => rule))] }];
  });
}

/** The first few, and how many more there are. */
export function firstFew(texts: readonly string[], most = 3): string {
  const shown = texts.slice(0, most).join(", ");
  return texts.length > most ? `${shown} and ${texts.length - most} more` : shown;
}
