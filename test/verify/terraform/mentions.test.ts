import { expect, test } from "vitest";
import { mentionsIn } from "../../../verify/terraform/mentions.js";
import { writtenTraversal } from "../../../verify/terraform/traversal.js";

function mentioned(template: string): readonly string[] {
  return mentionsIn(template).map(writtenTraversal);
}

test("references are found wherever they stand", () => {
  expect(mentioned("a ${x.y.z} b ${p.q}")).toEqual(["x.y.z", "p.q"]);
  expect(mentioned('${lower(a.b)}${c.d ? e.f[0] : g["h i"].j}')).toEqual(["a.b", "c.d", "e.f[0]", 'g["h i"].j']);
  expect(mentioned('${"text ${a.b} more"}')).toEqual(["a.b"]);
  expect(mentioned('${{ "k" = a.b, (c.d) = 1 }}')).toEqual(["a.b", "c.d"]);
  expect(mentioned("${a.b[c.d].e}")).toEqual(["a.b", "c.d"]);
  expect(mentioned("%{ if a.b }x%{ else }${c.d}%{ endif }")).toEqual(["a.b", "c.d"]);
});

test("what only looks like a reference is none", () => {
  expect(mentioned("a.b $${c.d} %%{e.f}")).toEqual([]);
  expect(mentioned('${"a.b $${c.d} \\" e.f"}')).toEqual([]);
  expect(mentioned("${1.5 + 2.0e3}")).toEqual([]);
  expect(mentioned("${[for one, two in a.b : one.x + two.y if one.z]}")).toEqual(["a.b"]);
  expect(mentioned("${f(x.y).z.w}${a.b.*.c.d}${a.b[*].c.d}")).toEqual(["x.y", "a.b", "a.b"]);
  expect(mentioned("${provider::azurerm::parse(a.b)}")).toEqual(["a.b"]);
});

test("references stand in texts of several lines, and not in comments", () => {
  expect(mentioned("${merge({ a = b.c }, # see docs.example.com\n{ d = e.f })}")).toEqual(["b.c", "e.f"]);
  expect(mentioned("${a.b // c.d\n + e.f /* g.h */ / i.j}")).toEqual(["a.b", "e.f", "i.j"]);
  expect(mentioned("${base64encode(<<-EOF\napt install x.y ${a.b}\n  EOF\n)}${c.d < e.f}")).toEqual([
    "a.b",
    "c.d",
    "e.f",
  ]);
});

test("text of any shape is read to its end", () => {
  const nested = '${"'.repeat(5000);

  expect(mentioned(nested)).toEqual([]);
  expect(mentioned(`\${${"a[".repeat(50_000)}`)).toEqual([]);
  expect(mentioned("%{".repeat(50_000))).toEqual([]);
  expect(mentioned(`\${${"<<A\n".repeat(50_000)}`)).toEqual([]);
  expect(mentioned(`\${${"/* ".repeat(50_000)}`)).toEqual([]);
  expect(mentioned(`\${${Array.from({ length: 20_000 }, (_, index) => `<<A${index}\n`).join("")}`)).toEqual([]);
});
