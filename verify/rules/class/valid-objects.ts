import { SKIPPED_ENTRY } from "../../kubernetes/objects.js";
import type { BrokenObject, ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { blankField } from "./blanks.js";
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
      const { objects, objectsProblem, brokenObjects } = providerClass;
      const lines = (providerClass.parameter("objects") ?? "").split("\n");
      // Where nothing can be read, no-placeholder says that all of it is still to be filled in.
      if (objectsProblem !== undefined && !lines.some(isFilledIn)) {
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
        const isTemplate = isFilledIn(lines[entry.innerLine] ?? "");
        if (!isTemplate) {
          yield ofEntry(providerClass, entry);
        } else if (objects.length > 0) {
          yield ofTemplate(providerClass, entry);
        }
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

/** Whether the shape of a line depends on what a tool fills in: it begins with that, or has a value in double braces. */
function isFilledIn(line: string): boolean {
  const [first = ""] = line.replace(/^\s*(- +)?["']?/, "").split(/\s/);
  return blankField(first) === "template" || /^\s*[\w-]+:\s*\{\{/.test(line);
}

/** What a tool fills in may well be YAML of an object. */
function ofTemplate(providerClass: ProviderClass, entry: BrokenObject): Fault {
  return broken({
    ...ofEntry(providerClass, entry),
    severity: "warning",
    message: `entry ${entry.index} of objects in ${providerClass.id} cannot be read before a tool has filled it in`,
    fix: "give the manifest as it is applied, with its variables filled in",
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
