import { expect, test } from "vitest";
import { findingsOf } from "../../support/artefacts.js";
import { withPolicies } from "./vault-worlds.js";

const RULE = "valid-permission";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/valid-permission.md" };

test("fails when a permission is in lower case", () => {
  const files = withPolicies({ secret_permissions: ["get"] });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_key_vault_access_policy.api permits "get", which is none of secret_permissions',
      at: {
        file: "azure/main.tf.json",
        line: 88,
        resource: "azurerm_key_vault_access_policy.api",
        field: "secret_permissions[0]",
      },
      got: "get",
      allowed: '"Get", "List", "Set", "Delete", "Recover", "Backup", "Restore", "Purge"',
      fix: 'write "Get"',
      shows: 'terraform plan: expected secret_permissions.0 to be one of ["Get" "List" …], got get',
      related: [],
    },
  ]);
});

test("fails when a permission does not exist", () => {
  const files = withPolicies({ key_permissions: ["Get", "All"] });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_key_vault_access_policy.api permits "All", which is none of key_permissions',
      at: {
        file: "azure/main.tf.json",
        line: 92,
        resource: "azurerm_key_vault_access_policy.api",
        field: "key_permissions[1]",
      },
      got: "All",
      allowed:
        '"Get", "List", "Update", "Create", "Import", "Delete", "Recover", "Backup", "Restore", "Purge", "Decrypt", "Encrypt", "UnwrapKey", "WrapKey", "Verify", "Sign", "Release", "Rotate", "GetRotationPolicy", "SetRotationPolicy"',
      fix: 'write "Get"',
      shows: 'terraform plan: expected key_permissions.1 to be one of ["Get" "List" …], got All',
      related: [],
    },
  ]);
});

test("finds nothing in permissions as azurerm spells them", () => {
  const files = withPolicies({ key_permissions: ["Get", "UnwrapKey"], certificate_permissions: ["Get"] });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
