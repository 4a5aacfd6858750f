import type { AzureWorld } from "../../azure/types.js";
import { PROVIDER_BLOCK } from "../../facts/azurerm-removed.js";
import { bodyAt } from "../../reading/body.js";
import { inside, type Step } from "../../reading/document.js";
import { field, type JsonObject } from "../../reading/json.js";
import { blocksAt, labelledBlocks } from "../../terraform/blocks.js";
import { terraformInput } from "../../terraform/input.js";
import type { Thing } from "../../thing.js";
import { documentsByStack } from "./stated-versions.js";

/** A block of a configuration, as somebody wrote it. */
export interface Block {
  readonly stack: string;
  /** Type of the resource, or {@link PROVIDER_BLOCK}. */
  readonly type: string;
  readonly body: JsonObject;
  readonly on: Thing;
}

/**
 * The managed resources and provider blocks of configurations. Plans and states are left out: they also hold what the
 * provider added, and Terraform accepted what they were made from.
 */
export function* writtenBlocks(azure: AzureWorld): Iterable<Block> {
  for (const resource of azure.resources) {
    const { stack, type, existing, place } = resource;
    if (!existing && terraformInput(place.document) === "configuration") {
      yield { stack, type, body: bodyAt(place), on: resource };
    }
  }
  const several = azure.stacks.length > 1;
  for (const [stack, documents] of documentsByStack(azure)) {
    for (const document of documents) {
      for (const { label, body, path } of labelledBlocks(field(document.value, "provider"))) {
        if (label === "azurerm" && terraformInput(document) === "configuration") {
          const id = `${several ? `${stack}: ` : ""}provider.${label}`;
          const place = inside({ document, path: [] }, "provider", ...path);
          yield { stack, type: PROVIDER_BLOCK, body, on: { id, place } };
        }
      }
    }
  }
}

/** Paths to an argument, through every block on the way. Null is how an argument is left out. */
export function* ends(body: JsonObject, [name, ...rest]: readonly string[]): Iterable<readonly Step[]> {
  if (name === undefined) {
    return;
  }
  if (rest.length === 0) {
    if ((field(body, name) ?? null) !== null) {
      yield [name];
    }
    return;
  }
  for (const block of blocksAt(body, name)) {
    for (const end of ends(block.body, rest)) {
      yield [...block.path, ...end];
    }
  }
}
