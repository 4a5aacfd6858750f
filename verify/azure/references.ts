import type { Step } from "../reading/document.js";
import { isObject, textIn } from "../reading/json.js";
import { DEEPEST } from "../reading/limits.js";
import { labelledBlocks } from "../terraform/blocks.js";
import type { Scope } from "../terraform/found.js";
import { mentionsIn, mentionsInExpression } from "../terraform/mentions.js";
import type { Stack } from "../terraform/stack.js";
import type { Traversal } from "../terraform/traversal.js";
import type { Thing } from "../thing.js";
import { type Context, thingOf } from "./context.js";
import type { AttributeReference } from "./types.js";

/** A reference as somebody wrote it. */
export interface WrittenReference {
  /** The resource, output, local value or provider that refers. */
  readonly on: Thing;
  readonly at: readonly Step[];
  readonly traversal: Traversal;
  readonly scope: Scope;
}

/** Every reference in the configurations of the stacks. Every string is read once. */
export function referencesIn(context: Context): readonly WrittenReference[] {
  return context.stacks.flatMap((stack) => {
    const scope: Scope = { stack, module: "" };
    const found: WrittenReference[] = [];
    for (const { on, value } of holdersIn(context, stack)) {
      let bound: ReadonlySet<string> | undefined;
      eachText(value, [], (text, at) => {
        const bare = at.at(-2) === "depends_on" && !text.includes("${");
        for (const traversal of bare ? mentionsInExpression(text) : mentionsIn(text)) {
          if (at.includes("dynamic")) {
            bound ??= namesBoundIn(value);
            if (bound.has(traversal[0])) {
              continue;
            }
          }
          // The path is the walker's own, which goes on with it.
          found.push({ on, at: [...at], traversal, scope });
        }
      });
    }
    return found;
  });
}

/** Those of them that name an attribute of a resource of their own stack. */
export function attributeReferencesIn(references: readonly WrittenReference[]): readonly AttributeReference[] {
  return references.flatMap(({ on, at, traversal: [root, ...steps], scope }) => {
    const [type, name, ...rest] = root === "data" || root === "resource" ? steps : [root, ...steps];
    if (typeof type !== "string" || typeof name !== "string") {
      return [];
    }
    const address = `${root === "data" ? "data." : ""}${type}.${name}`;
    const resource = scope.stack.resources.get(address);
    if (resource === undefined) {
      return [];
    }
    const [first, ...inner] = rest;
    const keyed = typeof first === "number" || Object.hasOwn(resource.attributes, "for_each");
    const path = keyed ? inner : rest;
    return path.length === 0 ? [] : [{ on, at, resource, path }];
  });
}

/** Something that holds references. */
interface Holder {
  readonly on: Thing;
  readonly value: unknown;
}

function holdersIn(context: Context, stack: Stack): readonly Holder[] {
  const prefix = context.stacks.length > 1 ? `${stack.name}: ` : "";
  return stack.configuration.flatMap(({ declarations, modules, providers }) => {
    const resources = declarations.flatMap(({ address, attributes, place }): Holder[] => {
      const resource = stack.resources.get(address);
      return resource === undefined ? [] : [{ on: { ...thingOf(resource), place }, value: attributes }];
    });
    const root = modules.get("");
    const named = [
      ...[...(root?.outputs ?? [])].map(([name, written]) => ({ id: `output.${name}`, written })),
      ...[...(root?.locals ?? [])].map(([name, written]) => ({ id: `local.${name}`, written })),
    ].map(({ id, written }): Holder => ({ on: { id: prefix + id, place: written.place }, value: written.value }));
    const configured = providers.map(
      ({ name, body, place }): Holder => ({ on: { id: `${prefix}provider.${name}`, place }, value: body }),
    );
    return [...resources, ...named, ...configured];
  });
}

/**
 * Names that `dynamic` blocks give to what they go through: the label of the block, or its `iterator`.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
 */
function namesBoundIn(value: unknown, depth = 0): ReadonlySet<string> {
  const names = new Set<string>();
  const inner = depth > DEEPEST ? [] : Array.isArray(value) ? value.entries() : Object.entries(objectOrEmpty(value));
  for (const [key, held] of inner) {
    for (const block of key === "dynamic" ? labelledBlocks(held) : []) {
      names.add(textIn(block.body, "iterator") ?? block.label);
    }
    if (typeof held === "object" && held !== null) {
      for (const name of namesBoundIn(held, depth + 1)) {
        names.add(name);
      }
    }
  }
  return names;
}

function objectOrEmpty(value: unknown): object {
  return isObject(value) ? value : {};
}

/** Visits each text in a value: also keys, which may hold expressions; comments not. */
function eachText(value: unknown, path: Step[], visit: (text: string, at: readonly Step[]) => void): void {
  if (typeof value === "string") {
    visit(value, path);
  } else if (path.length > DEEPEST) {
    return;
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      path.push(index);
      eachText(item, path, visit);
      path.pop();
    }
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (key !== "//") {
        path.push(key);
        if (key.includes("${")) {
          visit(key, path);
        }
        eachText(inner, path, visit);
        path.pop();
      }
    }
  }
}
