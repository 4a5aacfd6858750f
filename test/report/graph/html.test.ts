import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { inMarkup, inScript } from "../../../report/graph/escape.js";
import { renderHtml } from "../../../report/graph/index.js";
import { chain, credentialMissing, hostile, large, link, shop, verdict } from "./support/verdicts.js";

const between = (page: string, start: string, end: string) => page.split(start)[1]?.split(end)[0] ?? "";

test("markup has no character left that begins or ends an element, an attribute or an entity", () => {
  expect(inMarkup(`<a href="x" title='y'>&amp;</a>`)).toBe(
    "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;",
  );
});

test("data in a script neither ends it nor begins a comment, and reads back as it was", () => {
  const value = { text: "</script><!--\u2028&" };

  const text = inScript(value);

  expect(text).toBe('{"text":"\\u003c/script\\u003e\\u003c!--\\u2028\\u0026"}');
  expect(JSON.parse(text)).toEqual({ text: "</script><!--\u2028&" });
});

test("the page allows its own style and script by hash, and nothing else", () => {
  const page = renderHtml(shop());
  const hash = (text: string) => createHash("sha256").update(text).digest("base64");

  const style = between(page, "<style>", "</style>");
  const script = between(page, "</script>\n<script>", "</script>");

  expect(between(page, 'http-equiv="Content-Security-Policy" content="', '"')).toBe(
    `default-src 'none'; style-src 'sha256-${hash(style)}'; script-src 'sha256-${hash(script)}'; ` +
      "base-uri 'none'; form-action 'none'",
  );
});

test("the page names no other file and no address", () => {
  const page = renderHtml(shop());

  expect(page.match(/\b(?:src|href)=|url\(|@import|https?:(?!\/\/www\.w3\.org\/2000\/svg")/g)).toBeNull();
});

test("the script writes no markup and runs no text", async () => {
  const { SCRIPT } = await import("../../../report/graph/page/script.js");

  expect(SCRIPT.match(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function\(/g)).toBeNull();
});

test("a hostile name changes no element of the page", () => {
  const elements = (page: string) => page.match(/<[a-z/!][a-z0-9]*/gi);
  const pageFor = (name: string) => {
    const finding = { ...credentialMissing, message: name, fix: name, at: { ...credentialMissing.at, file: name } };
    const links = [link("pod", name), link("class", "k", { state: "broken", findings: [finding] })];
    return renderHtml(verdict([chain(name, name, links)], { name, findings: [finding, { ...finding, allowed: "" }] }));
  };

  const page = pageFor(hostile);

  // A harmless name of as many lines.
  expect(elements(page)).toEqual(elements(pageFor("abc ".repeat(40))));
  expect(page).not.toContain("<img");
});

test("an environment without chains says so, and still lists its findings", () => {
  const page = renderHtml(verdict([], { findings: [credentialMissing] }));

  expect(page).toContain("<p>No workload reads a vault.</p>");
  expect(between(page, '<section id="overview">', "</section>")).toContain("Findings on no chain (1)");
});

test("equal verdicts give equal bytes", () => {
  expect(renderHtml(shop())).toBe(renderHtml(shop()));
});

test("2,000 chains are drawn within two seconds", () => {
  const began = performance.now();

  const page = renderHtml(large(2000));

  expect(page.match(/<g class="node/g)?.length).toBeGreaterThan(10_000);
  expect(performance.now() - began).toBeLessThan(2000);
});
