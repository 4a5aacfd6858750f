import { inside, type Place, type SourceDocument } from "../reading/document.js";
import { field, listIn, objectIn, textIn } from "../reading/json.js";
import { asWritten, fieldsAsWritten } from "./literal.js";
import { type Declaration, type Module, moduleAt, type StackPart } from "./stack.js";

/** Reads a state file itself, version 4: what a backend keeps. */
export function readRawState(document: SourceDocument): StackPart {
  const top: Place = { document, path: [] };
  const modules = new Map<string, Module>();
  const root = moduleAt(modules, "");
  for (const [name, output] of Object.entries(objectIn(document.value, "outputs"))) {
    const place = inside(top, "outputs", name, "value");
    root.outputs.set(name, { value: asWritten(field(output, "value")), module: "", place });
  }
  const declarations = listIn(document.value, "resources").flatMap((resource, index) =>
    instancesOf(resource, inside(top, "resources", index)),
  );
  for (const { module } of declarations) {
    moduleAt(modules, module);
  }
  return { document, declarations, modules, providers: [], backend: undefined };
}

function instancesOf(resource: unknown, place: Place): readonly Declaration[] {
  const type = textIn(resource, "type");
  const name = textIn(resource, "name");
  if (type === undefined || name === undefined) {
    return [];
  }
  const existing = textIn(resource, "mode") === "data";
  const module = textIn(resource, "module") ?? "";
  const own = `${module === "" ? "" : `${module}.`}${existing ? "data." : ""}${type}.${name}`;
  return listIn(resource, "instances").map((instance, index) => {
    const key = field(instance, "index_key");
    return {
      address: typeof key === "string" || typeof key === "number" ? `${own}[${JSON.stringify(key)}]` : own,
      existing,
      type,
      name,
      attributes: fieldsAsWritten(objectIn(instance, "attributes")),
      place: inside(place, "instances", index, "attributes"),
      module,
    };
  });
}
