import { type Placeholder, placeholderIn } from "../../facts/placeholder.js";

/** What is still to be filled in of a parameter. */
export function blankParameter(text: string): Placeholder | undefined {
  return placeholderIn(text);
}

/** What is still to be filled in of a field of an object. A name may well have `your` in it, so words tell nothing. */
export function blankField(text: string): Placeholder | undefined {
  const kind = placeholderIn(text);
  return kind === "template" || text.includes("<") ? kind : undefined;
}
