import fc from "fast-check";

/** An RFC 1123 label of any length, first a letter. */
export const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);

/** A label so short that two of them may meet. */
export const short = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);

/** Text that some reader takes for code, for a number, or for the end of its line. */
const trap = fc.constantFrom(
  '${file("x")}',
  "%{ if true }",
  "$${x}",
  "0400",
  "yes",
  "1e3",
  "null",
  "a: b",
  "# c",
  "$(HOME)",
  "é€",
  "",
);

/** Any text that a description may hold. */
export const anyText = fc.oneof(fc.string({ maxLength: 20 }), trap).filter((text) => !text.includes("TfToken["));

/** A reason: never blank, and otherwise any text. */
export const reason = anyText.map((text) => `Because: ${text}`);
