import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-provider-name", environment: "artefacts", docs: "docs/rules/valid-provider-name.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-provider-name", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the provider has the name of the Helm chart", () => {
  const files = manifests("provider: azure\n", "provider: azurekeyvault\n");

  const found = findingsOf("valid-provider-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'SecretProviderClass orders/api-vault names the provider "azurekeyvault", which is not the one of Azure',
      at: { file: "orders.yaml", line: 15, resource: "SecretProviderClass orders/api-vault", field: "spec.provider" },
      got: "azurekeyvault",
      allowed: '"azure", in lower case',
      fix: 'write "provider: azure"',
      shows: 'FailedMount: error connecting to provider "azurekeyvault": provider not found: provider "azurekeyvault"',
      related: [],
    },
  ]);
});

test("fails when the provider is written in another case", () => {
  const files = manifests("provider: azure\n", "provider: Azure\n");

  const found = findingsOf("valid-provider-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'SecretProviderClass orders/api-vault names the provider "Azure", which is not the one of Azure',
      at: { file: "orders.yaml", line: 15, resource: "SecretProviderClass orders/api-vault", field: "spec.provider" },
      got: "Azure",
      allowed: '"azure", in lower case',
      fix: 'write "provider: azure"',
      shows: 'FailedMount: error connecting to provider "Azure": provider not found: provider "Azure"',
      related: [],
    },
  ]);
});

test("fails when the name has characters that no socket has", () => {
  const files = manifests("provider: azure\n", 'provider: "azure kv"\n');

  const found = findingsOf("valid-provider-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'SecretProviderClass orders/api-vault names the provider "azure kv", which is not the one of Azure',
      at: { file: "orders.yaml", line: 15, resource: "SecretProviderClass orders/api-vault", field: "spec.provider" },
      got: "azure kv",
      allowed: '"azure", in lower case',
      fix: 'write "provider: azure"',
      shows: 'FailedMount: error connecting to provider "azure kv": invalid provider: provider "azure kv"',
      related: [],
    },
  ]);
});

test("fails when no provider is named", () => {
  const files = manifests("  provider: azure\n", "");

  const found = findingsOf("valid-provider-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault names no provider",
      at: { file: "orders.yaml", line: 14, resource: "SecretProviderClass orders/api-vault", field: "spec.provider" },
      allowed: '"azure", in lower case',
      fix: 'write "provider: azure"',
      shows: "FailedMount: provider not set in orders/api-vault",
      related: [],
    },
  ]);
});

test("fails when the provider is empty", () => {
  const files = manifests("provider: azure\n", 'provider: ""\n');

  const found = findingsOf("valid-provider-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault names no provider",
      at: { file: "orders.yaml", line: 15, resource: "SecretProviderClass orders/api-vault", field: "spec.provider" },
      allowed: '"azure", in lower case',
      fix: 'write "provider: azure"',
      shows: "FailedMount: provider not set in orders/api-vault",
      related: [],
    },
  ]);
});

test("leaves a misspelt key to the rule about keys", () => {
  const files = manifests("provider: azure\n", "providr: azure\n");

  const found = findingsOf("valid-provider-name", files);

  expect(found).toEqual([]);
});

test("fails when the class has no spec, and what it says stands in metadata", () => {
  const files = manifests("spec:\n  provider: azure\n", "  provider: azure\n");

  const found = findingsOf("valid-provider-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault names no provider",
      at: { file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault", field: "spec.provider" },
      allowed: '"azure", in lower case',
      fix: "add spec, with the provider and its parameters",
      shows: "FailedMount: provider not set in orders/api-vault",
      related: [],
    },
  ]);
});

test("leaves a misspelt spec to the rule about keys", () => {
  const files = manifests("spec:\n  provider: azure\n", "specs:\n  provider: azure\n");

  const found = findingsOf("valid-provider-name", files);

  expect(found).toEqual([]);
});

test("leaves a class of another provider alone", () => {
  const files = manifests("provider: azure\n", "provider: vault\n");

  const found = findingsOf("valid-provider-name", files);

  expect(found).toEqual([]);
});

test("warns when a tool has still to fill in the provider", () => {
  const files = manifests("provider: azure\n", "provider: ${PROVIDER}\n");

  const found = findingsOf("valid-provider-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault names the provider "${PROVIDER}", which a tool has still to fill in',
      at: { file: "orders.yaml", line: 15, resource: "SecretProviderClass orders/api-vault", field: "spec.provider" },
      got: "${PROVIDER}",
      allowed: '"azure", in lower case',
      fix: 'write "provider: azure"',
      shows: 'FailedMount: error connecting to provider "${PROVIDER}": invalid provider: provider "${PROVIDER}"',
      related: [],
    },
  ]);
});
