import type { AzureWorld } from "../../azure/types.js";
import { oncePer } from "../../once.js";
import { inside, type Place, type SourceDocument } from "../../reading/document.js";
import { isObject, objectIn, textIn } from "../../reading/json.js";
import { blocksAt } from "../../terraform/blocks.js";
import { intersection, rangeOf, type VersionRange } from "./version-range.js";

/** Provider that arguments belong to. */
export type ProviderName = "azurerm" | "azuread";

/** Which versions of a provider a stack admits, and where it says so. */
export interface StatedVersions {
  readonly range: VersionRange;
  /** As it is written; conditions of several files with commas between them. */
  readonly text: string;
  readonly place: Place;
}

/** What a stack says of the versions of its providers; undefined where it says nothing that can be read. */
export type StatedBy = (stack: string, provider: ProviderName) => StatedVersions | undefined;

function statedVersionsAnew(azure: AzureWorld): StatedBy {
  const stated = new Map<string, StatedVersions>();
  for (const [stack, documents] of documentsByStack(azure)) {
    for (const document of documents) {
      for (const { provider, text, place } of constraintsIn(document)) {
        const key = `${provider} ${stack}`;
        const range = rangeOf(text);
        const before = stated.get(key);
        if (range === undefined) {
          continue;
        }
        stated.set(
          key,
          before === undefined || before.text === text
            ? { range, text, place }
            : { ...before, range: intersection(before.range, range), text: `${before.text}, ${text}` },
        );
      }
    }
  }
  return (stack, provider) => stated.get(`${provider} ${stack}`);
}

/** The documents of each stack: the files of its configuration, and whatever else shows resources of it. */
export function documentsByStack(azure: AzureWorld): ReadonlyMap<string, ReadonlySet<SourceDocument>> {
  const documents = new Map(azure.stacks.map((stack) => [stack, new Set(azure.documentsOf(stack))]));
  for (const { stack, place } of azure.resources) {
    documents.get(stack)?.add(place.document);
  }
  return documents;
}

interface Constraint {
  readonly provider: ProviderName;
  readonly text: string;
  readonly place: Place;
}

const SOURCES: ReadonlyMap<string, ProviderName> = new Map([
  ["hashicorp/azurerm", "azurerm"],
  ["hashicorp/azuread", "azuread"],
]);

function constraintsIn(document: SourceDocument): readonly Constraint[] {
  const top: Place = { document, path: [] };
  const required = blocksAt(document.value, "terraform").flatMap((terraform) =>
    blocksAt(terraform.body, "required_providers").flatMap(({ body, path }) =>
      Object.entries(body).flatMap(([name, value]) => {
        const place = inside(top, ...terraform.path, ...path, name);
        const text = typeof value === "string" ? value : textIn(value, "version");
        const source = textIn(value, "source") ?? `hashicorp/${name}`;
        return constraintOf(source, text, isObject(value) ? inside(place, "version") : place);
      }),
    ),
  );
  const planned = Object.entries(objectIn(document.value, "configuration", "provider_config")).flatMap(
    ([name, value]) => {
      const source = textIn(value, "full_name") ?? `hashicorp/${textIn(value, "name") ?? name}`;
      const place = inside(top, "configuration", "provider_config", name, "version_constraint");
      return constraintOf(source, textIn(value, "version_constraint"), place);
    },
  );
  return [...required, ...planned];
}

function constraintOf(source: string, text: string | undefined, place: Place): readonly Constraint[] {
  // The registry may stand before it: registry.terraform.io/hashicorp/azurerm.
  const provider = SOURCES.get(source.toLowerCase().split("/").slice(-2).join("/"));
  return provider === undefined || text === undefined ? [] : [{ provider, text, place }];
}

/** Reads the versions that stacks state, from `required_providers` or from a plan. */
export const statedVersions = oncePer(statedVersionsAnew);
