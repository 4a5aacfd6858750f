import { inside, type Place, type SourceDocument, type Step } from "../reading/document.js";
import { field, isObject, type JsonObject, listIn, objectIn, textIn } from "../reading/json.js";
import { DEEPEST } from "../reading/limits.js";
import { asWritten, fieldsAsWritten } from "./literal.js";
import { completed, writtenExpression } from "./plan-expressions.js";
import { type Declaration, type Module, moduleAt, type StackPart } from "./stack.js";
import { traversalOf } from "./traversal.js";

/**
 * Reads what `terraform show -json` prints of a plan or a state.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function readShown(document: SourceDocument): StackPart {
  const { value } = document;
  const top: Place = { document, path: [] };
  const modules = new Map<string, Module>();
  const configuration = objectIn(value, "configuration", "root_module");
  readRoot(value, configuration, top, moduleAt(modules, ""));
  const reader = new Reader(top, modules);
  for (const path of [["values"], ["planned_values"], ["prior_state", "values"]]) {
    // What a plan read before it began; of managed resources the planned values tell more.
    const onlyData = path.length > 1;
    reader.module(field(value, ...path, "root_module"), [...path, "root_module"], configuration, "", onlyData);
  }
  return { document, declarations: reader.declarations, modules, providers: [], backend: undefined };
}

/** Variables and outputs of the root: values where they are known, expressions elsewhere. */
function readRoot(value: unknown, configuration: JsonObject, top: Place, root: Module): void {
  for (const [name, given] of Object.entries(objectIn(value, "variables"))) {
    const place = inside(top, "variables", name, "value");
    root.declaredVariables.add(name);
    root.variables.set(name, { value: asWritten(field(given, "value")), module: "", place });
  }
  readOutputs(configuration, root, inside(top, "configuration", "root_module"));
  for (const from of ["values", "planned_values"]) {
    for (const [name, output] of Object.entries(objectIn(value, from, "outputs"))) {
      const known = field(output, "value");
      if (known !== undefined && known !== null) {
        const place = inside(top, from, "outputs", name, "value");
        root.outputs.set(name, { value: asWritten(known), module: "", place });
      }
    }
  }
}

function readOutputs(configuration: JsonObject, module: Module, place: Place): void {
  for (const [name, output] of Object.entries(objectIn(configuration, "outputs"))) {
    const value = writtenExpression(name, field(output, "expression"));
    module.outputs.set(name, { value, module: module.address, place: inside(place, "outputs", name, "expression") });
  }
}

class Reader {
  readonly declarations: Declaration[] = [];
  private readonly top: Place;
  private readonly modules: Map<string, Module>;

  constructor(top: Place, modules: Map<string, Module>) {
    this.top = top;
    this.modules = modules;
  }

  module(
    shown: unknown,
    path: readonly Step[],
    configuration: JsonObject,
    address: string,
    onlyData: boolean,
    depth = 0,
  ): void {
    const expressions = expressionsIn(configuration);
    listIn(shown, "resources").forEach((resource, index) => {
      if (!onlyData || textIn(resource, "mode") === "data") {
        this.resource(resource, [...path, "resources", index], expressions, address);
      }
    });
    if (depth === DEEPEST) {
      return;
    }
    listIn(shown, "child_modules").forEach((child, index) => {
      const called = textIn(child, "address") ?? "";
      const name = calledName(called);
      const call = objectIn(configuration, "module_calls", name);
      this.call(name, called, call, address);
      const inner = objectIn(call, "module");
      this.module(child, [...path, "child_modules", index], inner, called, onlyData, depth + 1);
    });
  }

  private resource(
    resource: unknown,
    path: readonly Step[],
    expressions: ReadonlyMap<string, JsonObject>,
    module: string,
  ): void {
    const type = textIn(resource, "type");
    const name = textIn(resource, "name");
    if (type === undefined || name === undefined) {
      return;
    }
    const existing = textIn(resource, "mode") === "data";
    const own = `${existing ? "data." : ""}${type}.${name}`;
    this.declarations.push({
      address: textIn(resource, "address") ?? own,
      existing,
      type,
      name,
      attributes: completed(fieldsAsWritten(objectIn(resource, "values")), expressions.get(own) ?? {}),
      place: inside(this.top, ...path, "values"),
      module,
    });
  }

  /** What a module is called with, and what it gives back. */
  private call(name: string, address: string, call: JsonObject, caller: string): void {
    moduleAt(this.modules, caller).calls.add(name);
    const module = moduleAt(this.modules, address);
    const place = inside(this.top, "configuration", "root_module");
    for (const [variable, expression] of Object.entries(objectIn(call, "expressions"))) {
      const value = writtenExpression(variable, expression);
      if (value !== undefined) {
        module.variables.set(variable, { value, module: caller, place });
      }
    }
    const inner = objectIn(call, "module");
    for (const [variable, declared] of Object.entries(objectIn(inner, "variables"))) {
      module.declaredVariables.add(variable);
      const value = asWritten(field(declared, "default"));
      if (!module.variables.has(variable) && value !== undefined && value !== null) {
        module.variables.set(variable, { value, module: address, place });
      }
    }
    readOutputs(inner, module, place);
  }
}

function expressionsIn(configuration: JsonObject): ReadonlyMap<string, JsonObject> {
  return new Map(
    listIn(configuration, "resources").flatMap((resource): [string, JsonObject][] => {
      const address = textIn(resource, "address");
      const expressions = field(resource, "expressions");
      return address !== undefined && isObject(expressions) ? [[address, expressions]] : [];
    }),
  );
}

/** Name of the module that an address ends in. */
function calledName(address: string): string {
  const steps = traversalOf(address) ?? [""];
  const named = steps.lastIndexOf("module") + 1;
  const name = steps[named];
  return typeof name === "string" ? name : "";
}
