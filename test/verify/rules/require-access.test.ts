import { expect, test } from "vitest";
import {
  CLIENT_ID,
  FILE,
  type Files,
  findingsOf,
  healthyFiles,
  manifests,
  terraform,
  uncheckedOf,
  without,
} from "../../support/artefacts.js";
import { withPolicies } from "./vault-worlds.js";

const RULE = "require-access";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/require-access.md" };
const UNCHECKED = { rule: RULE, environment: "artefacts" };

test("finds nothing in a healthy world", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when there is no role for a key", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, { azurerm_role_assignment: { secrets: c.resource.azurerm_role_assignment.secrets } }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_user_assigned_identity.api may not read key "signing" of vault "kv-orders", which SecretProviderClass orders/api-vault mounts through it: role "Key Vault Secrets User" of azurerm_role_assignment.secrets on vault "kv-orders" reads no keys',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "signing",
      allowed: 'a role that reads keys, at least "Key Vault Reader", on the vault or the object',
      fix: 'assign "Key Vault Reader" to azurerm_user_assigned_identity.api on ${azurerm_key_vault.orders.id}/keys/signing',
      shows:
        "FailedMount: RESPONSE 403: 403 Forbidden, ERROR CODE: Forbidden (ForbiddenByRbac): Caller is not authorized to perform action on resource. (no key get for vault kv-orders)",
      related: [
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
        { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" },
        { file: "azure/main.tf.json", line: 82, resource: "azurerm_role_assignment.secrets" },
      ],
    },
  ]);
});

test("fails when there is no role at all", () => {
  const files = terraform(
    (c) => Object.assign(c.resource, { azurerm_role_assignment: {} }),
    manifests(
      "        - |\n          objectName: ingress\n          objectType: secret\n          objectAlias: tls/ingress.pem\n        - |\n          objectName: signing\n          objectType: key\n",
      "",
    ),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_user_assigned_identity.api may not read secret "db-password" of vault "kv-orders", which SecretProviderClass orders/api-vault mounts through it: it has no role and no access policy for a vault',
      at: {
        file: "orders.yaml",
        line: 23,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectName",
      },
      got: "db-password",
      allowed: 'a role that reads secrets, at least "Key Vault Secrets User", on the vault or the object',
      fix: 'assign "Key Vault Secrets User" to azurerm_user_assigned_identity.api on ${azurerm_key_vault.orders.id}/secrets/db-password',
      shows:
        "FailedMount: RESPONSE 403: 403 Forbidden, ERROR CODE: Forbidden (ForbiddenByRbac): Caller is not authorized to perform action on resource. (no secret get for vault kv-orders)",
      related: [
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
        { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" },
      ],
    },
  ]);
});

test("fails when a role does not read the type", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.signing, { role_definition_name: "Key Vault Secrets User" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_user_assigned_identity.api may not read key "signing" of vault "kv-orders", which SecretProviderClass orders/api-vault mounts through it: role "Key Vault Secrets User" of azurerm_role_assignment.signing on /keys/signing of vault "kv-orders" reads no keys',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "signing",
      allowed: 'a role that reads keys, at least "Key Vault Reader", on the vault or the object',
      fix: 'assign "Key Vault Reader" to azurerm_user_assigned_identity.api on ${azurerm_key_vault.orders.id}/keys/signing',
      shows:
        "FailedMount: RESPONSE 403: 403 Forbidden, ERROR CODE: Forbidden (ForbiddenByRbac): Caller is not authorized to perform action on resource. (no key get for vault kv-orders)",
      related: [
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
        { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" },
        { file: "azure/main.tf.json", line: 88, resource: "azurerm_role_assignment.signing" },
      ],
    },
  ]);
});

test("fails when a scope has a slip in the name", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.signing, { scope: "${azurerm_key_vault.orders.id}/keys/sining" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_user_assigned_identity.api may not read key "signing" of vault "kv-orders", which SecretProviderClass orders/api-vault mounts through it: role "Key Vault Reader" of azurerm_role_assignment.signing is on "sining"',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "signing",
      allowed: 'a role that reads keys, at least "Key Vault Reader", on the vault or the object',
      fix: 'write "signing" in the scope, or "sining" in the class, whichever is meant',
      shows:
        "FailedMount: RESPONSE 403: 403 Forbidden, ERROR CODE: Forbidden (ForbiddenByRbac): Caller is not authorized to perform action on resource. (no key get for vault kv-orders)",
      related: [
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
        { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" },
        { file: "azure/main.tf.json", line: 88, resource: "azurerm_role_assignment.signing" },
      ],
    },
  ]);
});

test("fails when a scope is in another collection", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.signing, {
      scope: "${azurerm_key_vault.orders.id}/secrets/signing",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_user_assigned_identity.api may not read key "signing" of vault "kv-orders", which SecretProviderClass orders/api-vault mounts through it: role "Key Vault Reader" of azurerm_role_assignment.signing is on /secrets/signing, and key is read from /keys/signing',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "signing",
      allowed: 'a role that reads keys, at least "Key Vault Reader", on the vault or the object',
      fix: 'let the scope end in "/keys/signing"',
      shows:
        "FailedMount: RESPONSE 403: 403 Forbidden, ERROR CODE: Forbidden (ForbiddenByRbac): Caller is not authorized to perform action on resource. (no key get for vault kv-orders)",
      related: [
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
        { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" },
        { file: "azure/main.tf.json", line: 88, resource: "azurerm_role_assignment.signing" },
      ],
    },
  ]);
});

test("fails when a policy lacks a permission", () => {
  const files = withPolicies({ key_permissions: ["List"] });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_user_assigned_identity.api may not read key "signing" of vault "kv-orders", which SecretProviderClass orders/api-vault mounts through it: access policy azurerm_key_vault_access_policy.api lacks "Get" in key_permissions',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "signing",
      allowed: 'an access policy with "Get" in key_permissions',
      fix: 'add "Get" to key_permissions',
      shows:
        "FailedMount: RESPONSE 403: 403 Forbidden, ERROR CODE: Forbidden: The user, group or application … does not have keys get permission on key vault 'kv-orders;…'",
      related: [
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
        { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" },
        { file: "azure/main.tf.json", line: 83, resource: "azurerm_key_vault_access_policy.api" },
      ],
    },
  ]);
});

test("fails when a policy may not list the versions that a history needs", () => {
  const files = manifests(
    "objectName: signing",
    "objectName: signing\n          objectVersionHistory: 3",
    withPolicies({}),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_user_assigned_identity.api may not read key "signing" of vault "kv-orders", which SecretProviderClass orders/api-vault mounts through it: access policy azurerm_key_vault_access_policy.api lacks "List" in key_permissions, which objectVersionHistory 3 needs',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "signing",
      allowed: 'an access policy with "Get" and "List" in key_permissions',
      fix: 'add "List" to key_permissions',
      shows:
        "FailedMount: RESPONSE 403: 403 Forbidden, ERROR CODE: Forbidden: The user, group or application … does not have keys get permission on key vault 'kv-orders;…'",
      related: [
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
        { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" },
        { file: "azure/main.tf.json", line: 83, resource: "azurerm_key_vault_access_policy.api" },
      ],
    },
  ]);
});

test("finds nothing where the role is on the resource group of the vault", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { scope: "${azurerm_resource_group.orders.id}" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the role is on another resource group", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.signing, {
      scope: "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/other-rg",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_user_assigned_identity.api may not read key "signing" of vault "kv-orders", which SecretProviderClass orders/api-vault mounts through it: role "Key Vault Secrets User" of azurerm_role_assignment.secrets on vault "kv-orders" reads no keys',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "signing",
      allowed: 'a role that reads keys, at least "Key Vault Reader", on the vault or the object',
      fix: 'assign "Key Vault Reader" to azurerm_user_assigned_identity.api on ${azurerm_key_vault.orders.id}/keys/signing',
      shows:
        "FailedMount: RESPONSE 403: 403 Forbidden, ERROR CODE: Forbidden (ForbiddenByRbac): Caller is not authorized to perform action on resource. (no key get for vault kv-orders)",
      related: [
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
        { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" },
        { file: "azure/main.tf.json", line: 82, resource: "azurerm_role_assignment.secrets" },
      ],
    },
  ]);
});

test("leaves a wrong principal to the rule about principals", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, {
      principal_id: "${azurerm_user_assigned_identity.api.client_id}",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("leaves a wrong scope to the rule about scopes", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.signing, { scope: "${azurerm_key_vault.orders.id}/key/signing" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("leaves a name that the vault does not have to the rule about objects", () => {
  const files = manifests("objectName: signing", "objectName: sgning");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("cannot tell what a condition lets through", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.signing, {
      condition: "@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'x'",
      condition_version: "2.0",
    }),
  );

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      ...UNCHECKED,
      message:
        'whether azurerm_user_assigned_identity.api may read key "signing" of vault "kv-orders": role "Key Vault Reader" of azurerm_role_assignment.signing has a condition',
      needs: "a built-in role without a condition, on a scope that is written out",
      at: { file: "orders.yaml", line: 29, resource: "SecretProviderClass orders/api-vault objects[2]" },
    },
  ]);
});

test("cannot tell where identity and vault exist already", () => {
  const files = terraform(
    (c) =>
      Object.assign(c, {
        data: {
          azurerm_user_assigned_identity: {
            api: { name: "orders-api", resource_group_name: "orders-rg", client_id: CLIENT_ID },
          },
          azurerm_key_vault: { orders: { name: "kv-orders", resource_group_name: "orders-rg" } },
        },
        resource: {},
        output: {},
      }),
    manifests(
      "        - |\n          objectName: ingress\n          objectType: secret\n          objectAlias: tls/ingress.pem\n        - |\n          objectName: signing\n          objectType: key\n",
      "",
    ),
  );

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      ...UNCHECKED,
      message:
        'whether data.azurerm_user_assigned_identity.api may read secret "db-password" of vault "kv-orders": both exist already, and so may the grant',
      needs: "the Terraform of the role assignment or access policy",
      at: { file: "orders.yaml", line: 22, resource: "SecretProviderClass orders/api-vault objects[0]" },
    },
  ]);
});

/** The healthy world with an application in place of the identity, which has no service principal among the artefacts. */
function application(part: "resource" | "data"): Files {
  const address = part === "data" ? "data.azuread_application.api" : "azuread_application.api";
  return terraform((c) => {
    Object.assign(c, { [part]: { ...(part === "resource" ? c.resource : {}), azuread_application: { api: {} } } });
    Object.assign(c.resource, { azurerm_user_assigned_identity: {}, azurerm_federated_identity_credential: {} });
    Object.assign(c.resource, {
      azuread_application_federated_identity_credential: {
        api: {
          application_id: `\${${address}.id}`,
          display_name: "api",
          issuer: "${azurerm_kubernetes_cluster.main.oidc_issuer_url}",
          subject: "system:serviceaccount:orders:api",
          audiences: ["api://AzureADTokenExchange"],
        },
      },
      azurerm_role_assignment: {},
    });
  }, without(FILE.outputs));
}

test("leaves an application without a service principal to the rule about that", () => {
  const files = application("resource");

  const said = [...findingsOf(RULE, files), ...uncheckedOf(RULE, files)];

  expect(findingsOf("require-service-principal", files)).toHaveLength(1);
  expect(said).toEqual([]);
});

test("cannot tell for an application that exists and whose service principal is not given", () => {
  const files = application("data");

  const found = findingsOf(RULE, files);
  const unchecked = uncheckedOf(RULE, files).map(({ message }) => message);

  expect(found).toEqual([]);
  expect(unchecked[0]).toEqual(
    'whether data.azuread_application.api may read secret "db-password" of vault "kv-orders": its service principal, which roles and policies name, is not among the artefacts',
  );
});
