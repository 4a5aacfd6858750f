import type { Step } from "../reading/document.js";

/** A name and the steps from there: `azurerm_key_vault.shop.id`, `local.names["a"]`, `module.a[0].vault_id`. */
export type Traversal = readonly [string, ...Step[]];

/** Names that mean something else in each resource. */
export const OWN_ROOTS: ReadonlySet<string> = new Set(["each", "count", "self"]);

/** An expression that is nothing but one traversal, or undefined. */
export function traversalOf(expression: string): Traversal | undefined {
  const read = readTraversal(expression, 0);
  return read !== undefined && read.end === expression.length ? read.traversal : undefined;
}

/** Writes steps behind a name: `.name` for a name, `[0]` and `["any text"]` for an index. */
export function written(steps: readonly Step[]): string {
  return steps
    .map((step) => (typeof step === "string" && isName(step) ? `.${step}` : `[${JSON.stringify(step)}]`))
    .join("");
}

/** Writes a traversal as one. */
export function writtenTraversal([root, ...steps]: Traversal): string {
  return root + written(steps);
}

/** Reads the traversal that begins at an index, as far as it goes. */
export function readTraversal(
  text: string,
  from: number,
): { readonly traversal: Traversal; readonly end: number } | undefined {
  let end = endOfName(text, from);
  if (end === from) {
    return undefined;
  }
  const traversal: [string, ...Step[]] = [text.slice(from, end)];
  for (;;) {
    const read = readStep(text, end);
    if (read === undefined) {
      return { traversal, end };
    }
    traversal.push(read.step);
    end = read.end;
  }
}

/** Index behind the name that begins at an index; the index itself where none does. */
export function endOfName(text: string, from: number): number {
  NAME.lastIndex = from;
  return NAME.test(text) ? NAME.lastIndex : from;
}

/** Index behind the quoted text that begins at an index, or the end of a text that does not close it. */
function endOfQuoted(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') {
    at += text[at] === "\\" ? 2 : 1;
  }
  return Math.min(at + 1, text.length);
}

// Beyond ASCII Terraform admits letters and digits of any script.
const NAME = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff-]*/y;
const NAME_CHARACTER = /^[A-Za-z0-9_\u0080-\uffff-]$/;
const DIGIT = /^[0-9]$/;

interface ReadStep {
  readonly step: Step;
  readonly end: number;
}

function readStep(text: string, from: number): ReadStep | undefined {
  if (text[from] === ".") {
    const end = endOfName(text, from + 1);
    return end > from + 1 ? { step: text.slice(from + 1, end), end } : readNumber(text, from + 1);
  }
  return text[from] === "[" ? readIndex(text, from) : undefined;
}

function readIndex(text: string, from: number): ReadStep | undefined {
  const start = afterSpace(text, from + 1);
  const read = text[start] === '"' ? readQuoted(text, start) : readNumber(text, start);
  if (read === undefined) {
    return undefined;
  }
  const closing = afterSpace(text, read.end);
  return text[closing] === "]" ? { step: read.step, end: closing + 1 } : undefined;
}

function readQuoted(text: string, from: number): ReadStep | undefined {
  const end = endOfQuoted(text, from);
  const quoted = text.slice(from, end);
  if (quoted.includes("${") || quoted.includes("%{")) {
    return undefined;
  }
  try {
    const step: unknown = JSON.parse(quoted);
    return typeof step === "string" ? { step, end } : undefined;
  } catch {
    return undefined; // not closed, or an escape that only Terraform knows
  }
}

function readNumber(text: string, from: number): ReadStep | undefined {
  let end = from;
  while (DIGIT.test(text.charAt(end))) {
    end += 1;
  }
  const name = NAME_CHARACTER.test(text.charAt(end));
  return end === from || name ? undefined : { step: Number(text.slice(from, end)), end };
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === " ") {
    at += 1;
  }
  return at;
}

function isName(text: string): boolean {
  return text !== "" && endOfName(text, 0) === text.length;
}
