import { expect, test } from "vitest";
import { findingsOf, terraform } from "../../support/artefacts.js";

const RULE = "valid-object-vault";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/valid-object-vault.md" };

test("fails when an object is in the URL of a vault", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, {
      azurerm_key_vault_key: { signing: { name: "signing", key_vault_id: "${azurerm_key_vault.orders.vault_uri}" } },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_key_vault_key.signing names no vault by its id",
      at: { file: "azure/main.tf.json", line: 98, resource: "azurerm_key_vault_key.signing", field: "key_vault_id" },
      got: "${azurerm_key_vault.orders.vault_uri}",
      allowed: "the id of a vault",
      fix: 'write "${azurerm_key_vault.orders.id}"',
      shows: 'terraform plan: Missing required argument "key_vault_id", or: the ID is no vault\'s',
      related: [],
    },
  ]);
});

test("fails when an object is in no vault and has no name", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, { azurerm_key_vault_key: { signing: { key_type: "RSA" } } }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_key_vault_key.signing has no name",
      at: { file: "azure/main.tf.json", line: 96, resource: "azurerm_key_vault_key.signing", field: "name" },
      allowed: "letters, digits and dashes, at most 127",
      fix: "write the name that classes read it by",
      shows: 'terraform plan: Missing required argument: The argument "name" is required',
      related: [],
    },
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_key_vault_key.signing names no vault by its id",
      at: { file: "azure/main.tf.json", line: 96, resource: "azurerm_key_vault_key.signing", field: "key_vault_id" },
      allowed: "the id of a vault",
      fix: "write the id of the vault",
      shows: 'terraform plan: Missing required argument "key_vault_id", or: the ID is no vault\'s',
      related: [],
    },
  ]);
});

test("finds nothing in an object of a vault that is written out", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, {
      azurerm_key_vault_key: {
        signing: {
          name: "signing",
          key_vault_id:
            "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/r/providers/Microsoft.KeyVault/vaults/kv-other",
        },
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
