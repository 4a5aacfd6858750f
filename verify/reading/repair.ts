import type { YAMLException } from "js-yaml";

/** Wider than anything is indented by. */
const WIDE = " ".repeat(200);

/**
 * The text with white space where the specification asks for it and Go's parser, which kubectl and Helm read with, does not:
 * before a line inside brackets or quotes that stands too far to the left, and before a comment behind a quoted text. Lines
 * stay where they are. Undefined where something else is wrong.
 */
export function repaired(text: string, { reason, mark }: YAMLException): string | undefined {
  const at = mark?.position;
  if (at === undefined) {
    return undefined;
  }
  if (reason === "bad indentation of a mapping entry" && text[at] === "#") {
    return `${text.slice(0, at)} ${text.slice(at)}`;
  }
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const isShort = reason === "deficient indentation" && !text.startsWith(WIDE, start);
  return isShort ? text.slice(0, start) + WIDE + text.slice(start) : undefined;
}
