import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "require-vault-name", environment: "artefacts", docs: "docs/rules/require-vault-name.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("require-vault-name", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when no vault is named", () => {
  const files = manifests("    keyvaultName: kv-orders\n", "");

  const found = findingsOf("require-vault-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault names no vault",
      at: {
        file: "orders.yaml",
        line: 16,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      allowed: "keyvaultName, the name of one vault",
      fix: "set keyvaultName",
      shows: "FailedMount: failed to mount objects, error: keyvaultName is not provided",
      related: [],
    },
  ]);
});

test("fails when the name is empty", () => {
  const files = manifests("keyvaultName: kv-orders", 'keyvaultName: "  "');

  const found = findingsOf("require-vault-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault names no vault",
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      allowed: "keyvaultName, the name of one vault",
      fix: "set keyvaultName",
      shows: "FailedMount: failed to mount objects, error: keyvaultName is not provided",
      related: [],
    },
  ]);
});

test("fails when the name has no value, which the API server drops", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName:");

  const found = findingsOf("require-vault-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault names no vault",
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      allowed: "keyvaultName, the name of one vault",
      fix: "set keyvaultName",
      shows: "FailedMount: failed to mount objects, error: keyvaultName is not provided",
      related: [],
    },
  ]);
});

test("takes no unknown parameter without a value for a misspelt one", () => {
  const files = manifests("keyvaultName: kv-orders", "keyVaultName: ~");

  const found = findingsOf("require-vault-name", files);

  expect(found.map(({ message }) => message)).toEqual(["SecretProviderClass orders/api-vault names no vault"]);
});

test("leaves a misspelt name to the rule about names", () => {
  const files = manifests("keyvaultName:", "keyvaultname:");

  const found = findingsOf("require-vault-name", files);

  expect(found).toEqual([]);
});
