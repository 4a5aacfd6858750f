import { expect, test } from "vitest";
import { explainPages, type Page, pageOf } from "../../../verify/explain/index.js";
import { rules } from "../../../verify/rules/index.js";
import { filled, pagesOf } from "./pages.js";

const errors = pagesOf("error");
const all = [...errors, ...pagesOf("rule")];

function first(query: string, pages: readonly Page[] = all): string {
  const [match] = explainPages(pages, query);
  return match === undefined ? "nothing" : `${match.reason} ${match.page.id}`;
}

function idsOf(query: string): readonly string[] {
  return explainPages(all, query).map(({ page }) => page.id);
}

const fragments = errors.flatMap((page) => page.shows.map((line) => [page.id, filled(line)] as const));

test.each(fragments)("%s is found first by: %s", (id, line) => {
  expect(explainPages(all, line)[0]?.page.id).toBe(id);
});

test.each(fragments)("%s is found first in a failed mount with: %s", (id, line) => {
  const event =
    'Warning  FailedMount  12s (x9 over 2m19s)  kubelet  MountVolume.SetUp failed for volume "vault" : rpc error: code = ' +
    "Unknown desc = failed to mount secrets store objects for pod orders/api-7c5ddbdf54-xk2lq, err: rpc error: code = " +
    `Unknown desc = failed to mount objects, error: ${line}`;

  expect(explainPages(all, event)[0]?.page.id).toBe(id);
});

test("each rule with a page is found by its id, in any case, in brackets and by its file", () => {
  const ids = rules.map(({ id }) => id).filter((id) => all.some((page) => page.id === id));

  expect(ids.length).toBeGreaterThan(50);
  expect(ids.map((id) => first(id))).toEqual(ids.map((id) => `id ${id}`));
  expect(ids.map((id) => first(` ${id.toUpperCase()}\n`))).toEqual(ids.map((id) => `id ${id}`));
  expect(ids.map((id) => first(`error[${id}]: something is wrong [1]`))).toEqual(ids.map((id) => `id ${id}`));
  expect(ids.map((id) => first(`docs/rules/${id}.md`))).toEqual(ids.map((id) => `id ${id}`));
});

test("each error is found by the name of its page", () => {
  expect(errors.map(({ id }) => first(id))).toEqual(errors.map(({ id }) => `id ${id}`));
});

test("an id wins alone", () => {
  expect(idsOf("match-class")).toEqual(["match-class"]);
  expect(idsOf("error [match-class] Readonly is not true in request")).toEqual(["match-class"]);
});

test("several rules in brackets come in the order in which they are named", () => {
  expect(idsOf("[require-read-only] … [match-class] … [require-read-only]")).toEqual([
    "require-read-only",
    "match-class",
  ]);
});

const codes = [...new Set(errors.flatMap(({ shows }) => shows.join(" ").match(/(?:AADSTS|AKV)\d+/g) ?? []))];

test("the pages show codes", () => {
  expect(codes).toEqual(expect.arrayContaining(["AADSTS70021", "AADSTS700213", "AADSTS501661", "AKV10032"]));
});

test.each(codes)("%s is found with and without its prefix, in any case", (code) => {
  const page = errors.find(({ shows }) => shows.some((line) => new RegExp(`${code}\\b`).test(line)))?.id ?? "none";
  const digits = code.replace(/\D/g, "");
  const prefix = code.replace(/\d/g, "");

  expect(
    [code, code.toLowerCase(), digits, `${prefix} ${digits}`, `error code: ${digits}.`].map((one) => idsOf(one)[0]),
  ).toEqual([page, page, page, page, page]);
});

test("a code selects only pages that show it", () => {
  const shown = explainPages(all, "AADSTS700213").map(({ page }) => page.shows.join("\n"));

  expect(shown.filter((text) => !text.includes("AADSTS700213"))).toEqual([]);
});

test("a code is not found by the beginning of another one", () => {
  expect(first("AADSTS7002")).toBe("nothing");
  expect(first("70021")).toBe("code aadsts-70021");
});

test("a code decides inside of a longer text, also as the bare number of a JSON answer", () => {
  expect(first("it says AADSTS700213: something that Microsoft Entra never said before, secret value is nil")).toBe(
    "text aadsts-700213",
  );
  expect(
    first('{"error":"invalid_client","error_description":"…","error_codes":[700016],"correlation_id":"1b4e"}'),
  ).toBe("text aadsts-700016");
});

test("a misspelt id leads to the nearest one", () => {
  expect(first("match-clas")).toBe("spelling match-class");
  expect(first("require-readonly")).toBe("spelling require-read-only");
  expect(first("aadsts-70016")).toMatch(/^spelling aadsts-/);
  expect(first("forbiden-by-rbac")).toBe("spelling forbidden-by-rbac");
});

test("an id that is like no other is unknown", () => {
  expect(first("kubernetes-is-a-ship-that-carries-boxes")).toMatch(/^(guess|nothing)/);
});

test("a text that nothing shows gives guesses at most, and no more than three", () => {
  const matches = explainPages(all, "the cat sat on the keyboard and the certificate of the laundry was not washed");

  expect(matches.every(({ reason }) => reason === "guess")).toBe(true);
  expect(matches.length).toBeLessThanOrEqual(3);
  expect(explainPages(all, "qwertz uiop")).toEqual([]);
  expect(explainPages(all, "")).toEqual([]);
  expect(explainPages(all, "\u2026 \u2014 !?")).toEqual([]);
  expect(explainPages([], "match-class")).toEqual([]);
});

test("a message that repeats a word at once is found whole", () => {
  const pages = [
    pageOf("error", "echo", "# It echoes\n\n## Shows\n\n```text\nno no no lamp\n```\n"),
    pageOf("error", "other", "# Another\n\n## Shows\n\n```text\nno way\nsome lamp\n```\n"),
  ];

  expect(
    explainPages(pages, "it said: no no no lamp, at 10:15 on a day in which everything else was as it is"),
  ).toEqual([{ page: pages[0], reason: "text" }]);
});

test("a part of a message suffices", () => {
  expect(first("not found in the list of registered CSI drivers")).toBe("text driver-not-registered");
  expect(first("nodePublishSecretRef secret is not set")).toBe("text client-id-missing");
  expect(first("caller is not a trusted service")).toBe("text forbidden-by-firewall");
});

test("the bare reason of an event leads to the page that says where the cause stands", () => {
  expect(idsOf("FailedMount")[0]).toBe("mount-timed-out");
});

test("what varies may be long, and a word may be broken by the end of a line", () => {
  expect(
    first(`error connecting to provider "${"a very strange name of ".repeat(3)}": provider not found: provider "x"`),
  ).toBe("text provider-not-found");
  expect(first("only one identity mode can be ena\nbled at a time: usePodIdentity, useVMManagedIde\nntity, or")).toBe(
    "text identity-modes",
  );
});

test("pages with one and the same message come with the error first and its rule behind", () => {
  const pages = [
    pageOf(
      "rule",
      "require-lamp",
      "# require-lamp\n\nEach room has a lamp.\n\n## What the cluster shows\n\n```\nno lamp\n```",
    ),
    pageOf("error", "lamp-missing", "# There is no lamp\n\n## Shows\n\n```text\nno lamp\n```\n"),
  ];

  expect(explainPages(pages, "no lamp")).toEqual([
    { page: pages[1], reason: "text" },
    { page: pages[0], reason: "text" },
  ]);
});

test("a long or hostile text is read in a moment", () => {
  const hostile = [
    "a".repeat(1_000_000),
    "a ".repeat(500_000),
    "failed ".repeat(150_000),
    "error: failed to get secret not found ".repeat(30_000),
    "[".repeat(1_000_000),
    "<".repeat(1_000_000),
    "\\".repeat(1_000_000),
    "\u001b[".repeat(500_000),
    "\u0000\u0007\u009b".repeat(300_000),
    "-".repeat(1_000_000),
    "1".repeat(1_000_000),
    "aadsts".repeat(160_000),
    "AADSTS1 ".repeat(120_000),
  ];

  const started = performance.now();
  for (const text of hostile) {
    explainPages(all, text);
  }

  expect(performance.now() - started).toBeLessThan(hostile.length * 1500);
});

test("what stands behind the first million characters is not read", () => {
  expect(first(`${" zq".repeat(333_333)} Readonly is not true in request`)).toBe("nothing");
});
