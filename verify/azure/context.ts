import { Evaluator } from "../terraform/evaluator.js";
import type { Resource } from "../terraform/resource.js";
import type { Stack } from "../terraform/stack.js";
import type { Value } from "../terraform/value.js";

/** What the Azure half is read from. */
export class Context {
  readonly stacks: readonly Stack[];
  readonly resources: readonly Resource[];
  readonly evaluator: Evaluator;
  private readonly byType = new Map<string, Resource[]>();
  private readonly sameAs: ReadonlyMap<Resource, Resource>;

  constructor(stacks: readonly Stack[]) {
    this.stacks = stacks;
    this.resources = stacks.flatMap((stack) => [...stack.resources.values()]);
    for (const resource of this.resources) {
      const alike = this.byType.get(resource.type) ?? [];
      alike.push(resource);
      this.byType.set(resource.type, alike);
    }
    this.sameAs = this.lookedUp(new Evaluator(stacks));
    this.evaluator = new Evaluator(stacks, this.sameAs);
  }

  /** The resources of some types, of all stacks, in the order of the types. */
  ofType(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The same without data sources that look up a resource of another stack among the artefacts. */
  distinct(...types: readonly string[]): readonly Resource[] {
    return this.ofType(...types).filter((resource) => !this.sameAs.has(resource));
  }

  /** What an argument comes to, by the first of its names that is there. */
  first(resource: Resource, ...names: readonly string[]): { readonly name: string; readonly value: Value } | undefined {
    for (const name of names) {
      const value = this.evaluator.valueOf(resource, [name]);
      if (value !== undefined) {
        return { name, value };
      }
    }
    return undefined;
  }

  /** The text of an argument, where it is known. */
  knownText(resource: Resource, ...path: readonly (string | number)[]): string | undefined {
    const value = this.evaluator.valueOf(resource, path);
    return value?.known === true ? value.text : undefined;
  }

  /** Data sources, each with the resource that it looks up: of the same type, name and resource group. */
  private lookedUp(evaluator: Evaluator): ReadonlyMap<Resource, Resource> {
    const same = new Map<Resource, Resource>();
    for (const [type, names] of TOLD_APART_BY) {
      const keyOf = (resource: Resource): string | undefined => {
        const values = names.map((name) => evaluator.valueOf(resource, [name]));
        return values.every((value) => value?.known)
          ? JSON.stringify(values.map((value) => value?.text.toLowerCase()))
          : undefined;
      };
      const all = this.ofType(type);
      const existing = all.filter((resource) => resource.existing);
      const managed = existing.length === 0 ? [] : all.filter((resource) => !resource.existing);
      const byKey = new Map(managed.map((resource) => [keyOf(resource), resource]));
      for (const resource of existing) {
        const key = keyOf(resource);
        const made = key === undefined ? undefined : byKey.get(key);
        if (made !== undefined) {
          same.set(resource, made);
        }
      }
    }
    return same;
  }
}

/** Arguments that tell one thing from all others of its type. A vault's name is its own everywhere. */
const TOLD_APART_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ["azurerm_key_vault", ["name"]],
  ["azurerm_user_assigned_identity", ["name", "resource_group_name"]],
  ["azurerm_kubernetes_cluster", ["name", "resource_group_name"]],
]);

/** Texts that Azure takes for the same become the same; what is not known stays as it is. */
export function comparable(value: Value): string {
  return value.known ? value.text.toLowerCase() : value.text;
}

/** The parts of a resource that each thing made of it has too. */
export function thingOf({ id, place, construct }: Resource): Pick<Resource, "id" | "place" | "construct"> {
  return { id, place, construct };
}
