import { nearest, quote, shortened } from "../../../shared/index.js";
import type { AzureWorld } from "../../azure/types.js";
import { inside, type Place } from "../../reading/document.js";
import { isObject, textIn } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";
import { blocksAt } from "../../terraform/blocks.js";

/** What is fetched under another name is not the provider of the chain, or nothing at all. */
export const validProviderSource = defineRule({
  id: "valid-provider-source",
  severity: "error",
  summary: "Each provider that makes resources of a chain is fetched from where it is published.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure }) {
    for (const { id, name, source, place } of sourcesIn(azure)) {
      const published = PUBLISHED.get(name);
      if (published === undefined || !isSlip(source, published)) {
        continue;
      }
      yield broken({
        on: { id, place },
        message: `${id} is fetched from ${shortened(source)}; it is published as ${quote(published)}`,
        got: source,
        allowed: quote(published),
        fix: `write ${quote(published)}`,
        shows: `Terraform: Failed to query available provider packages: provider registry registry.terraform.io does not have a provider named registry.terraform.io/${source.toLowerCase()}`,
      });
    }
  },
});

/** @see https://registry.terraform.io/browse/providers */
const PUBLISHED: ReadonlyMap<string, string> = new Map([
  ["azurerm", "hashicorp/azurerm"],
  ["azuread", "hashicorp/azuread"],
  ["azapi", "azure/azapi"],
  ["time", "hashicorp/time"],
]);

const REGISTRIES = ["registry.terraform.io/", "registry.opentofu.org/"];

/**
 * Whether a source is a misspelling. Sources are the same in any case; another registry or another namespace may be
 * somebody's own copy, but nobody publishes what Terraform looks for where no namespace is given.
 */
function isSlip(source: string, published: string): boolean {
  const lower = source.toLowerCase();
  const registry = REGISTRIES.find((one) => lower.startsWith(one)) ?? "";
  const plain = lower.slice(registry.length);
  const full = plain.includes("/") ? plain : `hashicorp/${plain}`;
  if (full === published || full.split("/").length > 2) {
    return false;
  }
  return nearest(full, [published]) !== undefined || full === `hashicorp/${published.split("/")[1]}`;
}

interface Source {
  readonly id: string;
  /** Name that the stack gives the provider, which the types of its resources begin with. */
  readonly name: string;
  readonly source: string;
  readonly place: Place;
}

function sourcesIn(azure: AzureWorld): readonly Source[] {
  const several = azure.stacks.length > 1;
  return azure.stacks.flatMap((stack) =>
    azure.documentsOf(stack).flatMap((document) =>
      blocksAt(document.value, "terraform").flatMap((terraform) =>
        blocksAt(terraform.body, "required_providers").flatMap(({ body, path }) =>
          Object.entries(body).flatMap(([name, value]): Source[] => {
            const stated = textIn(value, "source");
            // Before Terraform 0.13 only a version stood there.
            const source = stated ?? (isObject(value) ? name : undefined);
            const steps = [...terraform.path, ...path, name, ...(stated === undefined ? [] : ["source"])];
            const id = `${several ? `${stack}: ` : ""}required_providers.${name}`;
            return source === undefined ? [] : [{ id, name, source, place: inside({ document, path: [] }, ...steps) }];
          }),
        ),
      ),
    ),
  );
}
