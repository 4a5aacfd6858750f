import { isObject, type JsonObject } from "../reading/json.js";
import { DEEPEST } from "../reading/limits.js";
import { escaped } from "./template.js";

/**
 * What a plan or state says, written as Terraform's JSON syntax would: text that looks like an expression is none, and
 * null is an argument that nobody gave.
 */
export function asWritten(value: unknown, depth = 0): unknown {
  if (typeof value === "string") {
    return escaped(value);
  }
  if (depth > DEEPEST) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown) => asWritten(item, depth + 1));
  }
  return isObject(value) ? fieldsAsWritten(value, depth) : value;
}

/** The same for a mapping, without the fields that are null. */
export function fieldsAsWritten(value: JsonObject, depth = 0): JsonObject {
  const fields = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(fields.map(([name, inner]) => [name, asWritten(inner, depth + 1)]));
}
