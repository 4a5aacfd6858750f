import { inside, type Place, type SourceDocument } from "../reading/document.js";
import { field, textIn } from "../reading/json.js";
import { blocksAt, blocksIn, blocksOf, labelledBlocks } from "./blocks.js";
import { type Backend, type Declaration, type Module, newModule, type ProviderBlock, type StackPart } from "./stack.js";

/**
 * Reads Terraform's JSON syntax.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export function readConfiguration(document: SourceDocument): StackPart {
  const top: Place = { document, path: [] };
  const { value } = document;
  const root = newModule("");
  readNames(value, top, root);
  return {
    document,
    declarations: [...declarations(value, top, "resource"), ...declarations(value, top, "data")],
    modules: new Map([["", root]]),
    providers: providersOf(value, top),
    backend: backendOf(value),
  };
}

function declarations(value: unknown, top: Place, keyword: "resource" | "data"): readonly Declaration[] {
  const existing = keyword === "data";
  return blocksAt(value, keyword).flatMap(({ body: byType, path: toTypes }) =>
    Object.entries(byType).flatMap(([type, byName]) =>
      labelledBlocks(byName).map(({ label: name, body, path }) => ({
        address: `${existing ? "data." : ""}${type}.${name}`,
        existing,
        type,
        name,
        attributes: body,
        place: inside(top, ...toTypes, type, ...path),
        construct: textIn(body, "//", "metadata", "path"),
        module: "",
      })),
    ),
  );
}

function readNames(value: unknown, top: Place, root: Module): void {
  for (const { label, body, path } of labelledBlocks(field(value, "variable"))) {
    root.declaredVariables.add(label);
    // Null is how a variable says that it may be left out.
    if (Object.hasOwn(body, "default") && body.default !== null) {
      const place = inside(top, "variable", ...path, "default");
      root.variables.set(label, { value: body.default, module: "", place });
    }
  }
  for (const { body, path } of blocksAt(value, "locals")) {
    for (const [name, local] of Object.entries(body)) {
      if (name !== "//") {
        root.locals.set(name, { value: local, module: "", place: inside(top, ...path, name) });
      }
    }
  }
  for (const { label, body, path } of labelledBlocks(field(value, "output"))) {
    root.outputs.set(label, {
      value: field(body, "value"),
      module: "",
      place: inside(top, "output", ...path, "value"),
    });
  }
  for (const { label } of labelledBlocks(field(value, "module"))) {
    root.calls.add(label);
  }
}

function providersOf(value: unknown, top: Place): readonly ProviderBlock[] {
  return labelledBlocks(field(value, "provider")).map(({ label, body, path }) => ({
    name: label,
    body,
    place: inside(top, "provider", ...path),
  }));
}

function backendOf(value: unknown): Backend | undefined {
  const [backend] = blocksIn(value, "terraform").flatMap((block) => labelledBlocks(field(block, "backend")));
  return backend && { type: backend.label, config: backend.body };
}

/** Name that CDK for Terraform writes into the configuration of a stack. */
export function statedName(document: SourceDocument): string | undefined {
  const [comment] = blocksOf(field(document.value, "//"));
  return textIn(comment?.body, "metadata", "stackName");
}
