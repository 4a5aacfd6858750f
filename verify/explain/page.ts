/** What a page is about: a rule of ours, or an error of somebody else's program. */
export type PageKind = "rule" | "error";

/** A page of `docs/rules/` or `docs/errors/`. */
export interface Page {
  readonly kind: PageKind;
  /** Name of the file, without its ending: the rule's id, or a name for the error. */
  readonly id: string;
  /** The claim of the rule, or what went wrong, in words. */
  readonly title: string;
  /** The whole page, as Markdown. */
  readonly text: string;
  /** Lines that a person sees when it happens; `<x>` stands for what varies. */
  readonly shows: readonly string[];
}

/** Headings under which a page quotes what is shown. */
const SHOWING = ["Shows", "What the cluster shows"];

/** Reads a page. */
export function pageOf(kind: PageKind, id: string, markdown: string): Page {
  const lines = markdown.split("\n").map((line) => line.trimEnd());
  return { kind, id, title: titleOf(kind, lines) ?? id, text: markdown, shows: shownIn(lines) };
}

/** The heading of an error's page says it all; that of a rule's page is its id, and the claim comes below. */
function titleOf(kind: PageKind, lines: readonly string[]): string | undefined {
  if (kind === "error") {
    return lines.find((line) => line.startsWith("# "))?.slice(2);
  }
  const start = lines.findIndex((line) => line !== "" && !line.startsWith("#"));
  const length = lines.slice(start).indexOf("");
  return start < 0 ? undefined : lines.slice(start, length < 0 ? undefined : start + length).join(" ");
}

/** The fenced lines of the section that quotes what is shown. */
function shownIn(lines: readonly string[]): readonly string[] {
  const shown: string[] = [];
  let inside = false;
  let fenced = false;
  for (const line of lines) {
    if (line.trimStart().startsWith("```")) {
      fenced = !fenced;
      continue;
    }
    if (!fenced && line.startsWith("## ")) {
      inside = SHOWING.includes(line.slice(3));
    }
    if (inside && fenced && line.trim() !== "") {
      shown.push(line.trim());
    }
  }
  return shown;
}
