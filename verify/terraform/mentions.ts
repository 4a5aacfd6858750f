import { partsOf } from "./template.js";
import { endOfName, readTraversal, type Traversal } from "./traversal.js";

/** Every traversal in a string of Terraform's JSON syntax, wherever it stands in an expression. */
export function mentionsIn(template: string): readonly Traversal[] {
  // Most strings hold no expression.
  return template.includes("{")
    ? partsOf(template).flatMap((part) => ("expression" in part ? mentionsInExpression(part.expression) : []))
    : [];
}

/**
 * Every traversal in an expression: arguments of functions, both branches of a condition, templates inside of quoted
 * text. Names that a `for` binds are no references, and neither is what follows a call or an index that is computed.
 */
export function mentionsInExpression(expression: string): readonly Traversal[] {
  const scan = new Scan(expression);
  scan.run();
  return scan.found.filter(([root]) => !scan.bound.has(root));
}

const WORD_BEFORE_BINDING = "for";
const WORD_AFTER_BINDING = "in";

const COMMENT = /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;

/** `<<-EOF`, the lines, and the word again. */
const HEREDOC = /<<-?([A-Za-z_][\w-]*)\n([\s\S]*?)\n[^\S\n]*\1(?![\w-])/y;

class Scan {
  readonly found: Traversal[] = [];
  readonly bound = new Set<string>();
  private readonly open: ("brace" | "string")[] = [];
  private at = 0;
  private binding = false;
  private readonly text: string;

  constructor(text: string) {
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
    COMMENT.lastIndex = this.at;
    HEREDOC.lastIndex = this.at;
    const comment = COMMENT.exec(this.text)?.[0];
    const [whole, , body] = HEREDOC.exec(this.text) ?? [];
    if (body !== undefined) {
      this.found.push(...mentionsIn(body));
    }
    // Alone they are signs that divide or compare.
    this.at += (comment ?? whole)?.length ?? 1;
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
