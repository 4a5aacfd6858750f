/** Whether a value can be written as JSON as it is. */
export function isJson(value: unknown, outer: readonly unknown[] = []): boolean {
  if (typeof value !== "object" || value === null) {
    return value === null || ["string", "boolean"].includes(typeof value) || Number.isFinite(value);
  }
  const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  return plain && !outer.includes(value) && Object.values(value).every((inner) => isJson(inner, [...outer, value]));
}
