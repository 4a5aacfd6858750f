import { SKIPPED_ENTRY } from "../../kubernetes/objects.js";
import type { BrokenObject, ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { atParameter, mountFails } from "./places.js";

/** `objects` is YAML in YAML: a text with a list of texts, each of which is one object. */
export const validObjects = defineRule({
  id: "valid-objects",
  severity: "error",
  summary: "The objects of each class are YAML that the provider can read, with a text for each object.",
  link: "object",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      const { objectsProblem, brokenObjects } = providerClass;
      if (objectsProblem !== undefined) {
        const { innerLine } = objectsProblem;
        const reason = oneLine(objectsProblem.reason);
        yield broken({
          ...atParameter(providerClass, "objects"),
          innerLine,
          message: `objects of ${providerClass.id} cannot be read: ${reason}`,
          allowed: "YAML with the key array, a list of texts",
          fix: "indent with spaces only, `array:` first, and a `- |` for each object",
          shows: mountFails(`failed to yaml unmarshal objects, error: ${goError(reason, innerLine)}`),
        });
      }
      for (const entry of brokenObjects) {
        yield ofEntry(providerClass, entry);
      }
    }
  },
});

function ofEntry(providerClass: ProviderClass, { index, reason: written, innerLine, isMapping }: BrokenObject): Fault {
  const reason = oneLine(written);
  const where = { ...atParameter(providerClass, "objects"), innerLine };
  const entry = `entry ${index} of objects in ${providerClass.id}`;
  const allowed = "a text that is YAML of one object: objectName, objectType, and what else it needs";
  if (reason === SKIPPED_ENTRY) {
    const fix = "fill it in, or leave it out";
    return broken({ ...where, severity: "warning", message: `${entry} is empty, and skipped`, allowed, fix });
  }
  if (isMapping) {
    return broken({
      ...where,
      message: `${entry} is a ${reason.includes("!!seq") ? "list" : "mapping"}, where a text is wanted`,
      allowed,
      fix: "write `- |` on a line of its own, and the fields indented below it",
      shows: mountFails(`failed to yaml unmarshal objects, error: ${goError(reason, innerLine)}`),
    });
  }
  return broken({
    ...where,
    message: `${entry} cannot be read: ${reason}`,
    allowed,
    fix: "write one `name: value` a line, indented alike with spaces; put values with special characters in quotes",
    shows: mountFails(`unmarshal failed for keyVaultObjects at index ${index}, error: ${goError(reason)}`),
  });
}

/** Syntax errors in words of our parser, and in those of Go's yaml.v3. */
const IN_GO: ReadonlyMap<string, string> = new Map([
  ["bad indentation of a mapping entry", "mapping values are not allowed in this context"],
  ["tab characters must not be used in indentation", "found a tab character that violates indentation"],
]);

/** A reason as Go's yaml.v3 puts it; other syntax errors are left to be guessed. */
function goError(reason: string, line?: number): string {
  if (!/^(cannot unmarshal|mapping key)/.test(reason)) {
    return `yaml: … ${IN_GO.get(reason) ?? reason}`;
  }
  const where = line === undefined || reason.startsWith("mapping") ? "" : `line ${line + 1}: `;
  return `yaml: unmarshal errors: ${where}${reason}`;
}

function oneLine(reason: string): string {
  return reason.replaceAll(/\s+/g, " ");
}
