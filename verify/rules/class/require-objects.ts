import { quote } from "../../../shared/index.js";
import { parseYaml } from "../../kubernetes/nodes.js";
import { SKIPPED_ENTRY } from "../../kubernetes/objects.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import { objectIn } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";
import { blankParameter } from "./blanks.js";
import { atParameter, mountFails } from "./places.js";
import { lacksParameter } from "./spelling.js";

/** A class that reads nothing is refused: by the provider without `objects`, by the driver with an empty `array`. */
export const requireObjects = defineRule({
  id: "require-objects",
  severity: "error",
  summary: "Each class reads at least one object.",
  link: "object",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      // Beside the parameters instead of among them: reported as a key that does not belong there.
      if (Object.hasOwn(objectIn(providerClass.manifest.body, "spec"), "objects")) {
        continue;
      }
      if (lacksParameter(providerClass, "objects")) {
        yield broken({
          ...atParameter(providerClass, "objects"),
          message: `${providerClass.id} has no objects`,
          allowed: "objects: a text of YAML with the key array",
          fix: "write `objects: |`, below it `array:`, and a `- |` for each object",
          shows: mountFails("objects is not set"),
        });
        continue;
      }
      const text = providerClass.parameters.get("objects");
      if (typeof text !== "string" || !isEmpty(providerClass) || blankParameter(text.trim()) !== undefined) {
        continue;
      }
      const other = otherKey(text);
      yield broken({
        ...atParameter(providerClass, "objects"),
        ...(other === undefined ? {} : { innerLine: other.line }),
        message:
          other === undefined
            ? `${providerClass.id} reads nothing: its array is empty`
            : `objects of ${providerClass.id} has the key ${quote(other.name)}, and no array`,
        ...(other === undefined ? {} : { got: other.name }),
        allowed: "the key array, with at least one entry",
        fix: other === undefined ? "add an object" : 'write "array"',
        shows: "FailedMount: failed to mount secrets store objects for pod …, err: missing object versions",
      });
    }
  },
});

function isEmpty({ objects, brokenObjects, objectsProblem, parameter }: ProviderClass): boolean {
  return (
    parameter("objects") !== undefined &&
    objects.length === 0 &&
    objectsProblem === undefined &&
    brokenObjects.every(({ reason }) => reason === SKIPPED_ENTRY)
  );
}

/** The key that stands where `array` is wanted. */
function otherKey(text: string): { readonly name: string; readonly line: number } | undefined {
  const parsed = parseYaml(text);
  const entries = parsed.ok && parsed.node?.kind === "mapping" ? parsed.node.entries : [];
  const names = entries.flatMap(({ key }) => (key.kind === "scalar" ? [{ name: key.text, line: key.line }] : []));
  return names.some(({ name }) => name === "array") ? undefined : names[0];
}
