import { expect, test } from "vitest";
import { CLIENT_ID, type Files, findingsOf, PRINCIPAL_ID, terraform } from "../../support/artefacts.js";
import { withPolicies } from "./vault-worlds.js";

const RULE = "match-grant-principal";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/match-grant-principal.md" };

test("fails when a role is given to the client id", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, {
      principal_id: "${azurerm_user_assigned_identity.api.client_id}",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'role "Key Vault Secrets User" of azurerm_role_assignment.secrets names azurerm_user_assigned_identity.api by its client id',
      at: { file: "azure/main.tf.json", line: 85, resource: "azurerm_role_assignment.secrets", field: "principal_id" },
      got: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36",
      allowed: "the object id of the service principal, which Terraform calls principal_id or object_id",
      fix: 'write "${azurerm_user_assigned_identity.api.principal_id}"',
      shows:
        "terraform apply: PrincipalNotFound: Principal … does not exist in the directory; with the check skipped 403 ForbiddenByRbac at each mount",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("fails when a role is given to the resource id", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, {
      principal_id: "${azurerm_user_assigned_identity.api.id}",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'role "Key Vault Secrets User" of azurerm_role_assignment.secrets names azurerm_user_assigned_identity.api by its resource id',
      at: { file: "azure/main.tf.json", line: 85, resource: "azurerm_role_assignment.secrets", field: "principal_id" },
      got: "${azurerm_user_assigned_identity.api.id}",
      allowed: "the object id of the service principal, which Terraform calls principal_id or object_id",
      fix: 'write "${azurerm_user_assigned_identity.api.principal_id}"',
      shows:
        "terraform apply: PrincipalNotFound: Principal … does not exist in the directory; with the check skipped 403 ForbiddenByRbac at each mount",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("fails when a role is given to a client id that is written out", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { principal_id: CLIENT_ID.toUpperCase() }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'role "Key Vault Secrets User" of azurerm_role_assignment.secrets names azurerm_user_assigned_identity.api by its client id',
      at: { file: "azure/main.tf.json", line: 85, resource: "azurerm_role_assignment.secrets", field: "principal_id" },
      got: "0B9F3C52-61D7-4E8A-A2C4-5D7E10F98B36",
      allowed: "the object id of the service principal, which Terraform calls principal_id or object_id",
      fix: 'write "${azurerm_user_assigned_identity.api.principal_id}"',
      shows:
        "terraform apply: PrincipalNotFound: Principal … does not exist in the directory; with the check skipped 403 ForbiddenByRbac at each mount",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("fails when a policy is for an application in between", () => {
  const files = withPolicies({ application_id: CLIENT_ID });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        "access policy azurerm_key_vault_access_policy.api is for azurerm_user_assigned_identity.api on behalf of an application, and pods act for themselves",
      at: {
        file: "azure/main.tf.json",
        line: 93,
        resource: "azurerm_key_vault_access_policy.api",
        field: "application_id",
      },
      got: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36",
      allowed: "object_id alone",
      fix: "remove application_id",
      shows: "403 Forbidden: … does not have secrets get permission on key vault, at each mount",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("finds nothing in a role of somebody who is no identity of the artefacts", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_key_vault.orders.id}",
        role_definition_name: "Key Vault Administrator",
        principal_id: "71b3f0a8-2d5e-4c96-8f14-a60d9e7b35c2",
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

/** The healthy world with the object id of its grants written out. */
function withPrincipal(principal: string): Files {
  return terraform((c) => {
    const { secrets, signing } = c.resource.azurerm_role_assignment;
    for (const grant of [secrets, signing]) {
      Object.assign(grant, { principal_id: principal });
    }
  });
}

test("finds nothing where the object id is written out", () => {
  const files = withPrincipal(PRINCIPAL_ID.toUpperCase());

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the object id that is written out has a slip", () => {
  const files = withPrincipal(PRINCIPAL_ID.replace("4b63", "4b36"));

  const found = findingsOf(RULE, files);

  expect(found).toHaveLength(2);
  expect(found[0]).toEqual({
    ...FINDING,
    severity: "error",
    message:
      'role "Key Vault Secrets User" of azurerm_role_assignment.secrets names the object id "c47d1e80-2f95-4b36-9c0a-8e6b3a51d274", which is that of azurerm_user_assigned_identity.api but for a slip',
    at: { file: "azure/main.tf.json", line: 85, resource: "azurerm_role_assignment.secrets", field: "principal_id" },
    got: "c47d1e80-2f95-4b36-9c0a-8e6b3a51d274",
    allowed: '"c47d1e80-2f95-4b63-9c0a-8e6b3a51d274"',
    fix: 'write "c47d1e80-2f95-4b63-9c0a-8e6b3a51d274"',
    shows:
      "terraform apply: PrincipalNotFound: Principal … does not exist in the directory; with the check skipped 403 ForbiddenByRbac at each mount",
    related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
  });
});

test("fails when a policy names something that is no object id", () => {
  const files = withPolicies({ object_id: PRINCIPAL_ID.slice(0, -1) });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'access policy azurerm_key_vault_access_policy.api names the principal "c47d1e80-2f95-4b63-9c0a-8e6b3a51d27", which is no object id',
      at: { file: "azure/main.tf.json", line: 86, resource: "azurerm_key_vault_access_policy.api", field: "object_id" },
      got: "c47d1e80-2f95-4b63-9c0a-8e6b3a51d27",
      allowed: "the object id of a service principal: a GUID",
      fix: "write the object id, or refer to it",
      shows: 'Terraform: expected "object_id" to be a valid UUID',
      related: [],
    },
  ]);
});

test("leaves alone what is nearly the object id of an identity that has what it needs", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_key_vault.orders.id}",
        role_definition_name: "Key Vault Administrator",
        principal_id: PRINCIPAL_ID.replace("4b63", "4b36"),
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
