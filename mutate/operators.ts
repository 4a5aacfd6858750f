import { at } from "./chain-fields.js";

/** A document with one thing broken. */
export interface Mutant {
  /** What was done, as `misspelt`, with the value that stands there now. */
  readonly how: Operator;
  readonly now: string;
  readonly value: unknown;
}

/** Ways to break something. */
export type Operator =
  | "dropped"
  | "misspelt"
  | "cut short"
  | "other case"
  | "swapped"
  | "pointed elsewhere"
  | "flipped"
  | "changed";

/** Values of the same field elsewhere: in other environments, and in this one. */
export interface Others {
  readonly otherEnvironments: readonly string[];
  readonly sameEnvironment: readonly string[];
}

/** Every way to break what stands at a path of a document. */
export function mutantsOf(document: unknown, path: readonly string[], others: Others): readonly Mutant[] {
  const found = at(document, path);
  const dropped: Mutant = { how: "dropped", now: "(nothing)", value: without(document, path) };
  if (typeof found === "boolean") {
    return [dropped, { how: "flipped", now: String(!found), value: withValue(document, path, !found) }];
  }
  if (typeof found === "number") {
    const more = found + 1;
    return [dropped, { how: "changed", now: String(more), value: withValue(document, path, more) }];
  }
  if (typeof found !== "string") {
    return [dropped];
  }
  return [
    dropped,
    ...textMutants(found, others).map(([how, now]) => ({ how, now, value: withValue(document, path, now) })),
  ];
}

function textMutants(
  text: string,
  { otherEnvironments, sameEnvironment }: Others,
): readonly (readonly [Operator, string])[] {
  const all: (readonly [Operator, string])[] = [
    ["misspelt", misspelt(text)],
    ["cut short", cutShort(text)],
    ["other case", otherCase(text)],
    ...otherEnvironments.slice(0, 1).map((other) => ["swapped", other] as const),
    ...sameEnvironment.slice(0, 2).map((other) => ["pointed elsewhere", other] as const),
  ];
  return all.filter(([, now]) => now !== text);
}

/** Another character in the middle of the last word. */
function misspelt(text: string): string {
  const word = /[A-Za-z0-9]+(?=[^A-Za-z0-9]*$)/.exec(text);
  const middle = word === null ? 0 : word.index + Math.floor(word[0].length / 2);
  const other = text[middle] === "7" ? "3" : /\d/.test(text[middle] ?? "") ? "7" : text[middle] === "x" ? "y" : "x";
  return text.slice(0, middle) + other + text.slice(middle + 1);
}

/** One character less, of an expression inside it. */
function cutShort(text: string): string {
  return text.endsWith("}") ? `${text.slice(0, -2)}}` : text.slice(0, -1);
}

/** The last letter that has two cases, in the other one; inside an expression only what is not part of it. */
function otherCase(text: string): string {
  const open = text.lastIndexOf("}");
  const from = text.includes("${") ? open : -1;
  for (let index = text.length - 1; index > from; index -= 1) {
    const letter = text[index] ?? "";
    const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    if (other !== letter) {
      return text.slice(0, index) + other + text.slice(index + 1);
    }
  }
  return text;
}

function withValue(document: unknown, path: readonly string[], value: unknown): unknown {
  return changed(document, path, (parent, key) => {
    parent[key] = value;
  });
}

function without(document: unknown, path: readonly string[]): unknown {
  return changed(document, path, (parent, key) => {
    if (Array.isArray(parent)) {
      parent.splice(Number(key), 1);
    } else {
      delete parent[key];
    }
  });
}

/** A copy of a document with a change at a path; an empty path is the document itself, which is then gone. */
function changed(
  document: unknown,
  path: readonly string[],
  change: (parent: Record<string, unknown>, key: string) => void,
): unknown {
  const last = path.at(-1);
  if (last === undefined) {
    return undefined;
  }
  const copy: unknown = structuredClone(document);
  change(at(copy, path.slice(0, -1)) as Record<string, unknown>, last);
  return copy;
}
