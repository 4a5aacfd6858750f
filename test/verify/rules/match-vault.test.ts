import { expect, test } from "vitest";
import { CLIENT_ID, findingsOf, manifests, terraform, uncheckedOf } from "../../support/artefacts.js";

const RULE = "match-vault";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/match-vault.md" };
const UNCHECKED = { rule: RULE, environment: "artefacts" };

test("fails when the Terraform has no vault of that name", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: kv-payments");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'SecretProviderClass orders/api-vault reads vault "kv-payments", which the Terraform does not have',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "kv-payments",
      allowed: 'a vault of the Terraform: "kv-orders"',
      fix: 'write one of "kv-orders", or add the vault to the artefacts',
      shows:
        'FailedMount: … failed to get objectType:…: Get "https://kv-payments.vault.azure.net/…": dial tcp: lookup kv-payments.vault.azure.net: no such host',
      related: [],
    },
  ]);
});

test("fails when the name has a slip", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: kv-order");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'SecretProviderClass orders/api-vault reads vault "kv-order", which the Terraform does not have',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "kv-order",
      allowed: 'a vault of the Terraform: "kv-orders"',
      fix: 'write "kv-orders"',
      shows:
        'FailedMount: … failed to get objectType:…: Get "https://kv-order.vault.azure.net/…": dial tcp: lookup kv-order.vault.azure.net: no such host',
      related: [],
    },
  ]);
});

test("fails under strict when the case differs", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: KV-Orders");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message: 'SecretProviderClass orders/api-vault writes the vault "kv-orders" as "KV-Orders"',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "KV-Orders",
      allowed: '"kv-orders", as the Terraform writes it; DNS does not tell case apart, people and searches do',
      fix: 'write "kv-orders"',
      related: [{ file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" }],
    },
  ]);
});

test("cannot tell where no vault is among the artefacts", () => {
  const files = terraform((c) => Object.assign(c.resource, { azurerm_key_vault: {}, azurerm_role_assignment: {} }));

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      ...UNCHECKED,
      message: 'vault "kv-orders" is not among the artefacts',
      needs: "the Terraform that makes or looks up the vault",
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
    },
  ]);
});

test("cannot tell where class and vault are of other Terraform", () => {
  const files = manifests(
    "keyvaultName: kv-orders",
    "keyvaultName: other-team-vault",
    manifests(`    clientID: "${CLIENT_ID}"`, '    clientID: "11111111-2222-4333-8444-555555555555"'),
  );

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      ...UNCHECKED,
      message: 'vault "other-team-vault" is not among the artefacts',
      needs: "the Terraform that makes or looks up the vault",
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
    },
  ]);
});
