import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LINKS } from "../../verify/chain/link.js";
import { rules } from "../../verify/index.js";

const root = join(import.meta.dirname, "../..");
const ids = rules.map(({ id }) => id);

function filesIn(folder: string, end: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(end))
    .map((file) => (file.split("/").at(-1) ?? "").slice(0, -end.length));
}

test("rules stand in the order of their ids, each once, and each id is a claim", () => {
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(ids.filter((id) => !/^(match|no|require|unique|valid)(-[a-z0-9]+)+$/.test(id))).toEqual([]);
});

test("each rule has a file of its name, and a test", () => {
  const sources = new Set(filesIn("verify/rules", ".ts"));
  const tests = new Set(filesIn("test/verify/rules", ".test.ts"));

  expect(ids.filter((id) => !sources.has(id))).toEqual([]);
  expect(ids.filter((id) => !tests.has(id))).toEqual([]);
});

test("each page is of a rule, and each rule has a page", () => {
  expect(
    filesIn("docs/rules", ".md")
      .filter((name) => name !== "README")
      .toSorted(),
  ).toEqual(ids);
});

describe("the page of", () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))("%s says what the rule says", (id, rule) => {
    const path = join(root, `docs/rules/${id}.md`);
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

    expect(text.split("\n").slice(0, 6)).toEqual([
      `# ${id}`,
      "",
      rule.summary,
      "",
      `- severity: ${rule.severity}`,
      `- link: ${rule.link}`,
    ]);
    expect(headings).toEqual(["Why", "What the cluster shows", "Fails", "Passes", "When an exception is fair"]);
    expect(LINKS).toContain(rule.link);
  });
});

/** The list of all rules, link by link. */
function listOfRules(): string {
  const sections = LINKS.map((link) => {
    const rows = rules
      .filter((rule) => rule.link === link)
      .map(({ id, severity, summary }) => `| [${id}](${id}.md) | ${severity} | ${summary} |`);
    return [`## ${link}`, "", "| rule | severity | claim |", "| --- | --- | --- |", ...rows].join("\n");
  });
  const head = [
    "# Rules",
    "",
    "Every claim that `akv verify` checks, by the link of the chain that it judges. A rule may be milder or stricter in a",
    "single case than its severity here; its page says why it matters and when an exception is fair.",
    "",
    "`npx vitest run test/verify/registry.test.ts -u` writes this list.",
  ].join("\n");
  return `${[head, ...sections].join("\n\n")}\n`;
}

test("the list of rules is that of the pages", async () => {
  await expect(listOfRules()).toMatchFileSnapshot(join(root, "docs/rules/README.md"));
});
