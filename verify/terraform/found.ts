import type { Resource } from "./resource.js";
import type { Stack } from "./stack.js";

/** Where an expression stands, which decides on what its names mean. */
export interface Scope {
  readonly stack: Stack;
  /** Address of the module; empty for the root. */
  readonly module: string;
  /** Resource that holds it, which `each`, `count` and `self` are about. */
  readonly owner?: Resource;
}

/** What an expression leads to. */
export type Found =
  /** Something that is written down: text that may hold expressions of its own, a number, a list, a mapping. */
  | { readonly kind: "written"; readonly value: unknown; readonly scope: Scope }
  /** A resource as a whole. */
  | { readonly kind: "resource"; readonly resource: Resource }
  /** An attribute that only a deployment knows. */
  | { readonly kind: "attribute"; readonly resource: Resource; readonly attribute: string }
  /** Nothing: the stack does not contain what the expression names. */
  | {
      readonly kind: "missing";
      readonly expression: string;
      readonly scope: Scope;
      readonly candidates: readonly string[];
    }
  /** Something that is not evaluated. */
  | { readonly kind: "opaque"; readonly expression: string; readonly scope: Scope };

/** Something that is not evaluated. */
export function opaque(expression: string, scope: Scope): Found {
  return { kind: "opaque", expression, scope };
}
