import { expect, test } from "vitest";
import { findingsOf, healthyFiles, terraform } from "../../support/artefacts.js";

const RULE = "valid-provider-source";

function required(providers: object) {
  return terraform((config) => Object.assign(config.terraform.required_providers, providers));
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a source is misspelt", () => {
  const found = findingsOf(RULE, required({ azurerm: { source: "hashicorp/azurrm", version: "~> 5.0" } }));

  expect(found).toEqual([
    {
      rule: "valid-provider-source",
      severity: "error",
      environment: "artefacts",
      message: 'required_providers.azurerm is fetched from "hashicorp/azurrm"; it is published as "hashicorp/azurerm"',
      at: { file: "azure/main.tf.json", line: 5, resource: "required_providers.azurerm" },
      got: "hashicorp/azurrm",
      allowed: '"hashicorp/azurerm"',
      fix: 'write "hashicorp/azurerm"',
      shows:
        "Terraform: Failed to query available provider packages: provider registry registry.terraform.io does not have a provider named registry.terraform.io/hashicorp/azurrm",
      related: [],
      docs: "docs/rules/valid-provider-source.md",
    },
  ]);
});

test("fails when azapi has no source, or one under hashicorp, or another provider's", () => {
  const found = [
    { azapi: { version: "~> 2.0" } },
    { azapi: { source: "registry.terraform.io/hashicorp/azapi" } },
    { azuread: { source: "hashicorp/azurerm" } },
  ].map((providers) => findingsOf(RULE, required(providers)).map(({ fix }) => fix));

  expect(found).toEqual([['write "azure/azapi"'], ['write "azure/azapi"'], ['write "hashicorp/azuread"']]);
});

test("finds nothing in another case, another registry, another's copy and other providers", () => {
  const found = [
    { azurerm: { source: "Hashicorp/AzureRM" } },
    { azurerm: { source: "registry.terraform.io/hashicorp/azurerm" } },
    { azurerm: { source: "terraform.example.com/hashicorp/azurrm" } },
    { azurerm: { source: "our-own-company/azurerm" } },
    { azurerm: { version: "~> 5.0" } },
    { azurerm: "~> 5.0" },
    { aws: { source: "hashicorp/azurrm" } },
  ].map((providers) => findingsOf(RULE, required(providers)));

  expect(found).toEqual([[], [], [], [], [], [], []]);
});
