import type { Place, SourceDocument } from "../reading/document.js";
import type { JsonObject } from "../reading/json.js";
import type { Resource } from "./resource.js";

/** Something written down, to be evaluated in a module. */
export interface Written {
  readonly value: unknown;
  /** Address of the module that its references are relative to; empty for the root. */
  readonly module: string;
  /** Where it stands. */
  readonly place: Place;
}

/** What a module of a stack gives names to, besides resources. */
export interface Module {
  /** `module.a.module.b["x"]`; empty for the root. */
  readonly address: string;
  readonly variables: Map<string, Written>;
  /** Variables that are declared, with or without a value that is known. */
  readonly declaredVariables: Set<string>;
  readonly locals: Map<string, Written>;
  readonly outputs: Map<string, Written>;
  /** Names of the modules that it calls. */
  readonly calls: Set<string>;
}

/** A resource as one document declares it. */
export interface Declaration extends Omit<Resource, "id" | "stack"> {
  /** Address of the module that it stands in. */
  readonly module: string;
}

/** A block of settings of a provider. */
export interface ProviderBlock {
  readonly name: string;
  readonly body: JsonObject;
  readonly place: Place;
}

/** What one document says of a stack. */
export interface StackPart {
  readonly document: SourceDocument;
  readonly declarations: readonly Declaration[];
  readonly modules: ReadonlyMap<string, Module>;
  readonly providers: readonly ProviderBlock[];
  readonly backend: Backend | undefined;
}

/** Where a stack keeps its state, or where a remote state is read from. */
export interface Backend {
  readonly type: string;
  readonly config: JsonObject;
}

/** A stack: everything that Terraform deploys together. */
export interface Stack {
  readonly name: string;
  /** Documents of its configuration; none where only a plan or state is given. */
  readonly configuration: readonly StackPart[];
  /** By address. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** What a plan or state knows of a resource, by address, where it is not all in the resource's attributes. */
  readonly known: ReadonlyMap<string, JsonObject>;
  /** Module of a resource, by address. */
  readonly moduleOf: ReadonlyMap<string, string>;
  /** By address. */
  readonly modules: ReadonlyMap<string, Module>;
  readonly providers: readonly ProviderBlock[];
  readonly backend: Backend | undefined;
}

/** A module that names nothing yet. */
export function newModule(address: string): Module {
  return {
    address,
    variables: new Map(),
    declaredVariables: new Set(),
    locals: new Map(),
    outputs: new Map(),
    calls: new Set(),
  };
}

/** The module of an address, made where it is new. */
export function moduleAt(modules: Map<string, Module>, address: string): Module {
  const found = modules.get(address) ?? newModule(address);
  modules.set(address, found);
  return found;
}
