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
      fix: 'assign "Key Vault Reader" to azurerm_user_assigned_identity.api on ${azurerm_key_vault.orders.id}',
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
      fix: 'assign "Key Vault Secrets User" to azurerm_user_assigned_identity.api on ${azurerm_key_vault.orders.id}',
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
      fix: 'assign "Key Vault Reader" to azurerm_user_assigned_identity.api on ${azurerm_key_vault.orders.id}',
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
        "FailedMount: RESPONSE 403: 403 Forbidden, ERROR CODE: Forbidden: The user, group or application … does not have keys list permission on key vault 'kv-orders;…'",
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
        'azurerm_user_assigned_identity.api may not read key "signing" of vault "kv-orders", which SecretProviderClass orders/api-vault mounts through it: role "Key Vault Reader" of azurerm_role_assignment.signing is on a whole resource group instead',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "signing",
      allowed: 'a role that reads keys, at least "Key Vault Reader", on the vault or the object',
      fix: "let azurerm_role_assignment.signing be on ${azurerm_key_vault.orders.id}",
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

/** The healthy world whose roles are for another principal. */
function rolesFor(principal_id: string, principal_type: string | undefined, others: object = {}): Files {
  return terraform((c) => {
    Object.assign(c.resource.azurerm_role_assignment.secrets, { principal_id, principal_type });
    Object.assign(c.resource.azurerm_role_assignment.signing, { principal_id, principal_type });
    Object.assign(c.resource, others);
  });
}

const STRANGER = "d00d0000-1111-4222-8333-444455556666";
const MEMBER = "${azurerm_user_assigned_identity.api.principal_id}";

test.each([
  ["as a resource", { members: undefined }, { group_object_id: "${azuread_group.readers.object_id}" }],
  ["in the group", { members: [MEMBER] }, { group_object_id: STRANGER }],
])("finds nothing where the role is for a group that has the identity as a member %s", (_, group, member) => {
  const files = rolesFor("${azuread_group.readers.object_id}", "Group", {
    azuread_group: { readers: { display_name: "readers", security_enabled: true, ...group } },
    azuread_group_member: { api: { member_object_id: MEMBER, ...member } },
  });

  const said = [...findingsOf(RULE, files), ...uncheckedOf(RULE, files)];

  expect(said).toEqual([]);
});

test.each([
  ["a group of a literal id", rolesFor(STRANGER, "Group"), "a group whose members are not known"],
  ["a principal of no known type", rolesFor(STRANGER, undefined), "a principal that is not known"],
  ["a variable", rolesFor("${var.readers}", undefined), "a principal that is not known"],
  [
    "a group that is not known to have it",
    rolesFor("${azuread_group.readers.object_id}", undefined, { azuread_group: { readers: { display_name: "r" } } }),
    "a principal that is not known",
  ],
])("cannot tell where the role is for %s", (_, files, whom) => {
  const found = findingsOf(RULE, files);
  const unchecked = uncheckedOf(RULE, files);

  expect(found).toEqual([]);
  expect(unchecked).toHaveLength(3);
  expect(unchecked[2]).toEqual({
    ...UNCHECKED,
    message: `whether azurerm_user_assigned_identity.api may read key "signing" of vault "kv-orders": role "Key Vault Reader" of azurerm_role_assignment.signing is for ${whom}`,
    needs: "the Terraform of who is in the group (azuread_group_member), or of the principal",
    at: { file: "orders.yaml", line: 29, resource: "SecretProviderClass orders/api-vault objects[2]" },
  });
});

test("cannot tell where a policy is for a principal that is not known", () => {
  const files = withPolicies({ object_id: STRANGER });

  const said = [findingsOf(RULE, files).length, uncheckedOf(RULE, files).length];

  expect(said).toEqual([0, 3]);
});

test.each([
  ["a service principal that is none of the artefacts", rolesFor(STRANGER, "ServicePrincipal")],
  ["a person", rolesFor(STRANGER, "User")],
  ["whoever runs Terraform", rolesFor("${data.azurerm_client_config.current.object_id}", undefined)],
])("fails when the role is for %s", (_, files) => {
  const found = findingsOf(RULE, files);

  expect(found).toHaveLength(3);
});

test("fails when the only others on the vault are those that write to it", () => {
  const files = rolesFor(STRANGER, undefined);
  const writing = terraform(
    (c) =>
      Object.assign(c.resource.azurerm_role_assignment.secrets, { role_definition_name: "Key Vault Secrets Officer" }),
    files,
  );

  const found = findingsOf(RULE, writing);

  expect(found.map(({ got }) => got)).toEqual(["db-password", "ingress"]);
});

test("cannot tell, and says it once, where a vault that exists does not say whether it asks roles", () => {
  const files = terraform((c) => {
    Object.assign(c, {
      data: { azurerm_key_vault: { orders: { name: "kv-orders", resource_group_name: "orders-rg" } } },
    });
    Object.assign(c.resource, { azurerm_key_vault: {} });
    Object.assign(c.resource.azurerm_role_assignment.secrets, { scope: "${data.azurerm_key_vault.orders.id}" });
    Object.assign(c.resource.azurerm_role_assignment.signing, { scope: "${data.azurerm_key_vault.orders.id}" });
  });

  const found = findingsOf(RULE, files);
  const unchecked = uncheckedOf(RULE, files).map(({ message, at }) => [message, at?.resource]);

  expect(found).toEqual([]);
  expect(unchecked).toEqual([
    [
      'whether role "Key Vault Reader" of azurerm_role_assignment.signing lets anybody read vault "kv-orders": it is not known whether the vault decides by roles or by access policies',
      "data.azurerm_key_vault.orders",
    ],
  ]);
});

/** What is said of each object in short: what the reason is, and what to do. */
function reasonsIn(files: Files): readonly (readonly [string | undefined, string])[] {
  return findingsOf(RULE, files).map(({ message, fix }) => [message.split("through it: ")[1], fix]);
}

test("names the role on another vault, which nothing reads, as the one that was meant", () => {
  const files = terraform((c) => {
    Object.assign(c.resource.azurerm_key_vault, {
      old: { ...c.resource.azurerm_key_vault.orders, name: "kv-orders-old" },
    });
    Object.assign(c.resource.azurerm_role_assignment.signing, { scope: "${azurerm_key_vault.old.id}" });
  });

  const found = reasonsIn(files);

  expect(found).toEqual([
    [
      'role "Key Vault Reader" of azurerm_role_assignment.signing is on vault "kv-orders-old" instead',
      "let azurerm_role_assignment.signing be on ${azurerm_key_vault.orders.id}",
    ],
  ]);
});

test("advises a scope for one object where all roles of the vault are, and takes no role of another object for the meant one", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, {
      scope: "${azurerm_key_vault.orders.id}/secrets/ingress",
    }),
  );

  const found = reasonsIn(files);

  expect(found).toEqual([
    [
      'it has role "Key Vault Secrets User" of azurerm_role_assignment.secrets, which is on /secrets/ingress of vault "kv-orders"',
      'assign "Key Vault Secrets User" to azurerm_user_assigned_identity.api on ${azurerm_key_vault.orders.id}/secrets/db-password',
    ],
  ]);
});

test.each([
  "${one(azurerm_user_assigned_identity.api[*].principal_id)}",
  "${try(azurerm_user_assigned_identity.api.principal_id, null)}",
  "${var.other ? var.principal : azurerm_user_assigned_identity.api.principal_id}",
])("cannot tell whose a grant is that %s chooses", (principal) => {
  const files = terraform((c) => {
    for (const grant of Object.values(c.resource.azurerm_role_assignment)) {
      Object.assign(grant, { principal_id: principal });
    }
    Object.assign(c, { variable: { other: {}, principal: {} } });
  });

  const unchecked = uncheckedOf(RULE, files);

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(unchecked).toHaveLength(3);
});
