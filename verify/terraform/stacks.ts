import type { SourceDocument } from "../reading/document.js";
import type { JsonObject } from "../reading/json.js";
import { type Group, grouped } from "./grouping.js";
import type { Resource } from "./resource.js";
import { type Declaration, type Module, moduleAt, type Stack, type StackPart } from "./stack.js";

/** Reads the stacks among some documents; documents that are no Terraform are passed over. */
export function readStacks(documents: readonly SourceDocument[]): readonly Stack[] {
  const groups = grouped(documents);
  return groups.map((group) => stackOf(group, groups.length > 1));
}

function stackOf({ name, configuration, shown }: Group, oneOfSeveral: boolean): Stack {
  const known = new Map<string, JsonObject>();
  const moduleOf = new Map<string, string>();
  const declared = new Map<string, Declaration>();
  const instances = instancesIn(shown);
  for (const declaration of configuration.flatMap(({ declarations }) => declarations)) {
    // Where a state has the instances of a resource, they stand for it.
    if (!declared.has(declaration.address) && !instances.has(declaration.address)) {
      declared.set(declaration.address, declaration);
    }
  }
  for (const declaration of shown.flatMap(({ declarations }) => declarations)) {
    const { address, attributes } = declaration;
    const before = declared.get(address);
    if (before === undefined) {
      declared.set(address, declaration);
    } else {
      declared.set(address, { ...before, attributes: { ...attributes, ...withoutNull(before.attributes) } });
      known.set(address, { ...attributes, ...known.get(address) });
    }
  }
  const resources = new Map<string, Resource>();
  for (const { module, ...declaration } of declared.values()) {
    const id = oneOfSeveral ? `${name}: ${declaration.address}` : declaration.address;
    resources.set(declaration.address, { ...declaration, id, stack: name });
    moduleOf.set(declaration.address, module);
  }
  const parts = [...configuration, ...shown];
  return {
    name,
    configuration,
    resources,
    known,
    moduleOf,
    modules: mergedModules(parts),
    providers: parts.flatMap(({ providers }) => providers),
    backend: parts.find(({ backend }) => backend !== undefined)?.backend,
  };
}

/** Addresses of resources, as a configuration knows them, that are there several times or under a key. */
function instancesIn(shown: readonly StackPart[]): ReadonlySet<string> {
  const addresses = shown.flatMap(({ declarations }) => declarations.map(({ address }) => address));
  return new Set(addresses.flatMap((address) => (address.endsWith("]") ? [withoutKey(address)] : [])));
}

/** Address of a resource without the key of its instance. */
export function withoutKey(address: string): string {
  if (!address.endsWith("]")) {
    return address;
  }
  // A key is quoted text, in which anything may stand, or a number.
  const opening = address.endsWith('"]') ? address.lastIndexOf('["') : address.lastIndexOf("[");
  return opening < 0 ? address : address.slice(0, opening);
}

function withoutNull(attributes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

/** Of locals and outputs the first document decides: configurations, with their expressions, come first. */
function mergedModules(parts: readonly StackPart[]): ReadonlyMap<string, Module> {
  const merged = new Map<string, Module>();
  moduleAt(merged, "");
  for (const [address, part] of parts.flatMap(({ modules }) => [...modules])) {
    const module = moduleAt(merged, address);
    for (const [name, value] of part.variables) {
      // A plan knows with what a variable is set, a configuration only its default.
      module.variables.set(name, value);
    }
    for (const [from, to] of [
      [part.locals, module.locals],
      [part.outputs, module.outputs],
    ] as const) {
      for (const [name, value] of from) {
        if (!to.has(name)) {
          to.set(name, value);
        }
      }
    }
    for (const name of part.declaredVariables) {
      module.declaredVariables.add(name);
    }
    for (const name of part.calls) {
      module.calls.add(name);
    }
  }
  return merged;
}
