import { expect, test } from "vitest";
import { findingsOf, manifests, terraform, uncheckedOf } from "../../support/artefacts.js";

const RULE = "no-unused-access";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/no-unused-access.md" };

/** Pods without the label, so that no code in them can use the identity by itself. */
const quiet = manifests('        azure.workload.identity/use: "true"\n', "");

test("fails under strict when a role is on an object that nobody reads", () => {
  const files = terraform(
    (c) =>
      Object.assign(c.resource.azurerm_role_assignment, {
        extra: {
          scope: "${azurerm_key_vault.orders.id}/secrets/old",
          role_definition_name: "Key Vault Secrets User",
          principal_id: "${azurerm_user_assigned_identity.api.principal_id}",
        },
      }),
    quiet,
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'role "Key Vault Secrets User" of azurerm_role_assignment.extra on /secrets/old of vault "kv-orders" lets azurerm_user_assigned_identity.api read what no class mounts through it',
      at: { file: "azure/main.tf.json", line: 95, resource: "azurerm_role_assignment.extra", field: "scope" },
      got: "${azurerm_key_vault.orders.id}/secrets/old",
      allowed: "grants that a mounted object needs",
      fix: "remove it",
      shows: "nothing; whoever takes over the pod reads it",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("notes it where code in the pods may use the identity", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_key_vault.orders.id}/secrets/old",
        role_definition_name: "Key Vault Secrets User",
        principal_id: "${azurerm_user_assigned_identity.api.principal_id}",
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "note",
      message:
        'role "Key Vault Secrets User" of azurerm_role_assignment.extra on /secrets/old of vault "kv-orders" lets azurerm_user_assigned_identity.api read what no class mounts through it',
      at: { file: "azure/main.tf.json", line: 95, resource: "azurerm_role_assignment.extra", field: "scope" },
      got: "${azurerm_key_vault.orders.id}/secrets/old",
      allowed: "grants that a mounted object needs",
      fix: "remove it, unless code in the pods reads the vault by itself: they get a token of the identity",
      shows: "nothing; whoever takes over the pod reads it",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
    },
  ]);
});

test("finds nothing in grants of a pipeline", () => {
  const files = terraform(
    (c) =>
      Object.assign(c.resource.azurerm_role_assignment, {
        extra: {
          scope: "${azurerm_key_vault.orders.id}",
          role_definition_name: "Key Vault Secrets Officer",
          principal_id: "71b3f0a8-2d5e-4c96-8f14-a60d9e7b35c2",
        },
      }),
    quiet,
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds nothing where the grant was meant for what the identity lacks", () => {
  const files = terraform(
    (c) =>
      Object.assign(c.resource.azurerm_role_assignment.signing, {
        scope: "${azurerm_key_vault.orders.id}/keys/sining",
      }),
    quiet,
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds nothing in a role on something that is no vault", () => {
  const files = terraform(
    (c) =>
      Object.assign(c.resource.azurerm_role_assignment, {
        extra: {
          scope: "${azurerm_storage_account.x.id}",
          role_definition_name: "Storage Blob Data Reader",
          principal_id: "${azurerm_user_assigned_identity.api.principal_id}",
        },
      }),
    quiet,
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test.each([
  ["has no array", "      array:\n", "      objects:\n"],
  ["are no text", "    objects: |\n", "    objects:\n"],
])("leaves a class to other rules of which the objects %s", (_, from, to) => {
  const files = manifests(from, to, quiet);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("cannot tell where a class may stand in a document that cannot be read", () => {
  const files = terraform(
    (c) =>
      Object.assign(c.resource.azurerm_role_assignment, {
        extra: {
          scope: "${azurerm_key_vault.orders.id}/secrets/old",
          role_definition_name: "Key Vault Secrets User",
          principal_id: "${azurerm_user_assigned_identity.api.principal_id}",
        },
      }),
    { ...quiet, "broken.yaml": "apiVersion: v1\nkind: Pod: a\n" },
  );

  const unchecked = uncheckedOf(RULE, files).map(({ needs, at }) => ({ needs, resource: at?.resource }));

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(unchecked).toEqual([
    {
      needs: "broken.yaml in a form that can be read; line 2 keeps it from that",
      resource: "azurerm_role_assignment.extra",
    },
  ]);
});
