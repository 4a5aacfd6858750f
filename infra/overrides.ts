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
 */
export function applyOverrides(terraform: Json, overrides: TerraformOverrides): void {
  for (const [address, changes] of Object.entries(overrides)) {
    const [first = "", ...rest] = address.split(".");
    const [kind, path] = first === "data" ? ["data", rest] : ["resource", [first, ...rest]];
    const resource = [kind, ...path].reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], terraform);
    if (resource !== undefined) {
      for (const [argument, value] of Object.entries(changes)) {
        set(resource as Json, argument.split("."), value);
      }
      dropEmptied(resource);
    }
  }
}

function set(target: Json, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0) {
    const inner = target[key];
    if (typeof inner !== "object" || inner === null) {
      target[key] = {};
    }
    set(target[key] as Json, rest, value);
  } else if (value === null && !Array.isArray(target)) {
    delete target[key];
  } else {
    target[key] = value;
  }
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
