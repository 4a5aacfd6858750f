import type { Step } from "../reading/document.js";
import { field, isObject } from "../reading/json.js";
import { Candidates } from "./candidates.js";
import { withoutEachKey } from "./each-key.js";
import { type Found, opaque, type Scope } from "./found.js";
import { providerSetting } from "./provider-setting.js";
import { RemoteStates } from "./remote-state.js";
import type { Resource } from "./resource.js";
import type { Module, Stack } from "./stack.js";
import { withoutKey } from "./stacks.js";
import { partsOf } from "./template.js";
import { OWN_ROOTS, type Traversal, traversalOf, written, writtenTraversal } from "./traversal.js";

/** How many references are followed one after the other; whoever writes more hides something. */
const MOST_FOLLOWED = 200;

/** Finds out what expressions lead to. Each is followed once. */
export class Finder {
  private readonly stacks: ReadonlyMap<string, Stack>;
  private readonly remoteStates: RemoteStates;
  private readonly followed = new Map<string, Found>();
  private readonly candidates = new Candidates();
  private readonly scopes = new Map<Resource, Scope>();
  private readonly instances = new Map<Stack, ReadonlySet<string>>();
  private readonly sameAs: ReadonlyMap<Resource, Resource>;
  private depth = 0;

  /** @param sameAs resources that data sources look up and that are among the artefacts */
  constructor(stacks: readonly Stack[], sameAs: ReadonlyMap<Resource, Resource> = new Map()) {
    this.stacks = new Map(stacks.map((stack) => [stack.name, stack]));
    this.remoteStates = new RemoteStates(stacks);
    this.sameAs = sameAs;
  }

  /** What something written leads to: itself, unless it is one reference and nothing else. */
  find(value: unknown, scope: Scope): Found {
    const here: Found = { kind: "written", value, scope };
    if (typeof value !== "string" || !value.startsWith("${")) {
      return here;
    }
    const [first, ...others] = partsOf(value);
    if (first === undefined || others.length > 0 || !("expression" in first)) {
      return here;
    }
    const traversal = traversalOf(withoutEachKey(first.expression, scope));
    return traversal === undefined ? opaque(first.expression, scope) : this.follow(traversal, scope);
  }

  /** What a reference leads to. */
  follow(traversal: Traversal, scope: Scope): Found {
    const expression = writtenTraversal(traversal);
    if (OWN_ROOTS.has(traversal[0])) {
      return opaque(expression, scope);
    }
    const key = `${scope.stack.name}\n${scope.module}\n${expression}`;
    const before = this.followed.get(key);
    if (before !== undefined) {
      return before;
    }
    const open = opaque(expression, scope);
    if (this.depth >= MOST_FOLLOWED) {
      return open;
    }
    // Whoever comes here again before it is found goes round in a circle.
    this.followed.set(key, open);
    this.depth += 1;
    const found = this.lookUp(traversal, scope) ?? open;
    this.depth -= 1;
    this.followed.set(key, found);
    return found;
  }

  /** What an argument or attribute of a resource leads to; undefined where it is not written down. */
  argument(resource: Resource, steps: readonly Step[]): Found | undefined {
    const scope = this.scopeOf(resource);
    return scope && this.into({ kind: "written", value: resource.attributes, scope }, steps);
  }

  /** What a plan or state knows of an attribute, where the configuration is in its place. */
  known(resource: Resource, steps: readonly Step[]): Found | undefined {
    const scope = this.scopeOf(resource);
    const value = scope?.stack.known.get(resource.address);
    return scope && value && this.into({ kind: "written", value, scope }, steps);
  }

  /** What expressions of a resource are evaluated in. */
  scopeOf(resource: Resource): Scope | undefined {
    const before = this.scopes.get(resource);
    if (before !== undefined) {
      return before;
    }
    const stack = this.stacks.get(resource.stack);
    if (stack === undefined) {
      return undefined;
    }
    const scope = { stack, module: stack.moduleOf.get(resource.address) ?? "", owner: resource };
    this.scopes.set(resource, scope);
    return scope;
  }

  /** What stands further in; undefined where nothing does. */
  into(found: Found, steps: readonly Step[]): Found | undefined {
    let current = found.kind === "written" ? this.find(found.value, found.scope) : found;
    let index = 0;
    for (const step of steps) {
      if (current.kind !== "written") {
        return this.beyond(current, steps.slice(index));
      }
      index += 1;
      const next = entered(current.value, step);
      if (next === undefined) {
        return undefined;
      }
      // The one block of a name may be written as an object, and is a list to whoever refers to it.
      current = next === current.value ? current : this.find(next, current.scope);
    }
    return current;
  }

  private beyond(found: Exclude<Found, { kind: "written" }>, steps: readonly Step[]): Found {
    switch (found.kind) {
      case "resource":
        return this.attribute(found.resource, steps);
      case "attribute":
        return { ...found, attribute: found.attribute + written(steps) };
      case "opaque":
        return opaque(found.expression + written(steps), found.scope);
      case "missing":
        return found;
    }
  }

  private lookUp([root, ...steps]: Traversal, scope: Scope): Found | undefined {
    const module = scope.stack.modules.get(scope.module);
    const [name, ...rest] = steps;
    if (module === undefined || typeof name !== "string") {
      return undefined;
    }
    switch (root) {
      case "local":
        return this.named(module, root, name, rest, scope);
      case "var":
        return this.named(module, root, name, rest, scope);
      case "module":
        return this.ofModule(module, name, rest, scope);
      case "resource":
        return typeof rest[0] === "string" ? this.ofResource(`${name}.${rest[0]}`, rest.slice(1), scope) : undefined;
      case "data":
        return typeof rest[0] === "string" ? this.ofData(name, rest[0], rest.slice(1), scope) : undefined;
      case "path":
      case "terraform":
      case "ephemeral":
        return undefined;
      default:
        return this.ofResource(`${root}.${name}`, rest, scope);
    }
  }

  private named(
    module: Module,
    kind: "var" | "local",
    name: string,
    rest: readonly Step[],
    scope: Scope,
  ): Found | undefined {
    const found = (kind === "var" ? module.variables : module.locals).get(name);
    if (found !== undefined) {
      const { value, module: home } = found;
      return this.into({ kind: "written", value, scope: { stack: scope.stack, module: home } }, rest);
    }
    return kind === "var" && module.declaredVariables.has(name)
      ? undefined
      : missing(`${kind}.${name}`, scope, this.candidates.names(module, kind));
  }

  private ofModule(module: Module, name: string, steps: readonly Step[], scope: Scope): Found | undefined {
    if (!module.calls.has(name)) {
      return missing(`module.${name}`, scope, this.candidates.names(module, "module"));
    }
    const prefix = module.address === "" ? "" : `${module.address}.`;
    const plain = scope.stack.modules.get(`${prefix}module.${name}`);
    const [key, ...others] = steps;
    const called = plain ?? scope.stack.modules.get(`${prefix}module.${name}[${JSON.stringify(key)}]`);
    const [output, ...rest] = plain === undefined ? others : steps;
    const found = typeof output === "string" ? called?.outputs.get(output) : undefined;
    return (
      found &&
      this.into({ kind: "written", value: found.value, scope: { stack: scope.stack, module: found.module } }, rest)
    );
  }

  private ofData(type: string, name: string, steps: readonly Step[], scope: Scope): Found | undefined {
    const address = `data.${type}.${name}`;
    const [outputs, output, ...rest] = steps;
    if (type === "terraform_remote_state" && outputs === "outputs" && typeof output === "string") {
      const remote = scope.stack.resources.get(prefixed(scope.module, address));
      const stack = remote && this.remoteStates.stackOf(remote, output);
      if (remote !== undefined && stack !== undefined) {
        return this.ofRemoteState(remote, stack, [output, ...rest], scope);
      }
    }
    return this.ofResource(address, steps, scope);
  }

  private ofRemoteState(remote: Resource, stack: Stack, [output, ...rest]: Traversal, scope: Scope): Found | undefined {
    if (Object.hasOwn(remote.attributes, "defaults")) {
      return undefined;
    }
    const outputs = `${remote.address}.outputs`;
    const root = stack.modules.get("");
    const found = root?.outputs.get(output);
    if (root === undefined || found === undefined) {
      return missing(
        outputs + written([output]),
        scope,
        root === undefined ? [] : this.candidates.names(root, "output"),
      );
    }
    let current: Found = this.find(found.value, { stack, module: found.module });
    for (const [index, step] of rest.entries()) {
      const next = this.into(current, [step]);
      if (next === undefined) {
        // Of what a plan does not know the shape is not known either.
        const path = [output, ...rest.slice(0, index + 1)];
        return found.value === undefined ? undefined : missing(outputs + written(path), scope, keysOf(current));
      }
      current = next;
    }
    return current;
  }

  private ofResource(own: string, steps: readonly Step[], scope: Scope): Found | undefined {
    const { stack, module } = scope;
    const address = prefixed(module, own);
    const [key, ...rest] = steps;
    const instance = key === undefined ? undefined : stack.resources.get(`${address}[${JSON.stringify(key)}]`);
    if (instance !== undefined) {
      return this.attribute(instance, rest);
    }
    const resource = stack.resources.get(address);
    if (resource !== undefined) {
      // A configuration has one resource for all of its instances.
      const keyed = typeof key === "number" || Object.hasOwn(resource.attributes, "for_each");
      return this.attribute(resource, keyed ? rest : steps);
    }
    if (this.instancesIn(stack).has(address)) {
      return undefined;
    }
    const type = own.slice(0, own.lastIndexOf("."));
    return missing(own, scope, this.candidates.resources(stack, type));
  }

  private instancesIn(stack: Stack): ReadonlySet<string> {
    const found = this.instances.get(stack) ?? new Set([...stack.resources.keys()].map(withoutKey));
    this.instances.set(stack, found);
    return found;
  }

  private ofProvider(resource: Resource, [name]: readonly Step[]): Found | undefined {
    const stack = this.stacks.get(resource.stack);
    const value = stack && typeof name === "string" ? providerSetting(stack, resource, name) : undefined;
    return stack && value !== undefined ? this.find(value, { stack, module: "" }) : undefined;
  }

  private attribute(resource: Resource, steps: readonly Step[]): Found {
    const [name, ...rest] = steps;
    if (name === undefined) {
      return { kind: "resource", resource };
    }
    // What azuread called it before version 3.
    const renamed = name === "application_id" && RENAMED_IN.has(resource.type) ? "client_id" : name;
    const path = [renamed, ...rest];
    const argument = this.argument(resource, path) ?? (renamed === name ? undefined : this.argument(resource, steps));
    if (argument !== undefined && argument.kind !== "opaque") {
      return argument;
    }
    const same = this.sameAs.get(resource);
    const found = this.known(resource, path) ?? argument ?? this.ofProvider(resource, path);
    if (found !== undefined) {
      return found;
    }
    return same === undefined
      ? { kind: "attribute", resource, attribute: written(path).slice(1) }
      : this.attribute(same, path);
  }
}

const RENAMED_IN = new Set(["azuread_application", "azuread_service_principal"]);

function entered(value: unknown, step: Step): unknown {
  if (!Array.isArray(value)) {
    return field(value, String(step)) ?? (step === 0 && isObject(value) ? value : undefined);
  }
  if (typeof step === "number") {
    return (value as readonly unknown[])[step] ?? undefined;
  }
  return value.length === 1 ? (field(value[0], step) ?? undefined) : undefined;
}

function missing(expression: string, scope: Scope, candidates: readonly string[]): Found | undefined {
  // A plan or state holds only a part of what its configuration names.
  const judged = scope.stack.configuration.length > 0 && scope.module === "";
  return judged ? { kind: "missing", expression, scope, candidates } : undefined;
}

function keysOf(found: Found): readonly string[] {
  return found.kind === "written" && isObject(found.value) ? Object.keys(found.value) : [];
}

function prefixed(module: string, address: string): string {
  return module === "" ? address : `${module}.${address}`;
}
