/** The Azure half of the stock flow: the resources of dist/, drawn with the providers imported by their root. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as azuread from "@cdktf/provider-azuread";
import * as azurerm from "@cdktf/provider-azurerm";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

type Resource = new (scope: Construct, id: string, config: unknown) => unknown;
type Library = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const libraries: Readonly<Record<string, Library>> = { azurerm, azuread };
const stacks = join(import.meta.dirname, "drawn/infra/stacks");

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The properties of a binding's class, from the arguments of the drawn resource. */
function properties(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(properties);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([key]) => key !== "//" && key !== "depends_on")
          .map(([key, inner]) => [camelCase(key), properties(inner)]),
      )
    : value;
}

/** The class of a type of resource, or nothing for one whose provider has no published bindings. */
function classOf(type: string): Resource | undefined {
  const [provider = "", ...rest] = type.split("_");
  if (!(provider in libraries)) {
    return undefined;
  }
  const module = libraries[provider]?.[camelCase(rest.join("_"))] ?? {};
  const found = Object.values(module).find((one) => (one as { tfResourceType?: string }).tfResourceType === type);
  if (found === undefined) {
    throw new Error(`the bindings have no class for ${type}`);
  }
  return found as Resource;
}

const app = new App();
for (const name of readdirSync(stacks)) {
  const stack = new TerraformStack(app, name);
  const drawn = JSON.parse(readFileSync(join(stacks, name, "cdk.tf.json"), "utf8"));
  new azurerm.provider.AzurermProvider(stack, "azurerm", { features: [{}] });
  new azuread.provider.AzureadProvider(stack, "azuread", {});
  for (const [type, resources] of Object.entries<Record<string, unknown>>(drawn.resource)) {
    const Class = classOf(type);
    if (Class === undefined) {
      continue;
    }
    for (const [id, config] of Object.entries(resources)) {
      new Class(stack, `${type}-${id}`, properties(config));
    }
  }
}
app.synth();
