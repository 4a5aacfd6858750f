import { expect, test } from "vitest";
import { findingsOf, TENANT, terraform } from "../../support/artefacts.js";
import { withPolicies } from "./vault-worlds.js";

const RULE = "match-permission-model";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/match-permission-model.md" };

test("fails once when the vault decides by policies and only roles are given", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, { rbac_authorization_enabled: false }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'vault "kv-orders" decides by access policies, and only roles are given on it',
      at: {
        file: "azure/main.tf.json",
        line: 60,
        resource: "azurerm_key_vault.orders",
        field: "rbac_authorization_enabled",
      },
      got: "false",
      allowed: "rbac_authorization_enabled = true, or grants of the other kind",
      fix: "write rbac_authorization_enabled = true, or give access policies instead",
      shows: "FailedMount: … 403 Forbidden … does not have secrets get permission on key vault",
      related: [
        { file: "azure/main.tf.json", line: 82, resource: "azurerm_role_assignment.secrets" },
        { file: "azure/main.tf.json", line: 88, resource: "azurerm_role_assignment.signing" },
      ],
    },
  ]);
});

test("fails once when the vault decides by roles and only policies are given", () => {
  const files = terraform(
    (c) => Object.assign(c.resource.azurerm_key_vault.orders, { rbac_authorization_enabled: true }),
    withPolicies({}),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'vault "kv-orders" decides by roles, and only access policies are given on it',
      at: {
        file: "azure/main.tf.json",
        line: 60,
        resource: "azurerm_key_vault.orders",
        field: "rbac_authorization_enabled",
      },
      got: "true",
      allowed: "rbac_authorization_enabled = false, or grants of the other kind",
      fix: "write rbac_authorization_enabled = false, or give roles instead",
      shows: "FailedMount: … 403 Forbidden … ForbiddenByRbac: Caller is not authorized to perform action on resource",
      related: [{ file: "azure/main.tf.json", line: 83, resource: "azurerm_key_vault_access_policy.api" }],
    },
  ]);
});

test("fails under strict when a policy is left on a vault that decides by roles", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, {
      azurerm_key_vault_access_policy: {
        api: {
          key_vault_id: "${azurerm_key_vault.orders.id}",
          tenant_id: TENANT,
          object_id: "${azurerm_user_assigned_identity.api.principal_id}",
          secret_permissions: ["Get"],
        },
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message: 'access policy azurerm_key_vault_access_policy.api has no effect: vault "kv-orders" decides by roles',
      at: { file: "azure/main.tf.json", line: 96, resource: "azurerm_key_vault_access_policy.api" },
      allowed: "role assignments: the vault asks nothing else",
      fix: "assign a role instead, and remove the policy",
      shows: "nothing until somebody counts on it",
      related: [{ file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" }],
    },
  ]);
});

test("finds nothing in policies on a vault that decides by them", () => {
  const files = withPolicies({});

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds nothing in a role that manages a vault with policies", () => {
  const files = terraform(
    (c) =>
      Object.assign(c.resource, {
        azurerm_role_assignment: {
          manager: {
            scope: "${azurerm_key_vault.orders.id}",
            role_definition_name: "Reader",
            principal_id: "71b3f0a8-2d5e-4c96-8f14-a60d9e7b35c2",
          },
        },
      }),
    withPolicies({}),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
