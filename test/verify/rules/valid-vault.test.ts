import { expect, test } from "vitest";
import { findingsOf, manifests, terraform } from "../../support/artefacts.js";

const RULE = "valid-vault";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/valid-vault.md" };

test("fails when a name has two dashes in a row", () => {
  const files = manifests(
    "keyvaultName: kv-orders",
    "keyvaultName: kv--orders",
    terraform((c) => Object.assign(c.resource.azurerm_key_vault.orders, { name: "kv--orders" })),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_key_vault.orders is called "kv--orders", which is no name of a vault',
      at: { file: "azure/main.tf.json", line: 55, resource: "azurerm_key_vault.orders", field: "name" },
      got: "kv--orders",
      allowed: "3 to 24 letters, digits and dashes, the first a letter, the last no dash, no two dashes in a row",
      fix: "rename it, here and in every class that reads it",
      shows:
        'terraform plan: "name" may only contain alphanumeric characters and dashes and must be between 3-24 chars',
      related: [],
    },
  ]);
});

test("fails when a name begins with a digit", () => {
  const files = terraform((c) => Object.assign(c.resource.azurerm_key_vault.orders, { name: "1-orders" }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_key_vault.orders is called "1-orders", which is no name of a vault',
      at: { file: "azure/main.tf.json", line: 55, resource: "azurerm_key_vault.orders", field: "name" },
      got: "1-orders",
      allowed: "3 to 24 letters, digits and dashes, the first a letter, the last no dash, no two dashes in a row",
      fix: "rename it, here and in every class that reads it",
      shows:
        'terraform plan: "name" may only contain alphanumeric characters and dashes and must be between 3-24 chars',
      related: [],
    },
  ]);
});

test("fails when the tier is in another case", () => {
  const files = terraform((c) => Object.assign(c.resource.azurerm_key_vault.orders, { sku_name: "Standard" }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_key_vault.orders is of the tier "Standard"',
      at: { file: "azure/main.tf.json", line: 59, resource: "azurerm_key_vault.orders", field: "sku_name" },
      got: "Standard",
      allowed: "standard or premium, in lower case",
      fix: "write standard",
      shows: 'terraform plan: expected sku_name to be one of ["standard" "premium"], got Standard',
      related: [],
    },
  ]);
});

test("fails when the retention is too short", () => {
  const files = terraform((c) => Object.assign(c.resource.azurerm_key_vault.orders, { soft_delete_retention_days: 5 }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_key_vault.orders keeps what is deleted for "5" days',
      at: {
        file: "azure/main.tf.json",
        line: 61,
        resource: "azurerm_key_vault.orders",
        field: "soft_delete_retention_days",
      },
      got: "5",
      allowed: "7 to 90 days; it cannot be changed later",
      fix: "write 90",
      shows: "terraform plan: expected soft_delete_retention_days to be in the range (7 - 90), got 5",
      related: [],
    },
  ]);
});

test("fails when an argument is missing", () => {
  const files = terraform((c) => Object.assign(c.resource.azurerm_key_vault.orders, { sku_name: undefined }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_key_vault.orders has no sku_name",
      at: { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders", field: "sku_name" },
      allowed: "name, location, resource_group_name, tenant_id, sku_name",
      fix: "write sku_name",
      shows: 'terraform plan: Missing required argument: The argument "sku_name" is required',
      related: [],
    },
  ]);
});

test("fails when the tenant is no id", () => {
  const files = terraform((c) => Object.assign(c.resource.azurerm_key_vault.orders, { tenant_id: "example.com" }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_key_vault.orders is of the tenant "example.com", which is no id',
      at: { file: "azure/main.tf.json", line: 58, resource: "azurerm_key_vault.orders", field: "tenant_id" },
      got: "example.com",
      allowed: "the id of a tenant, a GUID",
      fix: "write the tenant id of the directory",
      shows: "terraform plan: expected tenant_id to be a valid UUID",
      related: [],
    },
  ]);
});

test("finds nothing in the longest name", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, { name: "abcdefghijklmnopqrstuv-1" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
