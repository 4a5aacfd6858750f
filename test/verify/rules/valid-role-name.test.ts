import { expect, test } from "vitest";
import { findingsOf, terraform, uncheckedOf } from "../../support/artefacts.js";

const RULE = "valid-role-name";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/valid-role-name.md" };
const UNCHECKED = { rule: RULE, environment: "artefacts" };

test("fails when Azure has no such role", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { role_definition_name: "Key Vault Secret User" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_role_assignment.secrets assigns the role "Key Vault Secret User", which Azure does not have',
      at: {
        file: "azure/main.tf.json",
        line: 84,
        resource: "azurerm_role_assignment.secrets",
        field: "role_definition_name",
      },
      got: "Key Vault Secret User",
      allowed: "the name of a built-in role, or of a custom role of the tenant",
      fix: 'write "Key Vault Secrets User"',
      shows: "terraform apply: listing role definitions: could not find role `Key Vault Secret User`",
      related: [],
    },
  ]);
});

test("fails when no role is named", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { role_definition_name: undefined }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_role_assignment.secrets does not say which role it assigns",
      at: { file: "azure/main.tf.json", line: 82, resource: "azurerm_role_assignment.secrets" },
      allowed: "role_definition_name, or role_definition_id",
      fix: 'write role_definition_name, for example "Key Vault Secrets User"',
      shows:
        "terraform plan: Invalid combination of arguments: one of `role_definition_id,role_definition_name` must be specified",
      related: [],
    },
  ]);
});

test("fails when the id of a role has a slip", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, {
      role_definition_name: undefined,
      role_definition_id: "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e7",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_role_assignment.secrets assigns the role with id "4633458b-17de-408a-b874-0445c86b69e7", which no built-in role has',
      at: {
        file: "azure/main.tf.json",
        line: 86,
        resource: "azurerm_role_assignment.secrets",
        field: "role_definition_id",
      },
      got: "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e7",
      allowed: "the id of a role definition",
      fix: 'write "4633458b-17de-408a-b874-0445c86b69e6", the id of "Key Vault Secrets User"',
      shows: "terraform apply: RoleDefinitionDoesNotExist: The specified role definition with ID … does not exist",
      related: [],
    },
  ]);
});

test("notes a role in another case", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { role_definition_name: "key vault secrets user" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "note",
      message: 'azurerm_role_assignment.secrets writes the role "Key Vault Secrets User" as "key vault secrets user"',
      at: {
        file: "azure/main.tf.json",
        line: 84,
        resource: "azurerm_role_assignment.secrets",
        field: "role_definition_name",
      },
      got: "key vault secrets user",
      allowed: '"Key Vault Secrets User"; Azure and Terraform take it in any case, a search does not',
      fix: 'write "Key Vault Secrets User"',
      related: [],
    },
  ]);
});

test("finds nothing in the id of a role", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, {
      role_definition_name: undefined,
      role_definition_id: "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("cannot tell what a custom role permits", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { role_definition_name: "Orders readers of the shop" }),
  );

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      ...UNCHECKED,
      message:
        'what the role "Orders readers of the shop" of azurerm_role_assignment.secrets permits: it is no built-in role for vaults',
      needs: "a built-in role: what a custom role permits stands in the tenant",
      at: {
        file: "azure/main.tf.json",
        line: 84,
        resource: "azurerm_role_assignment.secrets",
        field: "role_definition_name",
      },
    },
  ]);
});

const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";

test.each([
  ["the GUID of a role alone", { role_definition_name: null, role_definition_id: SECRETS_USER }, "is a GUID alone"],
  [
    "name and id both",
    { role_definition_id: `/providers/Microsoft.Authorization/roleDefinitions/${SECRETS_USER}` },
    "says twice which role",
  ],
])("fails when a role assignment has %s", (_, fields, part) => {
  const files = terraform((c) => Object.assign(c.resource.azurerm_role_assignment.secrets, fields));

  const found = findingsOf("valid-role-name", files);

  expect(found).toEqual([
    expect.objectContaining({
      severity: "error",
      message: expect.stringContaining(part),
      at: expect.objectContaining({ resource: "azurerm_role_assignment.secrets", field: "role_definition_id" }),
    }),
  ]);
});

test("takes the whole id of a role", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, {
      role_definition_name: null,
      role_definition_id: `/providers/Microsoft.Authorization/roleDefinitions/${SECRETS_USER}`,
    }),
  );

  const found = findingsOf("valid-role-name", files);

  expect(found).toEqual([]);
});

test.each(["Tag Contributor", "Monitoring Contributor", "Managed Identity Contributor", "AcrPush"])(
  "leaves alone the role %s, which Azure has and is not about vaults",
  (role) => {
    const files = terraform((c) =>
      Object.assign(c.resource.azurerm_role_assignment, {
        extra: {
          scope: "${azurerm_key_vault.orders.id}",
          role_definition_name: role,
          principal_id: "71b3f0a8-2d5e-4c96-8f14-a60d9e7b35c2",
        },
      }),
    );

    const found = findingsOf(RULE, files);

    expect(found).toEqual([]);
  },
);

test("finds nothing where of two expressions one comes to null", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, {
      role_definition_id: '${strcontains(var.role, "/") ? var.role : null}',
      role_definition_name: '${strcontains(var.role, "/") ? null : var.role}',
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
