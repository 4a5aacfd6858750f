import type { AzureWorld } from "../../../verify/azure/index.js";
import { readAzure } from "../../../verify/azure/index.js";
import type { SourceDocument } from "../../../verify/reading/document.js";
import { read } from "../../../verify/reading/index.js";
import type { Resource } from "../../../verify/terraform/resource.js";

/** A document as the reader gives it. */
export function document(file: string, value: unknown): SourceDocument {
  const [found] = read({ file, content: JSON.stringify(value) }).documents;
  if (found === undefined) {
    throw new Error(`${file} was not read`);
  }
  return found;
}

/** A configuration of CDK for Terraform. */
export function stack(name: string, value: Readonly<Record<string, unknown>>): SourceDocument {
  return document(`${name}/cdk.tf.json`, { "//": { metadata: { stackName: name } }, ...value });
}

/** What `terraform show -json` prints of a state. */
export function state(file: string, resources: readonly unknown[], outputs: object = {}): SourceDocument {
  return document(file, {
    format_version: "1.0",
    terraform_version: "1.11.0",
    values: { outputs, root_module: { resources } },
  });
}

/** A resource of a plan or state. */
export function shown(type: string, name: string, values: object, mode: "managed" | "data" = "managed"): object {
  const address = `${mode === "data" ? "data." : ""}${type}.${name}`;
  return { address, mode, type, name, provider_name: "registry.terraform.io/hashicorp/azurerm", values };
}

/** A resource of a world. */
export function resourceAt(world: AzureWorld, id: string): Resource {
  const found = world.resources.find((resource) => resource.id === id);
  if (found === undefined) {
    throw new Error(`no ${id} among ${world.resources.map((resource) => resource.id).join(", ")}`);
  }
  return found;
}

/** What an expression in an argument comes to, next to whatever else a configuration holds. */
export function evaluated(expression: unknown, rest: Readonly<Record<string, object>> = {}): unknown {
  const resource = { ...rest.resource, test_thing: { subject: { argument: expression } } };
  const world = readAzure([stack("one", { ...rest, resource })]);
  const value = world.valueOf(resourceAt(world, "test_thing.subject"), "argument");
  return (
    value && {
      ...value,
      references: value.references.map(({ resource, attribute }) => `${resource.id}.${attribute}`),
    }
  );
}
