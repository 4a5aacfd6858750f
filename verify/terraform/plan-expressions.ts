import { field, isObject, type JsonObject, listIn } from "../reading/json.js";
import { DEEPEST } from "../reading/limits.js";
import { asWritten } from "./literal.js";

/**
 * Completes what a plan knows of a resource by what its configuration says: an argument that only a deployment knows
 * becomes the expression that gives it.
 */
export function completed(values: JsonObject, expressions: JsonObject, depth = 0): JsonObject {
  if (depth > DEEPEST) {
    return values;
  }
  const added = Object.entries(expressions).flatMap(([name, expression]): [string, unknown][] => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const found = value === undefined ? writtenExpression(name, expression) : inner(value, expression, depth);
    return found === undefined ? [] : [[name, found]];
  });
  return { ...values, ...Object.fromEntries(added) };
}

/**
 * An expression of a plan as Terraform's JSON syntax. A plan lists what an expression refers to and not what it does with
 * it, so only an argument that holds an id and nothing else is taken for the one reference in it.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
 */
export function writtenExpression(name: string, expression: unknown): unknown {
  if (!isObject(expression)) {
    return undefined;
  }
  if (Object.hasOwn(expression, "constant_value")) {
    // Of a configuration in JSON, as CDK for Terraform writes it, this is the text with its expressions in it.
    const isTemplate = listIn(expression, "references").length > 0;
    return isTemplate ? expression.constant_value : asWritten(expression.constant_value);
  }
  const references = longest(listIn(expression, "references").filter((one) => typeof one === "string"));
  if (references.length === 0) {
    return undefined;
  }
  const [first] = references;
  return references.length === 1 && HOLDS_ONE_ID.test(name)
    ? `\${${first}}`
    : `\${an_expression_of(${references.join(", ")})}`;
}

const HOLDS_ONE_ID = /(^|_)(id|issuer|issuer_url)$/;

/** A plan lists each reference and behind it the things that it goes through; the references alone. */
function longest(references: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const reference of references) {
    const last = kept.at(-1);
    const through = last?.startsWith(reference) && [".", "[", undefined].includes(last[reference.length]);
    if (through !== true) {
      kept.push(reference);
    }
  }
  return kept;
}

function inner(value: unknown, expression: unknown, depth: number): unknown {
  if (isObject(value) && isObject(expression)) {
    return isLeaf(expression) ? undefined : completed(value, expression, depth + 1);
  }
  if (!Array.isArray(value) || !Array.isArray(expression) || value.length !== expression.length) {
    return undefined;
  }
  return value.map((block: unknown, index) => {
    const own: unknown = expression[index];
    return isObject(block) && isObject(own) ? completed(block, own, depth + 1) : block;
  });
}

function isLeaf(expression: JsonObject): boolean {
  return Object.hasOwn(expression, "constant_value") || Array.isArray(field(expression, "references"));
}
