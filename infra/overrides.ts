import { TerraformDataSource, TerraformResource, type TerraformStack } from "cdktf";
import type { TerraformOverrides } from "../model/index.js";

/** Addresses of the resources and data sources of a stack, as in its artefact: `<type>.<name>`, `data.<type>.<name>`. */
export function addressesOf(stack: TerraformStack): readonly string[] {
  return stack.node.findAll().flatMap((construct) => {
    if (construct instanceof TerraformDataSource) {
      return [`data.${construct.terraformResourceType}.${construct.friendlyUniqueId}`];
    }
    return construct instanceof TerraformResource
      ? [`${construct.terraformResourceType}.${construct.friendlyUniqueId}`]
      : [];
  });
}

/** Parsed Terraform JSON, or a part of it. */
type Json = Record<string, unknown>;

/**
 * Changes resources of a stack's Terraform JSON in place, as the description asks: each value at its path, and `null` to
 * take an argument, or an entry of a list, away. Addresses that the stack does not have are another stack's business.
 *
 * @returns paths that lead nowhere: a name where a list is, a position behind its end, an argument of a plain value
 */
export function applyOverrides(
  terraform: Json,
  overrides: TerraformOverrides,
): readonly { readonly address: string; readonly path: string }[] {
  return Object.entries(overrides).flatMap(([address, changes]) => {
    const [first = "", ...rest] = address.split(".");
    const [kind, path] = first === "data" ? ["data", rest] : ["resource", [first, ...rest]];
    const resource = [kind, ...path].reduce<unknown>((inner, key) => own(inner, key), terraform);
    if (resource === undefined) {
      return [];
    }
    const lost = Object.entries(changes).filter(([argument, value]) => !set(resource, argument.split("."), value));
    dropEmptied(resource);
    return lost.map(([argument]) => ({ address, path: argument }));
  });
}

/** Sets a value at a path; false where the path leads nowhere. */
function set(target: unknown, [key = "", ...rest]: readonly string[], value: unknown): boolean {
  if (typeof target !== "object" || target === null) {
    return false;
  }
  if (Array.isArray(target) && !(/^\d+$/.test(key) && Number(key) <= target.length)) {
    return false;
  }
  const place = target as Json;
  if (rest.length > 0) {
    if (own(place, key) === undefined) {
      if (value === null) {
        return true; // nothing there to take away
      }
      place[key] = {};
    }
    return set(place[key], rest, value);
  }
  if (value === null && !Array.isArray(target)) {
    delete place[key];
  } else {
    place[key] = value;
  }
  return true;
}

/** Takes out of lists what was set to null, once every path has found its entry. */
function dropEmptied(value: unknown): void {
  if (typeof value !== "object" || value === null) {
    return;
  }
  Object.values(value).forEach(dropEmptied);
  if (Array.isArray(value)) {
    value.splice(0, value.length, ...value.filter((entry) => entry !== null));
  }
}

function own(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Json)[key] : undefined;
}
