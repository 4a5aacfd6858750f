import { expect, test } from "vitest";
import { findingsOf, terraform } from "../../support/artefacts.js";
import { withPolicies } from "./vault-worlds.js";

const RULE = "require-permission-model";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/require-permission-model.md" };

test("fails when roles are given on a vault that says nothing", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, { rbac_authorization_enabled: undefined }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'vault "kv-orders" does not say who decides, so access policies do, for 97 days more: the API versions with that default end on 2027-02-27',
      at: { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" },
      allowed: "rbac_authorization_enabled = true, or false on purpose",
      fix: "write rbac_authorization_enabled = true: roles are assigned on it, and have no effect otherwise",
      shows: "FailedMount: … 403 Forbidden … does not have secrets get permission on key vault",
      related: [],
    },
  ]);
});

test("fails under strict when a vault with policies says nothing", () => {
  const files = terraform(
    (c) => Object.assign(c.resource.azurerm_key_vault.orders, { rbac_authorization_enabled: undefined }),
    withPolicies({}),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'vault "kv-orders" does not say who decides, so access policies do, for 97 days more: the API versions with that default end on 2027-02-27',
      at: { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" },
      allowed: "rbac_authorization_enabled = true, or false on purpose",
      fix: "write rbac_authorization_enabled = false now; move to roles, then true",
      shows: 'azurerm 5: Missing required argument: The argument "rbac_authorization_enabled" is required',
      related: [],
    },
  ]);
});

test("finds nothing in the old spelling", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, {
      rbac_authorization_enabled: undefined,
      enable_rbac_authorization: true,
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when only versions are admitted that require the argument", () => {
  const files = terraform((c) => {
    Object.assign(c.terraform.required_providers.azurerm, { version: "~> 5.2" });
    Object.assign(c.resource.azurerm_key_vault.orders, { rbac_authorization_enabled: null });
  });

  const found = findingsOf("require-permission-model", files);

  expect(found).toEqual([
    expect.objectContaining({
      severity: "error",
      message: 'vault "kv-orders" does not say who decides, which azurerm 5 asks of each vault',
      shows: 'terraform plan: Missing required argument: The argument "rbac_authorization_enabled" is required',
    }),
  ]);
});
