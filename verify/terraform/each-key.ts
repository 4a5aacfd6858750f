import type { Scope } from "./found.js";
import type { Resource } from "./resource.js";

/** `<type>.<name>[each.key]`, of a resource or data source, and what stands behind it. */
const EACH_KEY = /^((?:data\.)?[\w-]+\.[\w-]+)\[ *each\.key *\](.*)$/s;

/**
 * An expression without `each.key`, where it names the instance of a resource that has the same key: both are made for each
 * of the same things. In a configuration, which has one resource for all of its instances, any key means that one.
 */
export function withoutEachKey(expression: string, { stack, module, owner }: Scope): string {
  const [, own, rest] = owner !== undefined && expression.includes("each.key") ? (EACH_KEY.exec(expression) ?? []) : [];
  if (owner === undefined || own === undefined || rest === undefined) {
    return expression;
  }
  const address = module === "" ? own : `${module}.${own}`;
  const key = keyOf(owner.address);
  if (key !== undefined && stack.resources.has(address + key)) {
    return own + key + rest;
  }
  const named = stack.resources.get(address);
  return named !== undefined && haveSameKeys(owner, named) ? `${own}[0]${rest}` : expression;
}

/** Whether one resource is made for each of the same things as another, or for each instance of it. */
export function haveSameKeys(one: Resource, other: Resource): boolean {
  const [given, named] = [one.attributes.for_each, other.attributes.for_each];
  if (given === undefined || named === undefined) {
    return false;
  }
  return given === `\${${other.address}}` || JSON.stringify(given) === JSON.stringify(named);
}

/** The key of an instance, with its brackets, as an address of a plan or state ends with it. */
function keyOf(address: string): string | undefined {
  const start = address.endsWith('"]') ? address.lastIndexOf('["') : -1;
  return start < 0 ? undefined : address.slice(start);
}
