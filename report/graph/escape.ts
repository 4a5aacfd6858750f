const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as the content or as a quoted attribute of an element, in HTML or in SVG. */
export function inMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** A value as JSON inside a script element: nothing in it ends the element, or begins a comment. */
export function inScript(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * A text between the quotes of a Mermaid label: whatever Mermaid could read as more than text is an entity code. So is
 * a colon, as Mermaid takes a line with `style`, a colon and a code for one of its own styles.
 */
export function inMermaid(text: string): string {
  return text.replace(/[^\p{L}\p{N} _/.,()@=+-]/gu, (character) =>
    character === '"' ? "#quot;" : `#${character.codePointAt(0)};`,
  );
}
