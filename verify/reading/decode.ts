import { MOST_BYTES } from "./limits.js";

/** Text of a file, or why it has none. */
export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string; readonly line: number };

/**
 * Reads bytes as UTF-8, or as UTF-16 where a byte order mark says so, as PowerShell writes what it redirects. The mark is
 * dropped.
 */
export function decode(content: string | Uint8Array): Decoded {
  if (content.length > MOST_BYTES) {
    const megabytes = (content.length / 1024 / 1024).toFixed(0);
    return { ok: false, reason: `it has ${megabytes} MiB, and ${MOST_BYTES / 1024 / 1024} is the most`, line: 1 };
  }
  if (typeof content === "string") {
    return readable(content.startsWith("\uFEFF") ? content.slice(1) : content);
  }
  const encoding = encodingOf(content);
  try {
    return readable(new TextDecoder(encoding, { fatal: true }).decode(content));
  } catch {
    const near = new TextDecoder(encoding).decode(content);
    return { ok: false, reason: `it is not ${encoding.toUpperCase()}`, line: lineAt(near, near.indexOf("\uFFFD")) };
  }
}

function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) {
    return "utf-16le";
  }
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

function readable(text: string): Decoded {
  const at = text.indexOf("\0");
  return at === -1
    ? { ok: true, text }
    : {
        ok: false,
        reason: "it has a NUL byte: a binary file, or UTF-16 without a byte order mark",
        line: lineAt(text, at),
      };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, Math.max(offset, 0)).split("\n").length;
}
