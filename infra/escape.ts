/**
 * Makes every string of a value arrive in Terraform as text: `${` and `%{`, which would begin an expression, are
 * doubled as Terraform's JSON syntax asks. Keys of objects are templates too and get the same.
 *
 * Applied once, to the whole of what people wrote, before any of it meets a construct: no call site can forget it.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 * @throws if a string imitates one of the engine's placeholders, which would be replaced by another value
 */
export function escaped<Value>(value: Value): Value {
  return escapeAny(value) as Value;
}

function escapeAny(value: unknown): unknown {
  if (typeof value === "string") {
    return escapeText(value);
  }
  if (Array.isArray(value)) {
    return value.map(escapeAny);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [escapeText(key), escapeAny(inner)]));
  }
  return value;
}

function escapeText(text: string): string {
  if (text.includes("TfToken[")) {
    throw new Error(
      `the text ${JSON.stringify(text)} contains "TfToken[", which CDK for Terraform would replace by something else; write it differently`,
    );
  }
  return text.replaceAll(/[$%]\{/g, (opening) => opening.charAt(0) + opening);
}
