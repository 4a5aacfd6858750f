import picocolors from "picocolors";
import { type Emphasis, plain } from "../report/emphasis/index.js";

/** Colours for a stream that a person looks at; none for a pipe, a file, or where NO_COLOR is set. */
export function emphasis(stream: { readonly isTTY?: boolean }): Emphasis {
  if (!stream.isTTY || !picocolors.isColorSupported) {
    return plain;
  }
  return { strong: picocolors.bold, bad: picocolors.red, dim: picocolors.dim };
}
