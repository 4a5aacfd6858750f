import { readdirSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Emphasis } from "../report/emphasis/index.js";
import {
  type Block,
  blocksOf,
  explainPages,
  LONGEST_QUERY,
  type Match,
  type Page,
  type PageKind,
  pageOf,
} from "../verify/explain/index.js";
import { ExitCode } from "./exit.js";
import { root } from "./root.js";
import { emphasis } from "./terminal.js";

const FOLDERS: Readonly<Record<PageKind, string>> = { rule: "docs/rules", error: "docs/errors" };

const WIDTH = 100;

const UNKNOWN = "No page explains this text.";

/** Where a mount tells what went wrong, in the order in which to look. */
const WHERE_TO_LOOK = `
Where to look:
  events of the pod              kubectl describe pod <pod> -n <namespace>
  node of the pod                kubectl get pod <pod> -n <namespace> -o wide
  provider on the same node      kubectl logs -n kube-system -l app=secrets-store-provider-azure --prefix
  driver on the same node        kubectl logs -n kube-system -l app=secrets-store-csi-driver -c secrets-store --prefix
  what the driver has mounted    kubectl get secretproviderclasspodstatus -n <namespace> -o yaml
`;

/**
 * Prints the page of a rule or of an error, or the pages that fit a pasted text best.
 *
 * Nothing of the question is printed, so nothing in it can reach the terminal.
 *
 * @param text id, code or text of an error; `-` reads it from standard input
 * @returns `problems` where no page explains it
 */
export function explain(text: string): ExitCode {
  const matches = explainPages(pages(), text.trim() === "-" ? standardInput() : text);
  const look = emphasis(process.stdout);
  const [best] = matches;
  if (best === undefined || best.reason === "guess") {
    process.stdout.write(unknown(matches));
    return ExitCode.problems;
  }
  const note = best.reason === "spelling" ? `Nothing has that id; the nearest is ${best.page.id}.\n\n` : "";
  const others = matches.slice(1);
  const also = others.length === 0 ? "" : `\n${look.strong("Also likely")}\n${titles(others)}`;
  process.stdout.write(`${note}${rendered(best.page, look)}${also}`);
  return ExitCode.done;
}

function pages(): readonly Page[] {
  return (["error", "rule"] as const).flatMap((kind) =>
    readdirSync(join(root, FOLDERS[kind]))
      .filter((file) => file.endsWith(".md") && file !== "README.md")
      .sort()
      .map((file) => pageOf(kind, file.slice(0, -".md".length), readFileSync(join(root, FOLDERS[kind], file), "utf8"))),
  );
}

/** The beginning of standard input; the rest is left unread. */
function standardInput(): string {
  const bytes = Buffer.alloc(LONGEST_QUERY);
  let length = 0;
  while (length < bytes.length) {
    const read = readSync(0, bytes, length, bytes.length - length, null);
    if (read === 0) {
      break;
    }
    length += read;
  }
  return bytes.toString("utf8", 0, length);
}

function unknown(guesses: readonly Match[]): string {
  const near = guesses.length === 0 ? "" : `\nThe nearest, which may be about something else:\n${titles(guesses)}`;
  return `${UNKNOWN}\n${near}${WHERE_TO_LOOK}`;
}

function titles(matches: readonly Match[]): string {
  return matches.map(({ page }) => `  ${page.title}\n    akv explain ${page.id}\n`).join("");
}

function rendered(page: Page, look: Emphasis): string {
  return `${blocksOf(page.text)
    .map((block, index, all) => separator(all[index - 1], block) + renderedBlock(block, look))
    .join("\n")}\n`;
}

/** An empty line before everything but the entries of a list and what belongs to a heading. */
function separator(before: Block | undefined, block: Block): string {
  if (before === undefined || (before.kind === "heading" && before.level > 1)) {
    return "";
  }
  const inList = before.kind === "item" || (before.kind === "code" && before.inItem);
  return inList && (block.kind === "item" || (block.kind === "code" && block.inItem)) ? "" : "\n";
}

function renderedBlock(block: Block, look: Emphasis): string {
  switch (block.kind) {
    case "heading":
      return look.strong(block.text);
    case "paragraph":
      return wrapped(block.text, "", "");
    case "item":
      return wrapped(block.text, "- ", "  ");
    case "code":
      return block.lines.map((line) => (line === "" ? "" : `    ${line}`)).join("\n");
  }
}

/** Breaks prose between words. A command stays whole, so that it can be copied, even where it is longer than a line. */
function wrapped(text: string, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  for (const word of unbreakable(text)) {
    const isEmpty = line === first || line === rest;
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = rest + word;
    } else {
      line += isEmpty ? word : ` ${word}`;
    }
  }
  return [...lines, line].join("\n");
}

/** Words of a prose, where what stands between backticks is part of one word. */
function unbreakable(text: string): readonly string[] {
  const words: string[] = [];
  let open = "";
  for (const piece of text.split(" ").filter((one) => one !== "")) {
    const word = open === "" ? piece : `${open} ${piece}`;
    const isClosed = word.split("`").length % 2 === 1;
    open = isClosed ? "" : word;
    if (isClosed) {
      words.push(word);
    }
  }
  return open === "" ? words : [...words, open];
}
