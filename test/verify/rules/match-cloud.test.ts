import { expect, test } from "vitest";
import { findingsOf, manifests, terraform, uncheckedOf } from "../../support/artefacts.js";

const RULE = "match-cloud";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/match-cloud.md" };
const UNCHECKED = { rule: RULE, environment: "artefacts" };

test("fails when a class reads in another cloud than that of the vault's region", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: kv-orders\n    cloudName: AzureChinaCloud");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault reads in AzureChinaCloud, and vault "kv-orders" is in AzurePublicCloud',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.cloudName",
      },
      got: "AzureChinaCloud",
      allowed: "AzurePublicCloud",
      fix: "remove cloudName",
      shows: "FailedMount: … AADSTS90002: Tenant … not found, or lookup …: no such host",
      related: [{ file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" }],
    },
  ]);
});

test("fails when the provider makes the vault in another cloud", () => {
  const files = terraform(
    (c) => Object.assign(c.provider.azurerm[0] ?? {}, { environment: "usgovernment" }),
    manifests("keyvaultName: kv-orders", "keyvaultName: kv-orders\n    cloudName: AzurePublicCloud"),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault reads in AzurePublicCloud, and vault "kv-orders" is in AzureUSGovernmentCloud',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.cloudName",
      },
      got: "AzurePublicCloud",
      allowed: "AzureUSGovernmentCloud",
      fix: 'write "AzureUSGovernmentCloud"',
      shows: "FailedMount: … AADSTS90002: Tenant … not found, or lookup …: no such host",
      related: [{ file: "azure/main.tf.json", line: 55, resource: "azurerm_key_vault.orders" }],
    },
  ]);
});

test("finds nothing where the cloud is written in another case", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: kv-orders\n    cloudName: azurecloud");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when a class names no cloud and its vault is in another than the public one", () => {
  const files = terraform((c) => Object.assign(c.provider.azurerm[0] ?? {}, { environment: "china" }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault names no cloud and reads in AzurePublicCloud, and vault "kv-orders" is in AzureChinaCloud',
      at: {
        file: "orders.yaml",
        line: 16,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters",
      },
      allowed: "AzureChinaCloud",
      fix: "add cloudName: AzureChinaCloud",
      shows: "FailedMount: … AADSTS90002: Tenant … not found, or lookup …: no such host",
      related: [{ file: "azure/main.tf.json", line: 55, resource: "azurerm_key_vault.orders" }],
    },
  ]);
});

test("cannot tell where neither the provider nor the region says what cloud the vault is in", () => {
  const files = terraform(
    (c) => Object.assign(c.resource.azurerm_key_vault.orders, { location: "${var.location}" }),
    manifests("keyvaultName: kv-orders", "keyvaultName: kv-orders\n    cloudName: AzureChinaCloud"),
  );

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      ...UNCHECKED,
      message: 'whether vault "kv-orders" is in AzureChinaCloud',
      needs: "environment of the azurerm provider, or the location of the vault",
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.cloudName",
      },
    },
  ]);
});
