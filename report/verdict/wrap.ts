import { inert } from "./inert.js";

/** Columns that a line fills at most, where its words allow it. */
const COLUMNS = 100;

/** Columns that a label takes with its indentation, as `  allowed  `. */
export const MARGIN = 11;

/**
 * Breaks a text at its spaces. A word is never broken, so that a path or a command can be taken from the screen.
 *
 * @param indent columns that every line after the first begins with
 */
export function wrap(text: string, indent: number): readonly string[] {
  const [first = "", ...words] = inert(text).split(" ");
  const lines: string[] = [];
  let line = first;
  for (const word of words) {
    if (word !== "" && line.length + 1 + word.length > COLUMNS && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = `${" ".repeat(indent)}${word}`;
    } else {
      line = `${line} ${word}`;
    }
  }
  return [...lines, line.trimEnd()];
}

/** A labelled part of a block: the label, and the text beside it. */
export function labelled(label: string, text: string): readonly string[] {
  return wrap(`  ${label.padEnd(MARGIN - 3)} ${text}`, MARGIN);
}

/**
 * The text such that GitHub and Azure Pipelines, which read commands out of logs, find none in it. Only a hostile name
 * puts one there; it gets a mark before it.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function withoutCommands(text: string): string {
  return text
    .replaceAll("##[", "#·#[")
    .replaceAll("##vso", "#·#vso")
    .replace(/^( *)::/gm, "$1·::");
}
