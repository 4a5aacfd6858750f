/*
 * Names in artefacts are whatever somebody wrote. A report must not let one move a terminal's cursor, hide text, break
 * out of its line, or end an element.
 */

/**
 * Control and format characters (bidirectional overrides too), line and paragraph separators, lone surrogates, and what
 * no XML document may hold.
 *
 * @see https://www.w3.org/TR/xml/#charsets
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

/** The same without the line breaks that JSON is indented with; those of its texts are escaped. */
const UNSAFE_IN_LINES = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** The text with every character that does something instead of showing something written out, as `\u001b`. */
export function inert(text: string): string {
  return text.replace(UNSAFE, (character) => SHORT[character] ?? written(character));
}

/**
 * A value as JSON, indented, that means exactly the same and holds none of these characters, so that it is safe to
 * print.
 */
export function inertJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(UNSAFE_IN_LINES, escaped)}\n`;
}

function written(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : escaped(character);
}

/** JSON writes a character beyond 16 bits as its two halves. */
function escaped(character: string): string {
  return character
    .split("")
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
