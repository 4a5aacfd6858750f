import { describe, expect, test } from "vitest";
import { read } from "../../../verify/reading/index.js";
import { MOST_BYTES } from "../../../verify/reading/limits.js";

function valuesIn(content: string | Uint8Array, file = "a.yaml") {
  const { documents, unreadable } = read({ file, content });
  return { values: documents.map(({ value }) => value), unreadable };
}

function reasonsIn(content: string | Uint8Array, file = "a.yaml") {
  return read({ file, content }).unreadable.map(({ line, reason }) => `${line}: ${reason}`);
}

describe("documents", () => {
  test("are parted by three dashes; comments and directives alone are none", () => {
    const text = "# Source: a\n---\n# nothing\n---\na: 1\n---\nb: 2\n...\n---\n";

    expect(valuesIn(text)).toEqual({ values: [{ a: 1 }, { b: 2 }], unreadable: [] });
  });

  test("of a list become documents of their own", () => {
    const text = "apiVersion: v1\nkind: List\nitems:\n- {kind: A}\n- {kind: B}\n";

    expect(valuesIn(text).values).toEqual([{ kind: "A" }, { kind: "B" }]);
  });

  test("that cannot be read are told with their line, and the others are read", () => {
    const { values, unreadable } = valuesIn("a: 1\n---\nb: 1\nkind: b: 2\n---\nc: 3\n");

    expect(values).toEqual([{ a: 1 }, { c: 3 }]);
    expect(unreadable).toEqual([
      {
        file: "a.yaml",
        line: 4,
        reason: "bad indentation of a mapping entry",
        fix: "mend it there; what cannot be read is not applied either",
        foreign: true,
      },
    ]);
  });

  test.each([
    ["manifest", "apiVersion: v1\nkind: Pod\na: b: c\n", false],
    ["manifest in the style of JSON", '{ "apiVersion": "v1",\n"kind": "Pod" "a" }', false],
    ["pipeline", "steps:\n  - a: ${{ b }}: c\n", true],
  ])("of a %s that cannot be read are told as such", (_, text, foreign) => {
    expect(read({ file: "a.yaml", content: text }).unreadable.map((one) => one.foreign)).toEqual([foreign]);
  });

  test("have the last of two keys of one name, and each second one is told with its line", () => {
    const { documents, unreadable, repeated } = read({
      file: "a.yaml",
      content: "x: 1\n---\na: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n",
    });

    expect(documents.map(({ value }) => value)).toEqual([{ x: 1 }, { a: 4, b: { c: 2 } }]);
    expect(unreadable).toEqual([]);
    expect(repeated).toEqual([
      { file: "a.yaml", line: 4, key: "c" },
      { file: "a.yaml", line: 5, key: "a" },
      { file: "a.yaml", line: 6, key: "a" },
    ]);
  });

  test.each([
    ["a closing bracket below its key", 'args: [\n  "x",\n]\nb: 1\n', { args: ["x"], b: 1 }],
    ["brackets further in", "a:\n  m: {\n    x: 1\n  }\n  p: [\n  2 ]\n", { a: { m: { x: 1 }, p: [2] } }],
    ["quoted text over lines", 'a:\n  c: "x\n  y"\n', { a: { c: "x y" } }],
    ["a comment straight behind quotes", "a: 'x'#old\nb: [w]#z\n", { a: "x", b: ["w"] }],
  ])("with %s are read as Go reads them, on the same lines", (_, text, value) => {
    const { documents, unreadable } = read({ file: "a.yaml", content: `${text}end: 1\n` });

    expect({ values: documents.map((one) => one.value), unreadable }).toEqual({
      values: [{ ...value, end: 1 }],
      unreadable: [],
    });
    expect(documents[0]?.lines.lineOf(["end"])).toBe(text.split("\n").length);
  });

  test("are read as kubectl reads them: yes and on are booleans, dates are text, merges merge", () => {
    const text = "a: yes\nb: off\nc: 2026-11-22\nd: &d {x: 1}\ne: {<<: *d, z: 2}\n";

    expect(valuesIn(text).values).toEqual([{ a: true, b: false, c: "2026-11-22", d: { x: 1 }, e: { x: 1, z: 2 } }]);
  });
});

describe("encodings", () => {
  test.each([
    ["UTF-8 with a byte order mark", Buffer.from("\uFEFFa: é\n", "utf8")],
    ["UTF-16 as PowerShell writes it", Buffer.from("\uFEFFa: é\n", "utf16le")],
    ["UTF-16, big end first", Buffer.from("\uFEFFa: é\n", "utf16le").swap16()],
    ["Windows line ends", Buffer.from("a: é\r\n", "utf8")],
  ])("%s is read", (_, content) => {
    expect(valuesIn(content)).toEqual({ values: [{ a: "é" }], unreadable: [] });
  });

  test("fails when bytes are no UTF-8, with the line", () => {
    expect(reasonsIn(Buffer.from([0x61, 0x3a, 0x20, 0x31, 0x0a, 0x62, 0xff, 0x0a]))).toEqual(["2: it is not UTF-8"]);
  });

  test("fails when there is a NUL byte", () => {
    expect(reasonsIn("a: \0")).toEqual(["1: it has a NUL byte: a binary file, or UTF-16 without a byte order mark"]);
  });

  test("fails when a file is too large to be read", () => {
    expect(reasonsIn(new Uint8Array(MOST_BYTES + 1))).toEqual(["1: it has 64 MiB, and 64 is the most"]);
  });
});

describe("JSON", () => {
  test("fails when a key is there twice, which the parser of JavaScript would not tell", () => {
    expect(reasonsIn('{\n"a": 1,\n"a": 2}', "a.json")).toEqual(['3: the key "a" stands twice']);
  });

  test("is no less readable for keys that look like more of them inside texts", () => {
    expect(valuesIn('{"a": "\\"b\\": 1, \\"b\\": 2"}', "a.json").unreadable).toEqual([]);
  });

  test.each(["", "Error: no plan", "- 7", '{"a": 1,}'])("fails when a file that is called JSON holds %j", (text) => {
    expect(reasonsIn(text, "plan.json")).toEqual(["1: it is not JSON"]);
  });

  test("keeps keys of the prototype as keys", () => {
    const { values } = valuesIn('{"__proto__": {"polluted": true}}', "a.json");

    expect(Object.keys(values[0] as object)).toEqual(["__proto__"]);
    expect({}).not.toHaveProperty("polluted");
  });
});

describe("hostile YAML", () => {
  const bomb = ["a: &a [x,x,x,x,x,x,x,x,x,x]"];
  for (const [index, name] of [..."bcdefgh"].entries()) {
    bomb.push(`${name}: &${name} [${Array(10).fill(`*${"abcdefgh"[index]}`).join(",")}]`);
  }

  test.each([
    [
      "a bomb of aliases",
      bomb.join("\n"),
      "1: it has more than 5,000,000 values, each alias counted as what it stands for",
    ],
    ["an anchor that contains itself", "a: &a {b: [*a]}", "1: an anchor contains an alias of itself"],
    ["deep nesting", "[".repeat(5000), "1: nesting exceeded maxDepth (100)"],
    ["a tab as indentation", "a:\n\t- b", "2: tab characters must not be used in indentation"],
    [
      "a tag that runs code elsewhere",
      "a: !!js/function 'x'",
      "1: unknown scalar tag !<tag:yaml.org,2002:js/function>",
    ],
  ])("fails on %s", (_, text, reason) => {
    expect(reasonsIn(text)).toEqual([reason]);
  });

  test("fails when JSON is nested too deeply, however it is written", () => {
    const deep = `${"[".repeat(300)}${"]".repeat(300)}`;

    expect(reasonsIn(deep, "a.json")).toEqual(["1: it is nested deeper than 100 levels"]);
  });

  test("takes a template for what it is", () => {
    const { unreadable } = read({ file: "t.yaml", content: "a: {{ .Values.x }}\nb: {{- if }}\n" });

    expect(unreadable.map(({ fix }) => fix)).toEqual([
      "render it first, and give what comes out: helm template <chart> | npx akv verify - …",
    ]);
  });

  test("tells a hundred thousand keys that stand twice, and what is no manifest, without going round in circles", () => {
    const { repeated } = read({ file: "a.yaml", content: "a: 1\n".repeat(100_000) });
    const { unreadable } = read({ file: "b.yaml", content: `${"\n".repeat(300_000)}a: b: c\n` });

    expect([repeated.length, repeated.at(-1)?.line]).toEqual([99_999, 100_000]);
    expect(unreadable.map(({ line, foreign }) => [line, foreign])).toEqual([[300_001, true]]);
  });

  test("reads fifty megabytes", () => {
    const text = `data: |\n${`  ${"a".repeat(76)}\n`.repeat(680_000)}`;

    expect(valuesIn(text).unreadable).toEqual([]);
  });
});
