import { closest, distance } from "fastest-levenshtein";

/** Quotes a value as it stands in the description. */
export function quote(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value); // a big number, or an object that contains itself
  }
}

/** Quotes a value, cut where it is longer than `most` characters. */
export function shortened(value: unknown, most = 80): string {
  const shown = quote(value);
  return shown.length > most ? `${shown.slice(0, most - 1)}…` : shown;
}

/**
 * How to mend a name that refers to nothing: the nearest candidate, or the first few where none is near. Empty where
 * there is no candidate.
 */
export function suggest(name: string, candidates: readonly string[]): string {
  const near = nearest(name, candidates);
  if (near !== undefined) {
    return `did you mean ${quote(near)}?`;
  }
  return candidates.length === 0 ? "" : `use ${listed(candidates)}`;
}

/** The candidate that a name was probably meant to be, or undefined where none is near. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) {
    return undefined;
  }
  const candidate = closest(name, [...candidates]);
  return distance(name.toLowerCase(), candidate.toLowerCase()) <= Math.max(2, name.length / 3) ? candidate : undefined;
}

/** Whether two names differ by one slip of a finger: a letter too many, one too few, another, or two swapped. */
export function isSlip(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && one[start] === other[start]) {
    start += 1;
  }
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) {
    end += 1;
  }
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  const swapped = left.length === 2 && left === [...right].reverse().join("");
  // Names of a series differ by a number, and mean it.
  return (swapped || (left.length <= 1 && right.length <= 1)) && !/^\d*$/.test(left + right);
}

/** The first few of a list, quoted, and how many more there are. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map(quote).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
