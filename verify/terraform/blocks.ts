import type { Step } from "../reading/document.js";
import { field, isObject, type JsonObject } from "../reading/json.js";

/** A block and the way to it from what holds it. */
export interface Block {
  readonly body: JsonObject;
  readonly path: readonly Step[];
}

/** The blocks of a name: Terraform's JSON writes one as an object, and any number as a list. */
export function blocksIn(attributes: unknown, name: string): readonly JsonObject[] {
  return blocksAt(attributes, name).map(({ body }) => body);
}

/** The same, with the path of each below `attributes`. */
export function blocksAt(attributes: unknown, name: string): readonly Block[] {
  return blocksOf(field(attributes, name)).map(({ body, path }) => ({ body, path: [name, ...path] }));
}

/** An object as the one block that it is, a list as its objects. */
export function blocksOf(value: unknown): readonly Block[] {
  if (isObject(value)) {
    return [{ body: value, path: [] }];
  }
  if (!Array.isArray(value)) {
    return [];
  }
  return value.flatMap((body: unknown, index) => (isObject(body) ? [{ body, path: [index] }] : []));
}

/** Blocks with one label, as `output.<name>`. */
export function labelledBlocks(value: unknown): readonly (Block & { readonly label: string })[] {
  return blocksOf(value).flatMap(({ body: byLabel, path }) =>
    Object.entries(byLabel).flatMap(([label, value]) =>
      // `//` is a comment wherever a block may stand.
      label === "//"
        ? []
        : blocksOf(value).map((block) => ({ label, body: block.body, path: [...path, label, ...block.path] })),
    ),
  );
}
