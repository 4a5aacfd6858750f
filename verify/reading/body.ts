import type { Place } from "./document.js";
import { field, isObject, type JsonObject } from "./json.js";

/** The mapping that stands at a place of a document, without what a plan or state adds to it; empty where there is none. */
export function bodyAt({ document, path }: Place): JsonObject {
  let value = document.value;
  for (const step of path) {
    value = typeof step === "number" && Array.isArray(value) ? value[step] : field(value, String(step));
  }
  return isObject(value) ? value : {};
}
