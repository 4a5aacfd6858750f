import { describe, expect, test } from "vitest";
import { SourceLines } from "../../../verify/reading/lines.js";

const text = `kind: A
metadata:
  name: x
spec:
  objects: |
    array:
      - |
        objectName: a
  list:
    - one
    - key: two
      "quoted key": three
  flow: {a: 1, b: [2,
    3]}
`;

describe("the line of a path", () => {
  const lines = new SourceLines(text, 10);

  test.each([
    [["kind"], 10],
    [["metadata", "name"], 12],
    [["spec", "objects"], 14],
    [["spec", "list", 0], 19],
    [["spec", "list", 1], 20],
    [["spec", "list", 1, "key"], 20],
    [["spec", "list", 1, "quoted key"], 21],
    [["spec", "flow", "b", 1], 23],
  ] as const)("%j is %i", (path, line) => {
    expect(lines.lineOf(path)).toBe(line);
  });

  test("goes on inside a block of text", () => {
    expect(lines.lineOf(["spec", "objects"], 2)).toBe(17);
  });

  test("is that of the nearest thing around it where there is no such path", () => {
    expect(lines.lineOf(["metadata", "labels", "x"])).toBe(11);
  });

  test.each([
    ["of a document after its separator", "---\nkind: A\n", 2],
    ["of one after comments and empty lines", "--- # one\n# Source: chart/a.yaml\n\nkind: A\n", 4],
    ["of one after directives", "%YAML 1.2\n---\nkind: A\n", 3],
    ["of one with Windows line ends", "---\r\n\r\nkind: A\r\n", 3],
    ["of one that begins beside its separator", "--- {kind: A}\n", 1],
    ["of one that says nothing", "---\n# nothing\n", 1],
  ])("is the first that says something: %s", (_, document, line) => {
    expect(new SourceLines(document).lineOf([])).toBe(line);
  });

  test("is the first where the text cannot be read", () => {
    expect(new SourceLines("a: [", 7).lineOf(["b"])).toBe(7);
  });

  test("is found in JSON too", () => {
    expect(new SourceLines('{\n  "a": {\n    "b": [\n      1,\n      2\n    ]\n  }\n}').lineOf(["a", "b", 1])).toBe(5);
  });
});
