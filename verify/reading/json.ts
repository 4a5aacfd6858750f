/*
 * Accessors for values that anybody may have written: a field of the wrong shape reads as one that is not there, and a
 * name such as `__proto__` or `constructor` never reaches the prototype.
 */

/** A mapping of whatever. */
export type JsonObject = Readonly<Record<string, unknown>>;

const NOTHING: JsonObject = Object.freeze(Object.create(null) as JsonObject);

/** Whether a value is a mapping. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The field of a mapping, or undefined. */
export function field(value: unknown, ...names: readonly string[]): unknown {
  let found = value;
  for (const name of names) {
    found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found;
}

/** The mapping in a field, or an empty one. */
export function objectIn(value: unknown, ...names: readonly string[]): JsonObject {
  const found = field(value, ...names);
  return isObject(found) ? found : NOTHING;
}

/** The list in a field, or an empty one. */
export function listIn(value: unknown, ...names: readonly string[]): readonly unknown[] {
  const found = field(value, ...names);
  return Array.isArray(found) ? found : [];
}

/** The text in a field, or undefined. */
export function textIn(value: unknown, ...names: readonly string[]): string | undefined {
  const found = field(value, ...names);
  return typeof found === "string" ? found : undefined;
}

/** The number in a field, or undefined. */
export function numberIn(value: unknown, ...names: readonly string[]): number | undefined {
  const found = field(value, ...names);
  return typeof found === "number" ? found : undefined;
}

/** The fields of a mapping that hold text. */
export function textsIn(value: unknown, ...names: readonly string[]): ReadonlyMap<string, string> {
  const texts = Object.entries(objectIn(value, ...names)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return new Map(texts);
}
