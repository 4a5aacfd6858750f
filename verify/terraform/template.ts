/** A part of a string: text as it is, or an expression that Terraform puts something in place of. */
export type Part = { readonly text: string } | { readonly expression: string };

/**
 * The parts of a string of Terraform's JSON syntax. A doubled `$${` or `%%{` is text. A directive such as `%{ if … }`
 * decides on what follows it, so a string that holds one is one expression as a whole.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function partsOf(template: string): readonly Part[] {
  if (!template.includes("${") && !template.includes("%{")) {
    return [{ text: template }];
  }
  const parts: Part[] = [];
  let text = "";
  let at = 0;
  while (at < template.length) {
    const opening = openingAt(template, at);
    if (opening === "escaped") {
      text += template.slice(at + 1, at + 3);
      at += 3;
    } else if (opening === "directive") {
      return [{ expression: template }];
    } else if (opening === "expression") {
      const end = endOfExpression(template, at + 2);
      if (text !== "") {
        parts.push({ text });
        text = "";
      }
      parts.push({ expression: trimmed(template.slice(at + 2, end)) });
      at = end + 1;
    } else {
      const next = nextOpening(template, at + 1);
      text += template.slice(at, next);
      at = next;
    }
  }
  if (text !== "") {
    parts.push({ text });
  }
  return parts;
}

/** Writes text so that Terraform reads it back as it is. */
export function escaped(text: string): string {
  return text.replaceAll(/[$%]\{/g, (opening) => opening.charAt(0) + opening);
}

type Opening = "escaped" | "expression" | "directive" | undefined;

function openingAt(text: string, at: number): Opening {
  const sign = text[at];
  if (sign !== "$" && sign !== "%") {
    return undefined;
  }
  if (text[at + 1] === sign && text[at + 2] === "{") {
    return "escaped";
  }
  if (text[at + 1] !== "{") {
    return undefined;
  }
  return sign === "$" ? "expression" : "directive";
}

function nextOpening(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== "$" && text[at] !== "%") {
    at += 1;
  }
  return at;
}

/** Index of the brace that closes an expression, or the end of a text that forgets it. */
function endOfExpression(text: string, from: number): number {
  const open: ("brace" | "string")[] = ["brace"];
  let at = from;
  while (at < text.length) {
    const inString = open.at(-1) === "string";
    const sign = text[at];
    if (inString && sign === "\\") {
      at += 1;
    } else if (inString && openingAt(text, at) === "escaped") {
      at += 2;
    } else if (inString && openingAt(text, at) !== undefined) {
      open.push("brace");
      at += 1;
    } else if (sign === '"') {
      if (inString) {
        open.pop();
      } else {
        open.push("string");
      }
    } else if (!inString && sign === "{") {
      open.push("brace");
    } else if (!inString && sign === "}") {
      open.pop();
      if (open.length === 0) {
        return at;
      }
    }
    at += 1;
  }
  return text.length;
}

/** Without the marks that strip white space around an expression, as in `${~ local.a ~}`. */
function trimmed(expression: string): string {
  const from = expression.startsWith("~") ? 1 : 0;
  const to = expression.endsWith("~") && expression.length > 1 ? -1 : undefined;
  return expression.slice(from, to).trim();
}
