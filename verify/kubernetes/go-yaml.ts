import type { ScalarNode, YamlNode } from "./nodes.js";

/*
 * How Go's yaml.v3 puts YAML into fields of a struct. It differs from a YAML reader without types: `007` is the text
 * "007" in a field of text and 7 in one of numbers, `null` leaves a field alone, and a quoted number is no number.
 *
 * @see go-yaml/yaml v3.0.1, decode.go and resolve.go
 */

/** A value for a field, nothing (the field keeps its zero value), or why the whole text is refused. */
type Decoded<Value> = { readonly value: Value | undefined } | { readonly reason: string };

/** A node as the value of a field of text. */
export function asText(node: YamlNode): Decoded<string> {
  if (node.kind !== "scalar") {
    return { reason: `cannot unmarshal ${tagOf(node)} into string` };
  }
  if (node.tag === "!!binary") {
    return binary(node.text);
  }
  return { value: isNull(node) ? undefined : node.text };
}

/** A node as the value of a field of type int32. */
export function asInt32(node: YamlNode): Decoded<number> {
  if (node.kind === "scalar" && isNull(node)) {
    return { value: undefined };
  }
  const number = node.kind === "scalar" && node.plain ? numberOf(node.text) : undefined;
  const whole = number === undefined ? Number.NaN : Math.trunc(number);
  return whole >= -(2 ** 31) && whole < 2 ** 31
    ? { value: whole === 0 ? 0 : whole }
    : { reason: `cannot unmarshal ${shown(node)} into int32` };
}

/** Whether a node is null: nothing at all, `~` or `null`, unquoted. */
export function isNull(node: YamlNode): boolean {
  return node.kind === "scalar" && node.plain && NULLS.has(node.text);
}

/** A node as an error of yaml.v3 calls it: its tag, and the beginning of a scalar. */
export function shown(node: YamlNode): string {
  if (node.kind !== "scalar") {
    return tagOf(node);
  }
  const text = new TextEncoder().encode(node.text).length > 10 ? `${node.text.slice(0, 7)}...` : node.text;
  return `${tagOf(node)} \`${text}\``;
}

const NULLS: ReadonlySet<string> = new Set(["", "~", "null", "Null", "NULL"]);
const BOOLEANS: ReadonlySet<string> = new Set(["true", "True", "TRUE", "false", "False", "FALSE"]);

/** Whole numbers: `08` is none of them, but a decimal fraction that happens to be whole. */
const WHOLE = /^[-+]?(?:0|[1-9]\d*|0[0-7]+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i;

function tagOf(node: YamlNode): string {
  if (node.kind !== "scalar") {
    return node.kind === "mapping" ? "!!map" : "!!seq";
  }
  if (node.tag !== "") {
    return node.tag;
  }
  return node.plain ? plainTag(node) : "!!str";
}

function plainTag(node: ScalarNode): string {
  if (isNull(node)) {
    return "!!null";
  }
  if (BOOLEANS.has(node.text)) {
    return "!!bool";
  }
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(node.text)) {
    return "!!timestamp";
  }
  const number = numberOf(node.text);
  if (number === undefined) {
    return "!!str";
  }
  return WHOLE.test(node.text.replaceAll("_", "")) && number >= -(2 ** 63) && number < 2 ** 64 ? "!!int" : "!!float";
}

/** The number that a plain scalar is, with the prefixes and underscores that yaml.v3 takes. */
function numberOf(text: string): number | undefined {
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) {
    return Number.NaN;
  }
  const special = /^([-+]?)\.(?:inf|Inf|INF)$/.exec(text);
  if (special !== null) {
    return special[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  if (!/^[-+.\d]/.test(text)) {
    return undefined;
  }
  const plain = text.replaceAll("_", "");
  const sign = plain.startsWith("-") ? -1 : 1;
  const digits = plain.replace(/^[-+]/, "");
  // `010` is octal, as in YAML 1.1.
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  if (/^0(?:x[\da-f]+|o[0-7]+|b[01]+)$/i.test(octal)) {
    return sign * Number(octal);
  }
  return /^(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i.test(digits) ? sign * Number(digits) : undefined;
}

function binary(base64: string): Decoded<string> {
  const text = base64.replace(/[\r\n]/g, "");
  if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(text)) {
    return { reason: "!!binary value contains invalid base64 data" };
  }
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return { value: new TextDecoder().decode(bytes) };
}
