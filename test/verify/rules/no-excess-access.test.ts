import { expect, test } from "vitest";
import { type Files, findingsOf, manifests, terraform } from "../../support/artefacts.js";
import { withPolicies } from "./vault-worlds.js";

const RULE = "no-excess-access";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/no-excess-access.md" };

test("fails under strict when a role writes", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { role_definition_name: "Key Vault Secrets Officer" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'role "Key Vault Secrets Officer" of azurerm_role_assignment.secrets lets azurerm_user_assigned_identity.api write, delete or use what it should only read on vault "kv-orders"',
      at: {
        file: "azure/main.tf.json",
        line: 84,
        resource: "azurerm_role_assignment.secrets",
        field: "role_definition_name",
      },
      got: "Key Vault Secrets Officer",
      allowed: "what reads the mounted objects, and nothing else",
      fix: 'assign "Key Vault Secrets User"',
      shows: "nothing; whoever takes over the pod may do the same",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("fails under strict when a role signs and decrypts", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.signing, { role_definition_name: "Key Vault Crypto User" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'role "Key Vault Crypto User" of azurerm_role_assignment.signing lets azurerm_user_assigned_identity.api write, delete or use what it should only read on /keys/signing of vault "kv-orders"',
      at: {
        file: "azure/main.tf.json",
        line: 90,
        resource: "azurerm_role_assignment.signing",
        field: "role_definition_name",
      },
      got: "Key Vault Crypto User",
      allowed: "what reads the mounted objects, and nothing else",
      fix: 'assign "Key Vault Reader"',
      shows: "nothing; whoever takes over the pod may do the same",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

/** The role for certificates on the whole vault, where a narrower one is enough. */
const CERTIFICATE_USER = {
  ...FINDING,
  message:
    'role "Key Vault Certificate User" of azurerm_role_assignment.signing lets azurerm_user_assigned_identity.api read all secret values, though pods need it for keys and certificates alone, on vault "kv-orders"',
  at: {
    file: "azure/main.tf.json",
    line: 90,
    resource: "azurerm_role_assignment.signing",
    field: "role_definition_name",
  },
  got: "Key Vault Certificate User",
  allowed: "what reads the mounted objects, and nothing else",
  fix: 'assign "Key Vault Reader"',
  shows: "nothing; whoever takes over the pod may do the same",
  related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
};

function certificateUser(scope: string): Files {
  return terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.signing, {
      scope,
      role_definition_name: "Key Vault Certificate User",
    }),
  );
}

test("fails under strict when a role for certificates on the whole vault is used for a key alone", () => {
  const files = manifests(
    "        - |\n          objectName: db-password\n          objectType: secret\n        - |\n          objectName: ingress\n          objectType: secret\n          objectAlias: tls/ingress.pem\n",
    "",
    certificateUser("${azurerm_key_vault.orders.id}"),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([{ ...CERTIFICATE_USER, severity: "warning" }]);
});

test("notes a role for certificates on the whole vault beside the one for secrets", () => {
  const files = certificateUser("${azurerm_key_vault.orders.id}");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([{ ...CERTIFICATE_USER, severity: "note" }]);
});

test("finds nothing in a role for certificates on one object, which reaches no secret", () => {
  const files = certificateUser("${azurerm_key_vault.orders.id}/keys/signing");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails under strict when a role changes the vault", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_key_vault.orders.id}",
        role_definition_name: "Key Vault Contributor",
        principal_id: "${azurerm_user_assigned_identity.api.principal_id}",
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'role "Key Vault Contributor" of azurerm_role_assignment.extra lets azurerm_user_assigned_identity.api change the vault itself on vault "kv-orders"',
      at: {
        file: "azure/main.tf.json",
        line: 96,
        resource: "azurerm_role_assignment.extra",
        field: "role_definition_name",
      },
      got: "Key Vault Contributor",
      allowed: "what reads the mounted objects, and nothing else",
      fix: "remove it: no pod reads through it",
      shows: "nothing; whoever takes over the pod may do the same",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("fails under strict when a policy permits more than reading", () => {
  const files = withPolicies({ secret_permissions: ["Get", "List", "Set", "Delete"] });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'access policy azurerm_key_vault_access_policy.api lets azurerm_user_assigned_identity.api also set (secret_permissions), delete (secret_permissions) on vault "kv-orders"',
      at: { file: "azure/main.tf.json", line: 83, resource: "azurerm_key_vault_access_policy.api" },
      got: "set (secret_permissions), delete (secret_permissions)",
      allowed: "what reads the mounted objects, and nothing else",
      fix: "leave Get, and List where versions are mounted",
      shows: "nothing; whoever takes over the pod may do the same",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("finds nothing in a role on something else", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_resource_group.orders.id}",
        role_definition_name: "Contributor",
        principal_id: "${azurerm_user_assigned_identity.api.principal_id}",
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds nothing in a role for certificates that secrets are read through", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { role_definition_name: "Key Vault Certificate User" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("notes that a policy lists, where nothing reads a version history", () => {
  const files = withPolicies({ secret_permissions: ["Get", "List"] });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "note",
      message:
        'access policy azurerm_key_vault_access_policy.api lets azurerm_user_assigned_identity.api also list (secret_permissions) on vault "kv-orders"',
      at: { file: "azure/main.tf.json", line: 83, resource: "azurerm_key_vault_access_policy.api" },
      got: "list (secret_permissions)",
      allowed: "what reads the mounted objects, and nothing else",
      fix: "leave Get: List is for version histories only",
      shows: "nothing; whoever takes over the pod may do the same",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("finds nothing in a policy that lists the versions that a class mounts", () => {
  const files = manifests(
    "objectName: db-password\n          objectType: secret",
    "objectName: db-password\n          objectType: secret\n          objectVersionHistory: 3",
    withPolicies({ secret_permissions: ["Get", "List"] }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
