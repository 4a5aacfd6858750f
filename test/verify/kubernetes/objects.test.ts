import { describe, expect, test } from "vitest";
import { readObjects } from "../../../verify/kubernetes/objects.js";
import type { SourceDocument } from "../../../verify/reading/document.js";

const DOCUMENT: SourceDocument = { file: "class.yaml", value: {}, lines: { lineOf: () => 1 } };
const PLACE = { document: DOCUMENT, path: [] };

/** One entry as a block of text, with these lines. */
function entry(...lines: readonly string[]): string {
  return `array:\n  - |\n${lines.map((line) => `    ${line}\n`).join("")}`;
}

/** What a text comes to, without places. */
function shapeOf(text: string) {
  const { objects, brokenObjects, objectsProblem } = readObjects("class", PLACE, text);
  return {
    objects: objects.map(({ index, fields }) => ({ index, ...Object.fromEntries(fields) })),
    broken: brokenObjects.map(({ index, reason }) => `${index}: ${reason}`),
    problem: objectsProblem?.reason,
  };
}

/** The only object of a text. */
function onlyObject(text: string) {
  const [object] = readObjects("class", PLACE, text).objects;
  if (object === undefined) {
    throw new Error("there is no object");
  }
  return object;
}

test("reads each entry as YAML of its own, trimmed", () => {
  const text = "array:\n  - |\n    objectName: '  password '\n    objectType: secret\n  - '{\"objectName\": \"ca\"}'\n";

  const shape = shapeOf(text);

  expect(shape).toEqual({
    objects: [
      { index: 0, objectName: "password", objectType: "secret" },
      { index: 1, objectName: "ca" },
    ],
    broken: [],
    problem: undefined,
  });
});

test.each(["", "# nothing", "null", "array:", "array: []", "other: 1", "array: ~"])("reads nothing from %j", (text) => {
  const shape = shapeOf(text);

  expect(shape).toEqual({ objects: [], broken: [], problem: undefined });
});

describe("a field of text", () => {
  test.each([
    ["0644", "0644"],
    ["1e10", "1e10"],
    ["true", "true"],
    ["2024-01-01", "2024-01-01"],
    ["null", ""],
    ["~", ""],
    ['"null"', "null"],
    ["!!str ~", "~"],
    ["!!binary YWJj", "abc"],
    ["", ""],
    ["a#b", "a#b"],
    ["a #b", "a"],
  ])("reads %j as %j, as Go does", (written, read) => {
    const object = onlyObject(entry(`objectName: ${written}`));

    expect(object.name).toBe(read);
  });

  test.each([
    ["[a]", "cannot unmarshal !!seq into string"],
    ["{a: b}", "cannot unmarshal !!map into string"],
    ["!!binary x", "!!binary value contains invalid base64 data"],
  ])("refuses %j", (written, reason) => {
    const shape = shapeOf(entry("objectType: secret", `objectName: ${written}`));

    expect(shape).toEqual({ objects: [], broken: [`0: ${reason}`], problem: undefined });
  });

  test("does not mind what stands in a field that the provider does not know", () => {
    const shape = shapeOf(entry("objectName: a", "owner: [b, c]"));

    expect(shape.objects).toEqual([{ index: 0, objectName: "a", owner: "" }]);
  });
});

describe("the history of versions", () => {
  test.each([
    ["3", 3],
    ["010", 8],
    ["08", 8],
    ["0x1F", 31],
    ["0b11", 3],
    ["0o17", 15],
    ["1_000", 1000],
    ["2.9", 2],
    ["-2.9", -2],
    ["1e2", 100],
    ["null", 0],
    ['!!int "3"', 3],
  ])("reads %j as %j, as Go does", (written, read) => {
    const { history, historyIsText } = onlyObject(entry("objectName: a", `objectVersionHistory: ${written}`));

    expect({ history, historyIsText }).toEqual({ history: read, historyIsText: false });
  });

  test.each([
    ['"3"', true],
    ["two", true],
    ["0x", true],
    ["true", false],
    ["3000000000", false],
    [".inf", false],
  ])("comes to none from %j, which Go refuses", (written, isText) => {
    const { history, historyIsText } = onlyObject(entry("objectName: a", `objectVersionHistory: ${written}`));

    expect({ history, historyIsText }).toEqual({ history: 0, historyIsText: isText });
  });

  test("makes a folder of files, but not with 1", () => {
    const three = onlyObject(entry("objectName: a", "objectVersionHistory: 3"));
    const one = onlyObject(entry("objectName: a", "objectAlias: b/c", "objectVersionHistory: 1"));

    expect([three.files, one.files]).toEqual([["a/0", "a/1", "a/2"], ["b/c"]]);
  });
});

describe("entries that cannot be read", () => {
  test.each([
    ["array:\n  - objectName: a\n", "0: cannot unmarshal !!map into string"],
    ["array:\n  - [a]\n", "0: cannot unmarshal !!seq into string"],
    ["array:\n  - a name\n", "0: cannot unmarshal !!str `a name` into types.KeyVaultObject"],
    ["array:\n  - a longer name\n", "0: cannot unmarshal !!str `a longe...` into types.KeyVaultObject"],
    ["array:\n  - 3\n", "0: cannot unmarshal !!int `3` into types.KeyVaultObject"],
    ["array:\n  -\n", "0: it is empty, so the provider skips it"],
    [entry("objectName: a", "objectName: b"), '0: mapping key "objectName" already defined at line 1'],
    [entry("x: a", "x: b"), '0: mapping key "x" already defined at line 1'],
    [entry("? [a]", ": b"), "0: cannot unmarshal !!seq into string"],
    [entry("objectName: a: b"), "0: bad indentation of a mapping entry"],
  ])("says of %j why", (text, reason) => {
    const shape = shapeOf(text);

    expect(shape).toEqual({ objects: [], broken: [reason], problem: undefined });
  });

  test("reads the others", () => {
    const text = "array:\n  - [a]\n  - |\n    objectName: b\n";

    const shape = shapeOf(text);

    expect(shape.objects).toEqual([{ index: 1, objectName: "b" }]);
  });
});

test.each([
  ["a", "cannot unmarshal !!str `a` into types.StringArray"],
  ["- a", "cannot unmarshal !!seq into types.StringArray"],
  ["array: {}", "cannot unmarshal !!map into []string"],
  ["array: a", "cannot unmarshal !!str `a` into []string"],
  ["array: []\narray: []", 'mapping key "array" already defined at line 1'],
  ["array:\n\t- a", "tab characters must not be used in indentation"],
  ["array:\n  - \t|\n    objectName: a", "found character that cannot start any token"],
  ["array:\n  -\t'objectName: a'", "found character that cannot start any token"],
  ["array: [*a]", "unknown anchor 'a' referenced"],
])("says of the whole of %j why it cannot be read", (text, reason) => {
  const shape = shapeOf(text);

  expect(shape).toEqual({ objects: [], broken: [], problem: reason });
});

test("follows anchors, and brings in what `<<` names", () => {
  const text = "array:\n  - &one |\n    objectName: a\n    <<: {objectName: b, objectType: key}\n  - *one\n";

  const shape = shapeOf(text);

  expect(shape.objects).toEqual([
    { index: 0, objectName: "a", objectType: "key" },
    { index: 1, objectName: "a", objectType: "key" },
  ]);
});

test("has no anchor inside itself", () => {
  const shape = shapeOf("array: &a [*a]");

  expect(shape.problem).toBe("unknown anchor 'a' referenced");
});

test("knows the line of each field inside the text, blank lines before it included", () => {
  const object = onlyObject("\n\narray:\n  - |\n    # a comment\n    objectName: a\n\n    objectType: key\n");

  const lines = [object.place.innerLine, ...["objectName", "objectType", "objectAlias"].map(object.lineOfField)];

  expect(lines).toEqual([3, 5, 7, 3]);
});

test("has only the line of the entry where that is no block of text", () => {
  const object = onlyObject('array:\n  - "objectName: a\\nobjectType: key"\n');

  const lines = [object.lineOfField("objectName"), object.lineOfField("objectType")];

  expect(lines).toEqual([1, 1]);
});
