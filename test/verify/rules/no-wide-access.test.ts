import { expect, test } from "vitest";
import { findingsOf, terraform } from "../../support/artefacts.js";

const RULE = "no-wide-access";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/no-wide-access.md" };

test("fails under strict when a role is on a resource group", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { scope: "${azurerm_resource_group.orders.id}" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'role "Key Vault Secrets User" of azurerm_role_assignment.secrets lets azurerm_user_assigned_identity.api into the vaults of a whole resource group',
      at: { file: "azure/main.tf.json", line: 83, resource: "azurerm_role_assignment.secrets", field: "scope" },
      got: "${azurerm_resource_group.orders.id}",
      allowed: "the id of a vault, or of an object in it",
      fix: 'assign "Key Vault Secrets User" on each vault that its pods read',
      shows: "nothing; whoever takes over one pod reads them all",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("fails under strict when a role is on a subscription", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, {
      scope: "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'role "Key Vault Secrets User" of azurerm_role_assignment.secrets lets azurerm_user_assigned_identity.api into the vaults of a whole subscription',
      at: { file: "azure/main.tf.json", line: 83, resource: "azurerm_role_assignment.secrets", field: "scope" },
      got: "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015",
      allowed: "the id of a vault, or of an object in it",
      fix: 'assign "Key Vault Secrets User" on each vault that its pods read',
      shows: "nothing; whoever takes over one pod reads them all",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("finds nothing in a role that has nothing to do with vaults", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_resource_group.orders.id}",
        role_definition_name: "DNS Zone Contributor",
        principal_id: "${azurerm_user_assigned_identity.api.principal_id}",
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
