import { expect, test } from "vitest";
import { type Files, findingsOf, TENANT, terraform } from "../../support/artefacts.js";
import { withPolicies } from "./vault-worlds.js";

const RULE = "match-policy-tenant";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/match-policy-tenant.md" };

test("fails when a policy is for another tenant", () => {
  const files = withPolicies({ tenant_id: "00000000-1111-4222-8333-444444444444" });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_key_vault_access_policy.api is for tenant "00000000-1111-4222-8333-444444444444", and its vault is of "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"',
      at: { file: "azure/main.tf.json", line: 85, resource: "azurerm_key_vault_access_policy.api", field: "tenant_id" },
      got: "00000000-1111-4222-8333-444444444444",
      allowed: '"5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"',
      fix: 'write tenant_id = "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"',
      shows: "FailedMount: … 403 Forbidden … does not have secrets get permission on key vault",
      related: [{ file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" }],
    },
  ]);
});

test("fails when a policy names no tenant", () => {
  const files = withPolicies({ tenant_id: undefined });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_key_vault_access_policy.api names no tenant",
      at: { file: "azure/main.tf.json", line: 83, resource: "azurerm_key_vault_access_policy.api", field: "tenant_id" },
      allowed: '"5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"',
      fix: 'write tenant_id = "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"',
      shows: 'terraform plan: Missing required argument: The argument "tenant_id" is required',
      related: [{ file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" }],
    },
  ]);
});

test("finds nothing where the case differs", () => {
  const files = withPolicies({ tenant_id: TENANT.toUpperCase() });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

/** The same world with a vault that exists already, whose tenant nothing says. */
function withExistingVault(policy: object): Files {
  return terraform(
    (c) => {
      Reflect.deleteProperty(c.resource, "azurerm_key_vault");
      Object.assign(c, {
        data: { azurerm_key_vault: { orders: { name: "kv-orders", resource_group_name: "vaults" } } },
      });
    },
    withPolicies({ key_vault_id: "${data.azurerm_key_vault.orders.id}", ...policy }),
  );
}

test("fails when a policy on an existing vault is for another tenant than the classes ask", () => {
  const files = withExistingVault({ tenant_id: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91" });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: `azurerm_key_vault_access_policy.api is for tenant "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91", and all classes that read its vault ask "${TENANT}"`,
      at: { file: "azure/main.tf.json", line: 75, resource: "azurerm_key_vault_access_policy.api", field: "tenant_id" },
      got: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91",
      allowed: `"${TENANT}"`,
      fix: "write the tenant that the vault is really in, in both",
      shows: "FailedMount: … 403 Forbidden … does not have secrets get permission on key vault",
      related: [{ file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault" }],
    },
  ]);
});

test("fails when a policy on an existing vault names something that is no tenant", () => {
  const files = withExistingVault({ tenant_id: TENANT.slice(1) });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: `azurerm_key_vault_access_policy.api is for tenant "${TENANT.slice(1)}", which is no id of a tenant`,
      at: { file: "azure/main.tf.json", line: 75, resource: "azurerm_key_vault_access_policy.api", field: "tenant_id" },
      got: TENANT.slice(1),
      allowed: "the id of the vault's tenant: a GUID",
      fix: "write the id as az account show --query tenantId prints it",
      shows: 'Terraform: expected "tenant_id" to be a valid UUID',
      related: [],
    },
  ]);
});

test.each([
  ["the classes ask the tenant of the policy", TENANT],
  ["the tenant is an expression", "${data.azurerm_client_config.current.tenant_id}"],
])("finds nothing on an existing vault where %s", (_, tenant) => {
  const files = withExistingVault({ tenant_id: tenant });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
