import { EVENT_ID, type Event, parseEvents, SCALAR_STYLE } from "js-yaml";
import type { Lines, Step } from "./document.js";

/** A node of a document: where it begins, and what is in it. */
interface Node {
  /** Offset of the key, of the item's value, or of the first thing that the document says. */
  readonly start: number;
  /** Offset of the first line of text, where the node is a block of it. */
  textStart?: number;
  readonly children: Map<Step, Node>;
}

/**
 * Lines of a document. Most documents are never asked, so the text is read for it at the first question only.
 */
export class SourceLines implements Lines {
  private readonly text: string;
  private readonly firstLine: number;
  private found: { readonly top: Node; readonly breaks: readonly number[] } | undefined;

  /**
   * @param text the document alone; JSON is read as the YAML that it is
   * @param firstLine line of the file that the text begins on, from 1
   */
  constructor(text: string, firstLine = 1) {
    this.text = text;
    this.firstLine = firstLine;
  }

  lineOf(path: readonly Step[], innerLine?: number): number {
    this.found ??= { top: topOf(this.text), breaks: lineBreaks(this.text) };
    let node = this.found.top;
    for (const step of path) {
      const next = node.children.get(step);
      if (next === undefined) {
        break;
      }
      node = next;
    }
    const within = innerLine !== undefined && node.textStart !== undefined;
    const line = within ? this.lineAt(node.textStart ?? node.start) + innerLine : this.lineAt(node.start);
    return this.firstLine + line;
  }

  /** Line of an offset, from 0. */
  private lineAt(offset: number): number {
    const breaks = this.found?.breaks ?? [];
    let low = 0;
    let high = breaks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

/** The keys that stand twice in one mapping of a document, each with the line of the second. */
export function repeatedKeys(
  text: string,
  firstLine: number,
): readonly { readonly key: string; readonly line: number }[] {
  const repeated: { readonly key: string; readonly line: number }[] = [];
  const breaks = lineBreaks(text);
  let line = 0;
  topOf(text, ({ name, start }) => {
    // Keys come in the order of the text.
    while ((breaks[line] ?? text.length) < start) {
      line += 1;
    }
    repeated.push({ key: name, line: firstLine + line });
  });
  return repeated;
}

function lineBreaks(text: string): readonly number[] {
  const breaks: number[] = [];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    breaks.push(at);
  }
  return breaks;
}

/** A mapping or list that is being read. */
interface Open {
  readonly node: Node;
  /** Next index of a list; undefined in a mapping. */
  index: number | undefined;
  /** Key that waits for its value. */
  key?: Key;
}

/** A key of a mapping, and where it stands. */
interface Key {
  readonly name: string;
  readonly start: number;
}

/** @param onRepeated told of each key that its mapping has already */
function topOf(text: string, onRepeated: (key: Key) => void = () => undefined): Node {
  const top: Node = { start: firstContent(text), children: new Map() };
  try {
    place(parseEvents(text, { maxDepth: 1000 }), text, top, onRepeated);
  } catch {
    // Whoever could not read the document has said so; what has lines so far keeps them.
  }
  return top;
}

/** A line before the first one that says something: the `---`, a directive, a comment, or nothing. */
const PRELUDE = /^(?:---)?[^\S\n]*(?:[#%].*)?$/;

/** Offset of the first line that says something; 0 where none does. */
function firstContent(text: string): number {
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf("\n", start);
    if (!PRELUDE.test(text.slice(start, end === -1 ? text.length : end))) {
      return start;
    }
    if (end === -1) {
      break;
    }
    start = end + 1;
  }
  return 0;
}

function place(events: Iterable<Event>, text: string, top: Node, onRepeated: (key: Key) => void): void {
  const open: Open[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) {
      open.push({ node: top, index: undefined, key: { name: "", start: 0 } });
      continue;
    }
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    const around = open.at(-1);
    if (around === undefined) {
      continue;
    }
    if (around.index === undefined && around.key === undefined) {
      around.key = keyOf(event, text);
      if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) {
        open.push({ node: { start: event.start, children: new Map() }, index: undefined });
      }
      continue;
    }
    const start = around.key?.start ?? startOf(event, text);
    const holdsMore = event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE;
    const node: Node =
      around.node === top && open.length === 1 ? top : { start, children: holdsMore ? new Map() : LEAF };
    if (event.type === EVENT_ID.SCALAR && event.style >= SCALAR_STYLE.LITERAL_BLOCK) {
      node.textStart = event.valueStart;
    }
    if (around.key !== undefined && around.node.children.has(around.key.name)) {
      onRepeated(around.key);
    }
    if (node !== top) {
      around.node.children.set(around.key?.name ?? around.index ?? 0, node);
    }
    around.key = undefined;
    if (around.index !== undefined) {
      around.index += 1;
    }
    if (holdsMore) {
      open.push({ node, index: event.type === EVENT_ID.SEQUENCE ? 0 : undefined });
    }
  }
}

/** What a scalar has in it. */
const LEAF: Node["children"] = new Map();

function keyOf(event: Event, text: string): Key {
  if (event.type !== EVENT_ID.SCALAR) {
    return { name: "", start: startOf(event, text) };
  }
  return { name: nameOf(text.slice(event.valueStart, event.valueEnd), event.style), start: event.valueStart };
}

function nameOf(raw: string, style: number): string {
  if (style !== SCALAR_STYLE.DOUBLE_QUOTED || !raw.includes("\\")) {
    return raw;
  }
  try {
    return String(JSON.parse(`"${raw}"`));
  } catch {
    return raw;
  }
}

function startOf(event: Event, text: string): number {
  switch (event.type) {
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return event.start;
    case EVENT_ID.SCALAR:
      // The header of a block of text stands on the line before it.
      return event.style >= SCALAR_STYLE.LITERAL_BLOCK
        ? text.lastIndexOf("\n", event.valueStart - 2) + 1
        : event.valueStart;
    case EVENT_ID.ALIAS:
      return event.anchorStart;
    default:
      return 0;
  }
}
