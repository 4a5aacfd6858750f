import { quote } from "../../../shared/index.js";
import { field, isObject } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";

/** The API server drops what is null, and checks types against the driver's schema: every parameter is a text. */
export const validParameterType = defineRule({
  id: "valid-parameter-type",
  severity: "error",
  summary: "The provider, and each parameter of a class, is a text.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      const { body } = providerClass.manifest;
      const parameters = field(body, "spec", "parameters");
      const values: readonly (readonly [readonly string[], unknown])[] = [
        [["spec", "provider"], field(body, "spec", "provider") ?? ""],
        ...(isObject(parameters)
          ? Object.entries(parameters).map(([name, value]) => [["spec", "parameters", name], value] as const)
          : []),
      ];
      if (parameters !== undefined && parameters !== null && !isObject(parameters)) {
        yield broken({
          on: providerClass,
          at: ["spec", "parameters"],
          message: `the parameters of ${providerClass.id} are no mapping`,
          got: typeOf(parameters),
          allowed: "a mapping of names to texts",
          fix: "write each parameter as a key below spec.parameters",
          shows: refusal("spec.parameters", typeOf(parameters), "object"),
        });
      }
      for (const [at, value] of values) {
        if (typeof value === "string" || value === null) {
          continue;
        }
        const type = typeOf(value);
        const simple = typeof value !== "object";
        yield broken({
          on: providerClass,
          at,
          message: `${at.at(-1)} of ${providerClass.id} is not a text, but of type ${type}`,
          got: simple ? String(value) : type,
          allowed: "a text, in quotes where YAML would read something else",
          fix: simple
            ? `write ${quote(String(value))} in quotes`
            : at.at(-1) === "objects"
              ? "write `objects: |`, and the YAML indented below it"
              : "write a text",
          shows: refusal(at.join("."), type, "string"),
        });
      }
    }
  },
});

function refusal(path: string, type: string, wanted: string): string {
  return `${path}: Invalid value: ${quote(type)}: ${path} in body must be of type ${wanted}: ${quote(type)}`;
}

/** Name of a type as the API server has it. */
function typeOf(value: unknown): string {
  if (Array.isArray(value)) {
    return "array";
  }
  if (typeof value === "number") {
    return Number.isInteger(value) ? "integer" : "number";
  }
  return typeof value;
}
