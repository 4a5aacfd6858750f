import { partsOf } from "./template.js";
import { endOfName, readTraversal, type Traversal } from "./traversal.js";

/** Every traversal in a string of Terraform's JSON syntax, wherever it stands in an expression. */
export function mentionsIn(template: string, depth = 0): readonly Traversal[] {
  // Most strings hold no expression.
  return template.includes("{")
    ? partsOf(template).flatMap((part) => ("expression" in part ? mentionsInExpression(part.expression, depth) : []))
    : [];
}

/**
 * Every traversal in an expression: arguments of functions, both branches of a condition, templates inside of quoted
 * text. Names that a `for` binds are no references, and neither is what follows a call or an index that is computed.
 */
export function mentionsInExpression(expression: string, depth = 0): readonly Traversal[] {
  const scan = new Scan(expression, depth);
  scan.run();
  return scan.found.filter(([root]) => !scan.bound.has(root));
}

const WORD_BEFORE_BINDING = "for";
const WORD_AFTER_BINDING = "in";

/** `<<-EOF`; the lines behind it are a text, up to one that is the word again. */
const HEREDOC = /<<-?([A-Za-z_][\w-]*)\n/y;

/** How many texts of several lines may stand inside one another. */
const DEEPEST_TEXT = 20;

class Scan {
  readonly found: Traversal[] = [];
  readonly bound = new Set<string>();
  private readonly open: ("brace" | "string")[] = [];
  private at = 0;
  private binding = false;
  private unclosed = false;
  private lines: ReadonlyMap<string, readonly number[]> | undefined;
  private readonly text: string;
  private readonly depth: number;

  /** @param depth how many texts of several lines this one stands in */
  constructor(text: string, depth: number) {
    this.depth = depth;
    // A directive is a template as a whole; its text is read as the text of a quoted one.
    this.text = text;
    if (text.includes("%{")) {
      this.open.push("string");
    }
  }

  run(): void {
    while (this.at < this.text.length) {
      if (this.open.at(-1) === "string") {
        this.inString();
      } else {
        this.inExpression();
      }
    }
  }

  private inString(): void {
    const { text, at } = this;
    const opens = (text[at] === "$" || text[at] === "%") && text[at + 1] === "{";
    const doubled = text[at] === text[at + 1] && text[at + 2] === "{";
    if (text[at] === "\\") {
      this.at += 2;
    } else if (doubled && (text[at] === "$" || text[at] === "%")) {
      this.at += 3;
    } else if (opens) {
      this.open.push("brace");
      this.at += 2;
    } else {
      if (text[at] === '"') {
        this.open.pop();
      }
      this.at += 1;
    }
  }

  private inExpression(): void {
    const sign = this.text[this.at];
    if (sign === "#" || sign === "/" || sign === "<") {
      this.commentOrText();
      return;
    }
    if (sign === '"') {
      this.open.push("string");
      this.at += 1;
    } else if (sign === "{") {
      this.open.push("brace");
      this.at += 1;
    } else if (sign === "}") {
      this.open.pop();
      this.at += 1;
    } else if (sign === "." || sign === ":") {
      this.afterValue(sign);
    } else {
      this.word();
    }
  }

  /** Passes over a comment, and reads a text of several lines as the template that it is. */
  private commentOrText(): void {
    const { text, at } = this;
    const sign = text.slice(at, at + 2);
    if (sign.startsWith("#") || sign === "//") {
      const end = text.indexOf("\n", at);
      this.at = end === -1 ? text.length : end;
    } else if (sign === "/*" && !this.unclosed) {
      const end = text.indexOf("*/", at + 2);
      // Then nothing closes the next one either.
      this.unclosed = end === -1;
      this.at = end === -1 ? at + 1 : end + 2;
    } else if (sign === "<<") {
      this.heredoc();
    } else {
      this.at += 1; // divided by, or less than
    }
  }

  private heredoc(): void {
    HEREDOC.lastIndex = this.at;
    const word = HEREDOC.exec(this.text)?.[1];
    const start = HEREDOC.lastIndex;
    const end = word === undefined ? undefined : this.lineOf(word, start);
    if (word === undefined || end === undefined) {
      this.at += 2;
      return;
    }
    if (this.depth < DEEPEST_TEXT) {
      this.found.push(...mentionsIn(this.text.slice(start, end), this.depth + 1));
    }
    this.at = this.text.indexOf(word, end) + word.length;
  }

  /** Offset of the first line from an offset on that begins with a word. */
  private lineOf(word: string, from: number): number | undefined {
    this.lines ??= linesByWord(this.text);
    const lines = this.lines.get(word) ?? [];
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lines[middle] ?? 0) < from) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return lines[low];
  }

  /** What follows `.` is part of a value that is computed, what follows `::` part of a function's name. */
  private afterValue(sign: "." | ":"): void {
    this.at += 1;
    if (sign === "." || this.text[this.at] === ":") {
      this.at = sign === "." ? this.at : this.at + 1;
      this.at = endOfName(this.text, this.at);
    }
  }

  private word(): void {
    const read = readTraversal(this.text, this.at);
    if (read === undefined) {
      // Digits, or any other sign. A number takes its own point along.
      const number = /^[0-9]$/.test(this.text.charAt(this.at));
      this.at += number && this.text[this.at + 1] === "." ? 2 : 1;
      return;
    }
    this.at = read.end;
    const [root, ...steps] = read.traversal;
    if (steps.length > 0) {
      this.found.push(read.traversal);
    } else if (root === WORD_BEFORE_BINDING || root === WORD_AFTER_BINDING) {
      this.binding = root === WORD_BEFORE_BINDING;
    } else if (this.binding) {
      this.bound.add(root);
    }
  }
}

/** Offsets of the lines that begin with a word, by the word. */
function linesByWord(text: string): ReadonlyMap<string, readonly number[]> {
  const lines = new Map<string, number[]>();
  let start = 0;
  for (const line of text.split("\n")) {
    const word = /^\s*([A-Za-z_][\w-]*)/.exec(line)?.[1];
    if (word !== undefined) {
      const alike = lines.get(word);
      if (alike === undefined) {
        lines.set(word, [start]);
      } else {
        alike.push(start);
      }
    }
    start += line.length + 1;
  }
  return lines;
}
