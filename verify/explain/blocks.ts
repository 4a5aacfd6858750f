/** A piece of a page, as a reader sees it. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  /** A step or an entry of a list. */
  | { readonly kind: "item"; readonly text: string }
  /** Lines that must stay as they are. */
  | { readonly kind: "code"; readonly lines: readonly string[]; readonly inItem: boolean };

const FENCE = "```";

/**
 * Parts a page into blocks. It reads the Markdown that our own pages are written in: headings, paragraphs, lists of one
 * level, fenced code; anything else stays the text that it is.
 */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split("\n").map((line) => line.trimEnd());
  let prose: { kind: "paragraph" | "item"; text: string[] } | undefined;
  const flush = () => {
    if (prose !== undefined) {
      blocks.push({ kind: prose.kind, text: withoutLinks(prose.text.join(" ")) });
      prose = undefined;
    }
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const indent = line.length - line.trimStart().length;
    if (line.trimStart().startsWith(FENCE)) {
      flush();
      const end = lines.findIndex((later, index) => index > at && later.trim() === FENCE);
      const inner = lines.slice(at + 1, end < 0 ? undefined : end).map((one) => one.slice(indent));
      blocks.push({ kind: "code", lines: inner, inItem: indent > 0 });
      at = end < 0 ? lines.length : end;
    } else if (line === "") {
      flush();
    } else if (line.startsWith("#")) {
      flush();
      const text = line.replace(/^#+/, "");
      blocks.push({ kind: "heading", level: line.length - text.length, text: text.trim() });
    } else if (line.startsWith("- ")) {
      flush();
      prose = { kind: "item", text: [line.slice(2)] };
    } else {
      prose ??= { kind: "paragraph", text: [] };
      prose.text.push(line.trim());
    }
  }
  flush();
  return blocks;
}

/** Keeps the words of links and leaves their targets out: `[match-class](../rules/match-class.md)` is `match-class`. */
function withoutLinks(text: string): string {
  let rest = text;
  let kept = "";
  for (let middle = rest.indexOf("]("); middle >= 0; middle = rest.indexOf("](")) {
    const open = rest.lastIndexOf("[", middle);
    const close = rest.indexOf(")", middle);
    if (open < 0 || close < 0) {
      break;
    }
    kept += rest.slice(0, open) + rest.slice(open + 1, middle);
    rest = rest.slice(close + 1);
  }
  return kept + rest;
}
