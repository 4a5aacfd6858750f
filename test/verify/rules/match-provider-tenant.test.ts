import { expect, test } from "vitest";
import { findingsOf, healthyFiles, TENANT, terraform } from "../../support/artefacts.js";

const RULE = "match-provider-tenant";
const OTHER = "b1f0c6a2-53d4-4e97-8a10-6c2d9e7f4b38";

function providers(change: object) {
  return terraform((config) => Object.assign(config.provider, change));
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a tenant is no GUID", () => {
  const found = findingsOf(RULE, providers({ azurerm: [{ features: [{}], tenant_id: `${TENANT.slice(0, -1)}x` }] }));

  expect(found).toEqual([
    {
      rule: "match-provider-tenant",
      severity: "error",
      environment: "artefacts",
      message:
        'provider.azurerm signs in to the tenant "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a4x", which is neither an id nor a domain',
      at: { file: "azure/main.tf.json", line: 16, resource: "provider.azurerm", field: "tenant_id" },
      got: "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a4x",
      allowed: "the id of a tenant, a GUID, or one of its domains",
      fix: "write the id as az account show --query tenantId prints it",
      shows: "AADSTS90002: Tenant '5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a4x' not found.",
      related: [],
      docs: "docs/rules/match-provider-tenant.md",
    },
  ]);
});

test("fails when azapi signs in to another tenant than azurerm", () => {
  const found = findingsOf(RULE, providers({ azapi: { tenant_id: OTHER } }));

  expect(found.map(({ message, fix, related }) => [message, fix, related.map(({ resource }) => resource)])).toEqual([
    [
      `provider.azapi signs in to the tenant "${OTHER}", provider.azurerm to "${TENANT}"`,
      `write "${TENANT}", or give the block an alias`,
      ["provider.azurerm"],
    ],
  ]);
});

test("finds nothing in a domain, an expression, another case, an alias, and Entra in a tenant of its own", () => {
  const found = [
    { azurerm: { tenant_id: "orders.onmicrosoft.com" } },
    { azurerm: { tenant_id: "${var.tenant}" } },
    { azapi: { tenant_id: TENANT.toUpperCase() } },
    { azapi: [{ tenant_id: OTHER, alias: "other" }] },
    { azuread: { tenant_id: OTHER } },
    { aws: { tenant_id: "anything" } },
  ].map((change) => findingsOf(RULE, providers(change)));

  expect(found).toEqual([[], [], [], [], [], []]);
});
