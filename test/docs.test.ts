import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rules } from "../model/rules.js";

const page = readFileSync(join(import.meta.dirname, "..", "docs", "problems.md"), "utf8");
const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
const ids: readonly string[] = Object.keys(rules);

test("every rule has a heading in docs/problems.md", () => {
  const unexplained = ids.filter((id) => !headings.includes(id));

  expect(unexplained).toEqual([]);
});

test("every heading of docs/problems.md is a rule", () => {
  const unknown = headings.filter((heading) => heading === undefined || !ids.includes(heading));

  expect(unknown).toEqual([]);
});

test("the headings of docs/problems.md stand in alphabetical order, each once", () => {
  const ordered = [...new Set(headings)].sort();

  expect(headings).toEqual(ordered);
});
