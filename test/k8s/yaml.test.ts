import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { toYaml } from "../../k8s/yaml.js";

describe("text in YAML", () => {
  test.each([
    ["a name", "api-v1.orders_2", "api-v1.orders_2"],
    ["an image", "busybox:1.36", "busybox:1.36"],
    ["a path", "/mnt/secrets", "/mnt/secrets"],
    ["a number", "0400", '"0400"'],
    ["an octal of YAML 1.2", "0o17", '"0o17"'],
    ["a float", "1e3", '"1e3"'],
    ["an exponent", "e0", '"e0"'],
    ["an exponent with a sign", "e-0", '"e-0"'],
    ["a date", "2001-01-01", '"2001-01-01"'],
    ["a time", "12:30:45", '"12:30:45"'],
    ["a GUID", "3f2504e0-4f89-41d3-9a0c-0305e82c3301", '"3f2504e0-4f89-41d3-9a0c-0305e82c3301"'],
    [
      "a GUID that begins with a letter",
      "b41d7e05-3a8c-4f92-a6d1-0e5c97b8f213",
      '"b41d7e05-3a8c-4f92-a6d1-0e5c97b8f213"',
    ],
    ["a boolean of YAML 1.1", "Yes", '"Yes"'],
    ["nothing", "null", '"null"'],
    ["the default value of YAML 1.1", "=", '"="'],
    ["a merge key", "<<", '"<<"'],
    ["a quantity", "64Mi", '"64Mi"'],
    ["an empty text", "", '""'],
    ["a comment", "a #b", '"a #b"'],
    ["a line separator", "a\u2028b", '"a\\u2028b"'],
    ["a delete character", "a\u007fb", '"a\\u007fb"'],
    ["a next line at the start", "\u0085a", '"\\u0085a"'],
  ])("that is %s stays that text", (_, text, expected) => {
    expect(toYaml(text)).toBe(`${expected}\n`);
  });

  test("of several lines is a literal block where no blank could get lost", () => {
    expect(toYaml({ a: "one\n  two\n" })).toBe("a: |\n  one\n    two\n");
    expect(toYaml({ a: "one \ntwo\n" })).toBe('a: "one \\ntwo\\n"\n');
    expect(toYaml({ a: " one\n" })).toBe('a: " one\\n"\n');
  });

  test("reads back the same in YAML 1.1 and 1.2, as key and as value", () => {
    const text = fc.string({ unit: "grapheme" }).filter((one) => one !== "__proto__");
    fc.assert(
      fc.property(text, text, (key, value) => {
        for (const version of ["1.1", "1.2"] as const) {
          expect(parse(toYaml({ [key]: [value] }), { version })).toEqual({ [key]: [value] });
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

test("documents follow one another, and what occurs twice is written twice", () => {
  const labels = { app: "api" };

  const text = toYaml({ a: labels, b: labels }, { c: 1 });

  expect(text).toBe("a:\n  app: api\nb:\n  app: api\n---\nc: 1\n");
  expect(parseAllDocuments(text)).toHaveLength(2);
});
