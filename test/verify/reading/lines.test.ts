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

  test("is the first where the text cannot be read", () => {
    expect(new SourceLines("a: [", 7).lineOf(["b"])).toBe(7);
  });

  test("is found in JSON too", () => {
    expect(new SourceLines('{\n  "a": {\n    "b": [\n      1,\n      2\n    ]\n  }\n}').lineOf(["a", "b", 1])).toBe(5);
  });
});
