import { expect, test } from "vitest";
import { findingsOf, TENANT } from "../../support/artefacts.js";
import { withPolicies } from "./vault-worlds.js";

const RULE = "match-policy-tenant";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/match-policy-tenant.md" };

test("fails when a policy is for another tenant", () => {
  const files = withPolicies({ tenant_id: "00000000-1111-4222-8333-444444444444" });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_key_vault_access_policy.api is for tenant "00000000-1111-4222-8333-444444444444", and its vault is of "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"',
      at: { file: "azure/main.tf.json", line: 85, resource: "azurerm_key_vault_access_policy.api", field: "tenant_id" },
      got: "00000000-1111-4222-8333-444444444444",
      allowed: '"5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"',
      fix: 'write tenant_id = "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"',
      shows: "FailedMount: … 403 Forbidden … does not have secrets get permission on key vault",
      related: [{ file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" }],
    },
  ]);
});

test("fails when a policy names no tenant", () => {
  const files = withPolicies({ tenant_id: undefined });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_key_vault_access_policy.api names no tenant",
      at: { file: "azure/main.tf.json", line: 83, resource: "azurerm_key_vault_access_policy.api", field: "tenant_id" },
      allowed: '"5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"',
      fix: 'write tenant_id = "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"',
      shows: 'terraform plan: Missing required argument: The argument "tenant_id" is required',
      related: [{ file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" }],
    },
  ]);
});

test("finds nothing where the case differs", () => {
  const files = withPolicies({ tenant_id: TENANT.toUpperCase() });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
