import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ruleById } from "../verify/rules/index.js";

const folder = join(import.meta.dirname, "../docs/errors");

const NO_ARTEFACT = "No artefact shows it: ";

interface ErrorPage {
  readonly name: string;
  readonly lines: readonly string[];
  /** Text of each section, by its heading, in order. */
  readonly sections: ReadonlyMap<string, string>;
}

const pages = readdirSync(folder)
  .sort()
  .map((name): ErrorPage => {
    const text = readFileSync(join(folder, name), "utf8");
    const [, ...parts] = text.split("\n## ");
    return {
      name,
      lines: text.split("\n"),
      sections: new Map(
        parts.map((part) => [part.slice(0, part.indexOf("\n")), part.slice(part.indexOf("\n")).trim()]),
      ),
    };
  });

function linkedRules({ sections }: ErrorPage): readonly (readonly [string, string])[] {
  const links = (sections.get("Rules") ?? "").matchAll(/^- \[([^\]]+)\]\(([^)]+)\)$/gm);
  return [...links].map(([, text = "", target = ""]) => [text, target]);
}

describe.each(pages)("$name", (page) => {
  test("is called in lower case with dashes", () => {
    expect(page.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.md$/);
  });

  test("has a title and the four parts, in order", () => {
    expect(page.lines[0]).toMatch(/^# \S.{5,80}$/);
    expect(page.lines[1]).toBe("");
    expect([...page.sections.keys()]).toEqual(["Shows", "Means", "Fix", "Rules"]);
  });

  test("shows lines in one block of text", () => {
    expect(page.sections.get("Shows")).toMatch(/^```text\n([^`\n]+\n)+```$/);
  });

  test("says what it means in a few sentences", () => {
    const means = page.sections.get("Means") ?? "";

    expect(means).toMatch(/\.$/);
    expect(means.split(/[.:;] (?=[A-Z`])/).length).toBeLessThanOrEqual(5);
  });

  test("gives steps to mend it", () => {
    expect(page.sections.get("Fix")).toMatch(/^- \S/);
  });

  test("links rules that exist, each once, or says where else to look", () => {
    const rules = page.sections.get("Rules") ?? "";
    const links = linkedRules(page);

    if (links.length === 0) {
      expect(rules.startsWith(NO_ARTEFACT)).toBe(true);
      expect(rules).toMatch(/\bLook\s(at|for)\s/);
      return;
    }
    expect(rules.split("\n")).toHaveLength(links.length);
    expect(links.filter(([id]) => ruleById(id) === undefined)).toEqual([]);
    expect(links.filter(([id, target]) => target !== `../rules/${id}.md`)).toEqual([]);
    expect(new Set(links.map(([id]) => id)).size).toBe(links.length);
  });
});

test("no line is shown by two pages", () => {
  const shown = pages.flatMap(({ sections }) => (sections.get("Shows") ?? "").split("\n").slice(1, -1));

  expect(shown.filter((line, index) => shown.indexOf(line) !== index)).toEqual([]);
});
