import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-vault-name", environment: "artefacts", docs: "docs/rules/valid-vault-name.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-vault-name", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the name is the address of the vault", () => {
  const files = manifests("keyvaultName: kv-orders", 'keyvaultName: "https://kv-orders.vault.azure.net/"');

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'keyvaultName of SecretProviderClass orders/api-vault is the address "https://kv-orders.vault.azure.net/", not the name',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "https://kv-orders.vault.azure.net/",
      allowed: "3 to 24 letters, digits and dashes; a letter first, no dash last, no two in a row",
      fix: 'write "kv-orders"',
      shows:
        'FailedMount: failed to mount objects, error: failed to get vault: Invalid vault name: "https://kv-orders.vault.azure.net/", must be between 3 and 24 chars',
      related: [],
    },
  ]);
});

test("fails when the name is the host of the vault", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: kv-orders.vault.usgovcloudapi.net");

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'keyvaultName of SecretProviderClass orders/api-vault is the address "kv-orders.vault.usgovcloudapi.net", not the name',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "kv-orders.vault.usgovcloudapi.net",
      allowed: "3 to 24 letters, digits and dashes; a letter first, no dash last, no two in a row",
      fix: 'write "kv-orders"',
      shows:
        'FailedMount: failed to mount objects, error: failed to get vault: Invalid vault name: "kv-orders.vault.usgovcloudapi.net", must be between 3 and 24 chars',
      related: [],
    },
  ]);
});

test("fails when the name is a resource id", () => {
  const files = manifests(
    "keyvaultName: kv-orders",
    "keyvaultName: /subscriptions/1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv-orders",
  );

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'keyvaultName of SecretProviderClass orders/api-vault is the address "/subscriptions/1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv-orders", not the name',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "/subscriptions/1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv-orders",
      allowed: "3 to 24 letters, digits and dashes; a letter first, no dash last, no two in a row",
      fix: 'write "kv-orders"',
      shows:
        'FailedMount: failed to mount objects, error: failed to get vault: Invalid vault name: "/subscriptions/1/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv-orders", must be between 3 and 24 chars',
      related: [],
    },
  ]);
});

test("fails when the name is too short", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: kv");

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'keyvaultName of SecretProviderClass orders/api-vault is "kv", which no vault can be called',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "kv",
      allowed: "3 to 24 letters, digits and dashes; a letter first, no dash last, no two in a row",
      fix: "write the name of the vault",
      shows:
        'FailedMount: failed to mount objects, error: failed to get vault: Invalid vault name: "kv", must be between 3 and 24 chars',
      related: [],
    },
  ]);
});

test("fails when the name is too long", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: kv-orders-of-the-whole-shop");

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'keyvaultName of SecretProviderClass orders/api-vault is "kv-orders-of-the-whole-shop", which no vault can be called',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "kv-orders-of-the-whole-shop",
      allowed: "3 to 24 letters, digits and dashes; a letter first, no dash last, no two in a row",
      fix: "write the name of the vault",
      shows:
        'FailedMount: failed to mount objects, error: failed to get vault: Invalid vault name: "kv-orders-of-the-whole-shop", must be between 3 and 24 chars',
      related: [],
    },
  ]);
});

test("fails when the name has an underscore", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: kv_orders");

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'keyvaultName of SecretProviderClass orders/api-vault is "kv_orders", which no vault can be called',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "kv_orders",
      allowed: "3 to 24 letters, digits and dashes; a letter first, no dash last, no two in a row",
      fix: "write the name of the vault",
      shows:
        'FailedMount: failed to mount objects, error: failed to get vault: Invalid vault name: "kv_orders", must match [-a-zA-Z0-9]{3,24}',
      related: [],
    },
  ]);
});

test("fails when the name begins with a digit, which the provider lets pass", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: 1kv-orders");

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'keyvaultName of SecretProviderClass orders/api-vault is "1kv-orders", which no vault can be called',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "1kv-orders",
      allowed: "3 to 24 letters, digits and dashes; a letter first, no dash last, no two in a row",
      fix: "write the name of the vault",
      shows: "FailedMount: failed to mount objects, error: … dial tcp: lookup 1kv-orders.vault.azure.net: no such host",
      related: [],
    },
  ]);
});

test("fails when the name ends in a dash", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: kv-orders-");

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'keyvaultName of SecretProviderClass orders/api-vault is "kv-orders-", which no vault can be called',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "kv-orders-",
      allowed: "3 to 24 letters, digits and dashes; a letter first, no dash last, no two in a row",
      fix: "write the name of the vault",
      shows: "FailedMount: failed to mount objects, error: … dial tcp: lookup kv-orders-.vault.azure.net: no such host",
      related: [],
    },
  ]);
});

test("fails when the name has two dashes in a row", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: kv--orders");

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'keyvaultName of SecretProviderClass orders/api-vault is "kv--orders", which no vault can be called',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "kv--orders",
      allowed: "3 to 24 letters, digits and dashes; a letter first, no dash last, no two in a row",
      fix: "write the name of the vault",
      shows: "FailedMount: failed to mount objects, error: … dial tcp: lookup kv--orders.vault.azure.net: no such host",
      related: [],
    },
  ]);
});

test("takes the shortest name", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: kv1");

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([]);
});

test("takes the longest name", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: kv-orders-of-the-big-sho");

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([]);
});

test("leaves a placeholder to its rule", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: <KEY_VAULT_NAME>");

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([]);
});

test("leaves a number to the rule that asks for a text", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: 12345");

  const found = findingsOf("valid-vault-name", files);

  expect(found).toEqual([]);
});
