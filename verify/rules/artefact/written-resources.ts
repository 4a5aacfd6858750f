import type { AzureWorld } from "../../azure/types.js";
import { type Shape, shapeOf } from "../../facts/provider-arguments.js";
import { oncePer } from "../../once.js";
import { bodyAt } from "../../reading/body.js";
import type { SourceDocument } from "../../reading/document.js";
import { field, isObject, type JsonObject } from "../../reading/json.js";
import { terraformInput } from "../../terraform/input.js";
import type { Resource } from "../../terraform/resource.js";

/** A resource or data source as somebody wrote it, and what its type takes. */
export interface WrittenResource {
  readonly resource: Resource;
  /** What is written, without what a plan or state adds to it. */
  readonly body: JsonObject;
  readonly shape: Shape;
}

const OVERRIDE = /(^|[/\\_])override\.tf\.json$/;

/** Arguments and blocks that a body gives through `dynamic` blocks. */
export function dynamicNames(body: JsonObject): ReadonlySet<string> {
  const dynamic = field(body, "dynamic");
  const blocks: readonly unknown[] = Array.isArray(dynamic) ? dynamic : [dynamic];
  return new Set(blocks.flatMap((block) => (isObject(block) ? Object.keys(block) : [])));
}

/**
 * The resources and data sources of configurations, of types that chains are made of. What Terraform shows of a plan or
 * state it has accepted already. An override file holds only what it changes.
 *
 * @see https://developer.hashicorp.com/terraform/language/files/override
 */
export const writtenResources = oncePer((azure: AzureWorld): readonly WrittenResource[] =>
  azure.resources.flatMap((resource) => {
    const shape = shapeOf(resource);
    return shape !== undefined && isWritten(resource.place.document)
      ? [{ resource, body: bodyAt(resource.place), shape }]
      : [];
  }),
);

const isWritten = oncePer(
  (document: SourceDocument) => terraformInput(document) === "configuration" && !OVERRIDE.test(document.file),
);
