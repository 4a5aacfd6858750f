import { oncePer } from "../once.js";
import type { SourceDocument } from "../reading/document.js";
import { field, isObject, type JsonObject, numberIn, textIn } from "../reading/json.js";

/** What a document is to Terraform. */
type TerraformInput = "configuration" | "plan" | "state" | "outputs";

function inputOf({ file, value }: SourceDocument): TerraformInput | undefined {
  const name = file.toLowerCase();
  const yaml = name.endsWith(".yaml") || name.endsWith(".yml");
  if (yaml || !isObject(value) || Object.hasOwn(value, "apiVersion") || Object.hasOwn(value, "kind")) {
    return undefined;
  }
  if (textIn(value, "format_version") !== undefined) {
    return shown(value);
  }
  if (numberIn(value, "version") === 4 && Array.isArray(field(value, "resources"))) {
    return "state";
  }
  if (isConfiguration(value)) {
    return "configuration";
  }
  return name.endsWith(".json") && isOutputs(value) ? "outputs" : undefined;
}

const BLOCKS = new Set([
  "//",
  "check",
  "data",
  "ephemeral",
  "import",
  "locals",
  "module",
  "moved",
  "output",
  "provider",
  "removed",
  "resource",
  "terraform",
  "variable",
]);

function isConfiguration(value: JsonObject): boolean {
  const entries = Object.entries(value);
  const blocks = entries.every(
    ([key, body]) => BLOCKS.has(key) && (key === "//" || isObject(body) || Array.isArray(body)),
  );
  return blocks && entries.some(([key]) => key !== "//");
}

function shown(value: JsonObject): TerraformInput | undefined {
  if (isObject(field(value, "planned_values"))) {
    return "plan";
  }
  // An empty state has no values at all.
  const state = Object.keys(value).every((key) => STATE_KEYS.has(key));
  return isObject(field(value, "values")) || state ? "state" : undefined;
}

const STATE_KEYS = new Set(["format_version", "terraform_version", "values", "checks"]);

function isOutputs(value: JsonObject): boolean {
  const sample = field(value, "sample");
  const entries = Object.entries(value).filter(([key]) => key !== "sample" || isObject(sample));
  const stated = sample === undefined || isObject(sample) || typeof sample === "boolean";
  return (
    stated &&
    entries.some(([, body]) => Object.keys(body ?? {}).length > 0) &&
    entries.every(([, body]) => isObject(body))
  );
}

/** Whether a value is an output as `terraform output -json` prints it. */
export function isPrintedOutput(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    Object.hasOwn(value, "value") &&
    Object.hasOwn(value, "type") &&
    typeof field(value, "sensitive") === "boolean"
  );
}

/**
 * Tells what a document is to Terraform, or undefined where it is something else.
 *
 * - `configuration`: every key is a block of Terraform's JSON syntax.
 * - `plan`, `state`: what `terraform show -json` prints; a raw state of version 4 is a state too.
 * - `outputs`: a `.json` file in which every value is an output as `terraform output -json` prints it, or in which every
 *   value is an object, as `cdktf deploy --outputs-file` writes one for each stack. Either may say `"sample": true`.
 */
export const terraformInput = oncePer(inputOf);
