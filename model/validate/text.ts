import { problem, shortened, within } from "../problem.js";
import type { Problems } from "./checks.js";

/** Half of a surrogate pair, which no encoding can carry. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Checks every text of a value, keys included, for what no manifest or stack can carry as it is.
 *
 * @param field path of the value, from the description inwards
 * @param outer what the value is part of: raw overrides may hold themselves
 */
export function* checkText(value: unknown, at: string, field: string, outer: readonly unknown[] = []): Problems {
  if (typeof value === "string") {
    const fault = faultOf(value);
    if (fault !== undefined) {
      yield problem({
        rule: "valid-text",
        message: `${shortened(value)} contains ${fault}`,
        at: within(at, field),
        allowed: "text that a manifest and a stack can carry",
        fix: "write it differently",
      });
    }
  } else if (typeof value === "object" && value !== null && !outer.includes(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const path = Array.isArray(value) ? `${field}[${key}]` : field === "" ? key : `${field}.${key}`;
      if (key === "__proto__") {
        yield problem({
          rule: "valid-text",
          message: '"__proto__" is a name that JavaScript keeps for itself',
          at: within(at, field),
          allowed: "any other name",
          fix: "rename it",
        });
      }
      yield* checkText(key, at, path);
      yield* checkText(inner, at, path, [...outer, value]);
    }
  }
}

function faultOf(text: string): string | undefined {
  if (text.includes("\0")) {
    return "a NUL character";
  }
  if (LONE_SURROGATE.test(text)) {
    return "half of a surrogate pair";
  }
  return text.includes("TfToken[")
    ? '"TfToken[", which CDK for Terraform takes for a placeholder of its own'
    : undefined;
}
