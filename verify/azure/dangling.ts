import type { Step } from "../reading/document.js";
import { isObject } from "../reading/json.js";
import { DEEPEST } from "../reading/limits.js";
import type { Scope } from "../terraform/found.js";
import { mentionsIn, mentionsInExpression } from "../terraform/mentions.js";
import type { Stack } from "../terraform/stack.js";
import type { Traversal } from "../terraform/traversal.js";
import type { Thing } from "../thing.js";
import { type Context, thingOf } from "./context.js";
import type { DanglingReference } from "./types.js";

/** References of configurations to what their stacks do not contain. Every string is read once. */
export function danglingIn(context: Context): readonly DanglingReference[] {
  return context.stacks.flatMap((stack) => {
    const found: DanglingReference[] = [];
    for (const { on, value, path, scope } of holdersIn(context, stack)) {
      eachText(value, path, (text, at) => {
        const bare = at.at(-2) === "depends_on" && !text.includes("${");
        for (const traversal of bare ? mentionsInExpression(text) : mentionsIn(text)) {
          found.push(...danglingOne(context, traversal, scope, on, at));
        }
      });
    }
    return found;
  });
}

/** Something that holds references. */
interface Holder {
  readonly on: Thing;
  readonly value: unknown;
  /** Path of the value inside of the thing. */
  readonly path: readonly Step[];
  readonly scope: Scope;
}

function holdersIn(context: Context, stack: Stack): readonly Holder[] {
  const prefix = context.stacks.length > 1 ? `${stack.name}: ` : "";
  const scope: Scope = { stack, module: "" };
  return stack.configuration.flatMap(({ declarations, modules, providers }) => {
    const resources = declarations.flatMap(({ address, attributes, place }): Holder[] => {
      const resource = stack.resources.get(address);
      return resource === undefined
        ? []
        : [{ on: { ...thingOf(resource), place }, value: attributes, path: [], scope }];
    });
    const root = modules.get("");
    const named = [
      ...[...(root?.outputs ?? [])].map(([name, written]) => ({ id: `output.${name}`, written })),
      ...[...(root?.locals ?? [])].map(([name, written]) => ({ id: `local.${name}`, written })),
    ].map(
      ({ id, written }): Holder => ({
        on: { id: prefix + id, place: written.place },
        value: written.value,
        path: [],
        scope,
      }),
    );
    const configured = providers.map(
      ({ name, body, place }): Holder => ({
        on: { id: `${prefix}provider.${name}`, place },
        value: body,
        path: [],
        scope,
      }),
    );
    return [...resources, ...named, ...configured];
  });
}

function danglingOne(
  { evaluator }: Context,
  traversal: Traversal,
  scope: Scope,
  on: Thing,
  at: readonly Step[],
): readonly DanglingReference[] {
  const found = evaluator.finder.follow(traversal, scope);
  if (found.kind !== "missing" || found.scope.stack !== scope.stack) {
    return [];
  }
  return [{ on, at, reference: found.expression, candidates: found.candidates }];
}

/** Visits each text in a value: also keys, which may hold expressions; comments not. */
function eachText(value: unknown, path: readonly Step[], visit: (text: string, at: readonly Step[]) => void): void {
  if (typeof value === "string") {
    visit(value, path);
  } else if (path.length > DEEPEST) {
    return;
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      eachText(item, [...path, index], visit);
    }
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (key !== "//") {
        if (key.includes("${")) {
          visit(key, [...path, key]);
        }
        eachText(inner, [...path, key], visit);
      }
    }
  }
}
