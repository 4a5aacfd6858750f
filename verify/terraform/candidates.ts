import type { Module, Stack } from "./stack.js";

/** What a stack contains of a kind. Each list is made once: a stack may refer a thousand times to what is not there. */
export class Candidates {
  private readonly lists = new Map<object, Map<string, readonly string[]>>();

  /** Addresses of a type, as `data.azurerm_key_vault`; of every type where there is none. */
  resources(stack: Stack, type: string): readonly string[] {
    const byType = this.listed(stack, () => addressesByType(stack));
    return byType.get(type) ?? byType.get(EVERY) ?? [];
  }

  /** What a module gives a name to. */
  names(module: Module, kind: "var" | "local" | "module" | "output"): readonly string[] {
    return this.listed(module, () => namesByKind(module)).get(kind) ?? [];
  }

  private listed(of: object, make: () => Map<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
    const lists = this.lists.get(of) ?? make();
    this.lists.set(of, lists);
    return lists;
  }
}

/** No type is spelt so. */
const EVERY = "";

function addressesByType(stack: Stack): Map<string, readonly string[]> {
  const lists = new Map<string, string[]>([[EVERY, []]]);
  for (const { address, type, existing } of stack.resources.values()) {
    for (const key of [EVERY, existing ? `data.${type}` : type]) {
      const list = lists.get(key) ?? [];
      list.push(address);
      lists.set(key, list);
    }
  }
  return lists;
}

function namesByKind({ declaredVariables, locals, calls, outputs }: Module): Map<string, readonly string[]> {
  return new Map([
    ["var", [...declaredVariables].map((name) => `var.${name}`)],
    ["local", [...locals.keys()].map((name) => `local.${name}`)],
    ["module", [...calls].map((name) => `module.${name}`)],
    ["output", [...outputs.keys()]],
  ]);
}
