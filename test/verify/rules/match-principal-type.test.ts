import { expect, test } from "vitest";
import { findingsOf, terraform } from "../../support/artefacts.js";

const RULE = "match-principal-type";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/match-principal-type.md" };

test("fails when an identity is called a user", () => {
  const files = terraform((c) => Object.assign(c.resource.azurerm_role_assignment.secrets, { principal_type: "User" }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_role_assignment.secrets says that azurerm_user_assigned_identity.api is a "User"',
      at: {
        file: "azure/main.tf.json",
        line: 86,
        resource: "azurerm_role_assignment.secrets",
        field: "principal_type",
      },
      got: "User",
      allowed: '"ServicePrincipal"',
      fix: 'write "ServicePrincipal"',
      shows:
        'terraform apply: 400 UnmatchedPrincipalType: The PrincipalId … has type \'ServicePrincipal\', which is different from specified PrincipalType \'User\'; or expected principal_type to be one of ["User" "Group" "ServicePrincipal"]',
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("fails when the case differs", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { principal_type: "serviceprincipal" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_role_assignment.secrets says that azurerm_user_assigned_identity.api is a "serviceprincipal"',
      at: {
        file: "azure/main.tf.json",
        line: 86,
        resource: "azurerm_role_assignment.secrets",
        field: "principal_type",
      },
      got: "serviceprincipal",
      allowed: '"ServicePrincipal"',
      fix: 'write "ServicePrincipal"',
      shows:
        'terraform apply: 400 UnmatchedPrincipalType: The PrincipalId … has type \'ServicePrincipal\', which is different from specified PrincipalType \'serviceprincipal\'; or expected principal_type to be one of ["User" "Group" "ServicePrincipal"]',
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("finds nothing where the type is left out", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { principal_type: undefined }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds nothing in the role of a group", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_key_vault.orders.id}",
        role_definition_name: "Key Vault Reader",
        principal_id: "71b3f0a8-2d5e-4c96-8f14-a60d9e7b35c2",
        principal_type: "Group",
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
