import {
  type AliasEvent,
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from "js-yaml";
import { DEEPEST } from "../reading/limits.js";

/** A scalar of a YAML text. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly text: string;
  /** Whether its characters decide what it is (`3`, `true`, `~`): it is neither quoted, nor a block, nor tagged `!!str`. */
  readonly plain: boolean;
  /** Explicit tag in short, as `!!binary`; empty without one. */
  readonly tag: string;
  /** Line that it begins on, from 0. */
  readonly line: number;
  /** Line of its first line of text, where it is a block of lines. */
  readonly textLine?: number;
}

/** A mapping of a YAML text. Keys may be there twice, and may be anything. */
export interface MappingNode {
  readonly kind: "mapping";
  readonly line: number;
  readonly entries: { readonly key: YamlNode; readonly value: YamlNode }[];
}

/** A list of a YAML text. */
interface SequenceNode {
  readonly kind: "sequence";
  readonly line: number;
  readonly items: YamlNode[];
}

/** A node of a YAML text, before anybody decides on types. */
export type YamlNode = ScalarNode | MappingNode | SequenceNode;

/** The first document of a text, or why it cannot be parsed. Undefined where it is empty. */
type ParsedYaml =
  | { readonly ok: true; readonly node: YamlNode | undefined }
  | { readonly ok: false; readonly reason: string; readonly line: number };

/** Texts that were parsed before: the classes of a fleet read the same objects again and again. */
const parsedBefore = new Map<string, ParsedYaml>();

/** Most texts that are remembered, and the longest of them, in characters: a few megabytes in all. */
const MOST_REMEMBERED = 1_000;
const LONGEST_REMEMBERED = 4_096;

/** Parses the first document of a text into nodes that know their style and line, as Go's yaml.v3 does. */
export function parseYaml(text: string): ParsedYaml {
  const before = parsedBefore.get(text);
  if (before !== undefined) {
    return before;
  }
  const parsed = parsedAnew(text);
  if (text.length <= LONGEST_REMEMBERED) {
    if (parsedBefore.size >= MOST_REMEMBERED) {
      parsedBefore.clear();
    }
    parsedBefore.set(text, parsed);
  }
  return parsed;
}

function parsedAnew(text: string): ParsedYaml {
  try {
    return { ok: true, node: new TreeBuilder(text).build() };
  } catch (error) {
    if (error instanceof YAMLException) {
      return { ok: false, reason: error.reason, line: error.mark?.line ?? 0 };
    }
    throw error;
  }
}

type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;

/** A mapping or list that is still open, and the key that waits for its value. */
interface Open {
  readonly node: MappingNode | SequenceNode;
  readonly anchor: string;
  /** Whether it is a list with a dash before each item. */
  readonly dashed: boolean;
  key?: YamlNode;
}

class TreeBuilder {
  private readonly text: string;
  private readonly anchors = new Map<string, YamlNode>();
  private readonly open: Open[] = [];
  private top: YamlNode | undefined;
  private offset = 0;
  private line = 0;

  constructor(text: string) {
    this.text = text;
  }

  build(): YamlNode | undefined {
    let documents = 0;
    for (const event of parseEvents(this.text, { maxDepth: DEEPEST })) {
      if (event.type === EVENT_ID.DOCUMENT) {
        documents += 1;
        if (documents > 1) {
          break;
        }
      } else {
        this.take(event);
      }
    }
    return this.top;
  }

  private take(event: Exclude<Event, { type: typeof EVENT_ID.DOCUMENT }>): void {
    switch (event.type) {
      case EVENT_ID.SCALAR:
        this.refuseTab(event);
        this.add(this.scalarOf(event), this.nameOf(event));
        break;
      case EVENT_ID.MAPPING:
        this.open.push({
          node: { kind: "mapping", line: this.lineAt(event.start), entries: [] },
          anchor: this.nameOf(event),
          dashed: false,
        });
        break;
      case EVENT_ID.SEQUENCE:
        this.open.push({
          node: { kind: "sequence", line: this.lineAt(event.start), items: [] },
          anchor: this.nameOf(event),
          dashed: this.text[event.start] === "-",
        });
        break;
      case EVENT_ID.ALIAS:
        this.add(this.aliased(event), "");
        break;
      case EVENT_ID.POP: {
        const closed = this.open.pop();
        if (closed !== undefined) {
          this.add(closed.node, closed.anchor);
        }
      }
    }
  }

  /** Anchors are known once their node is closed, so that no node can contain itself. */
  private add(node: YamlNode, anchor: string): void {
    if (anchor !== "") {
      this.anchors.set(anchor, node);
    }
    const around = this.open.at(-1);
    if (around === undefined) {
      this.top ??= node;
    } else if (around.node.kind === "sequence") {
      around.node.items.push(node);
    } else if (around.key === undefined) {
      around.key = node;
    } else {
      around.node.entries.push({ key: around.key, value: node });
      around.key = undefined;
    }
  }

  private scalarOf(event: ScalarEvent): ScalarNode {
    const tag = event.tagStart === -1 ? "" : shortTag(this.text.slice(event.tagStart, event.tagEnd));
    const block = event.style >= SCALAR_STYLE.LITERAL_BLOCK;
    // The header of a block of text stands on the line before it.
    const line = this.lineAt(event.valueStart);
    return {
      kind: "scalar",
      text: getScalarValue(this.text, event),
      plain: tag === "" ? event.style === SCALAR_STYLE.PLAIN : tag !== "!!str",
      tag,
      line: block ? line - 1 : line,
      ...(block ? { textLine: line } : {}),
    };
  }

  /** A tab behind a dash cannot start anything in Go. */
  private refuseTab({ style, valueStart }: ScalarEvent): void {
    if (this.open.at(-1)?.dashed !== true) {
      return;
    }
    const header = style >= SCALAR_STYLE.LITERAL_BLOCK ? valueStart - 1 : valueStart;
    const start = this.text.lastIndexOf("\n", header - 1) + 1;
    const [dash] = /^ *(?:- *)+(?=\t)/.exec(this.text.slice(start, header)) ?? [];
    if (dash !== undefined) {
      YAMLException.throwAt(this.text, start + dash.length, "found character that cannot start any token");
    }
  }

  private aliased(event: AliasEvent): YamlNode {
    const name = this.text.slice(event.anchorStart, event.anchorEnd);
    const node = this.anchors.get(name);
    return node ?? YAMLException.throwAt(this.text, event.anchorStart, `unknown anchor '${name}' referenced`);
  }

  private nameOf(event: { readonly anchorStart: number; readonly anchorEnd: number }): string {
    return event.anchorStart === -1 ? "" : this.text.slice(event.anchorStart, event.anchorEnd);
  }

  /** Line of an offset, from 0. Events come in the order of the text, so each character is looked at once. */
  private lineAt(offset: number): number {
    for (; this.offset < offset; this.offset += 1) {
      if (this.text[this.offset] === "\n") {
        this.line += 1;
      }
    }
    return this.line;
  }
}

function shortTag(tag: string): string {
  const core = /^!?<?tag:yaml\.org,2002:([a-z]+)>?$/.exec(tag);
  // A lone `!` says nothing.
  return core === null ? tag.replace(/^!$/, "") : `!!${core[1]}`;
}
