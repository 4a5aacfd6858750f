import { describe, expect, test } from "vitest";
import { inert, inertJson } from "../../../report/verdict/inert.js";
import { hostile } from "../../support/verdict.js";

describe("inert", () => {
  test("leaves ordinary text of any language as it is", () => {
    const text = "Größe 大小 ✓ → 🔑 {a: [1]}";

    expect(inert(text)).toBe(text);
  });

  test("writes out what a terminal, a log or an XML parser would act on", () => {
    const text = inert("a\u001b[31m\n\r\t\u007f\u0085\u009b\u200e\u202e\u2028\u2029\ufeff\ud800\ufffe\u{e0041}b");

    expect(text).toBe(
      "a\\u001b[31m\\n\\r\\t\\u007f\\u0085\\u009b\\u200e\\u202e\\u2028\\u2029\\ufeff\\ud800\\ufffe\\u{e0041}b",
    );
  });
});

describe("inertJson", () => {
  test("means the same and holds no character that does something, but for line breaks of its own", () => {
    const value = { [hostile]: [hostile, "\u{e0041}"] };

    const text = inertJson(value);

    expect(JSON.parse(text)).toEqual(value);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  });
});
