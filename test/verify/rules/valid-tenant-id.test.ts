import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests, TENANT } from "../../support/artefacts.js";

const RULE = "valid-tenant-id";

function withTenant(tenant: string): Files {
  return manifests(`tenantID: "${TENANT}"`, `tenantID: "${tenant}"`);
}

test("finds nothing where it is a GUID", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when it is a placeholder", () => {
  const files = withTenant("<TENANT_ID>");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-tenant-id",
      severity: "error",
      environment: "artefacts",
      message: 'the tenant of SecretProviderClass orders/api-vault is "<TENANT_ID>", which is still to be filled in',
      at: {
        file: "orders.yaml",
        line: 18,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantID",
      },
      got: "<TENANT_ID>",
      allowed: "a GUID; adfs where cloudName is AzureStackCloud",
      fix: "write the id of the vault's tenant: az keyvault show --query properties.tenantId",
      shows: "AADSTS90002: Tenant '<TENANT_ID>' not found",
      related: [],
      docs: "docs/rules/valid-tenant-id.md",
    },
  ]);
});

test("fails when it is the GUID of zeros", () => {
  const files = withTenant("00000000-0000-0000-0000-000000000000");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-tenant-id",
      severity: "error",
      environment: "artefacts",
      message:
        'the tenant of SecretProviderClass orders/api-vault is "00000000-0000-0000-0000-000000000000", which is still to be filled in',
      at: {
        file: "orders.yaml",
        line: 18,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantID",
      },
      got: "00000000-0000-0000-0000-000000000000",
      allowed: "a GUID; adfs where cloudName is AzureStackCloud",
      fix: "write the id of the vault's tenant: az keyvault show --query properties.tenantId",
      shows: "AADSTS90002: Tenant '00000000-0000-0000-0000-000000000000' not found",
      related: [],
      docs: "docs/rules/valid-tenant-id.md",
    },
  ]);
});

test("fails when it is common to all tenants", () => {
  const files = withTenant("common");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-tenant-id",
      severity: "error",
      environment: "artefacts",
      message: 'the tenant of SecretProviderClass orders/api-vault is "common", which is no GUID',
      at: {
        file: "orders.yaml",
        line: 18,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantID",
      },
      got: "common",
      allowed: "a GUID; adfs where cloudName is AzureStackCloud",
      fix: "write the id of the vault's tenant: az keyvault show --query properties.tenantId",
      shows: "AADSTS90002: Tenant 'common' not found",
      related: [],
      docs: "docs/rules/valid-tenant-id.md",
    },
  ]);
});

test("warns of a domain, which may be one of the tenant's", () => {
  const files = withTenant("example.onmicrosoft.com");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-tenant-id",
      severity: "warning",
      environment: "artefacts",
      message:
        'the tenant of SecretProviderClass orders/api-vault is "example.onmicrosoft.com", which is a domain, and no GUID',
      at: {
        file: "orders.yaml",
        line: 18,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantID",
      },
      got: "example.onmicrosoft.com",
      allowed: "a GUID; adfs where cloudName is AzureStackCloud",
      fix: "write the id of the vault's tenant: az keyvault show --query properties.tenantId",
      shows: "AADSTS90002: Tenant 'example.onmicrosoft.com' not found; nothing where the domain is one of the tenant",
      related: [],
      docs: "docs/rules/valid-tenant-id.md",
    },
  ]);
});

test("warns of what a tool has yet to fill in", () => {
  const files = withTenant("${TENANT_ID}");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-tenant-id",
      severity: "warning",
      environment: "artefacts",
      message: 'the tenant of SecretProviderClass orders/api-vault is "${TENANT_ID}", which is still to be filled in',
      at: {
        file: "orders.yaml",
        line: 18,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantID",
      },
      got: "${TENANT_ID}",
      allowed: "a GUID; adfs where cloudName is AzureStackCloud",
      fix: "verify the manifests as they are applied, after the values are filled in",
      shows: "AADSTS90002: Tenant '${TENANT_ID}' not found",
      related: [],
      docs: "docs/rules/valid-tenant-id.md",
    },
  ]);
});

test("fails when it is adfs outside of an Azure Stack cloud", () => {
  const files = withTenant("adfs");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-tenant-id",
      severity: "error",
      environment: "artefacts",
      message: 'the tenant of SecretProviderClass orders/api-vault is "adfs", which is no GUID',
      at: {
        file: "orders.yaml",
        line: 18,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantID",
      },
      got: "adfs",
      allowed: "a GUID; adfs where cloudName is AzureStackCloud",
      fix: "write the id of the vault's tenant: az keyvault show --query properties.tenantId",
      shows: "AADSTS90002: Tenant 'adfs' not found",
      related: [],
      docs: "docs/rules/valid-tenant-id.md",
    },
  ]);
});

test("takes adfs in an Azure Stack cloud", () => {
  const files = manifests("    keyvaultName:", "    cloudName: AzureStackCloud\n    keyvaultName:", withTenant("adfs"));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
