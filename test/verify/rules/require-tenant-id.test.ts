import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "require-tenant-id", environment: "artefacts", docs: "docs/rules/require-tenant-id.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("require-tenant-id", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when no tenant is named", () => {
  const files = manifests('    tenantID: "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"\n', "");

  const found = findingsOf("require-tenant-id", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault names no tenant",
      at: {
        file: "orders.yaml",
        line: 16,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantID",
      },
      allowed: "tenantID, a GUID",
      fix: "set tenantID: az account show --query tenantId",
      shows: "FailedMount: failed to mount objects, error: tenantId is not provided",
      related: [],
    },
  ]);
});

test("fails when the tenant is empty in the old spelling", () => {
  const files = manifests('    tenantID: "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"\n', '    tenantId: ""\n');

  const found = findingsOf("require-tenant-id", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "tenantId of SecretProviderClass orders/api-vault is empty",
      at: {
        file: "orders.yaml",
        line: 18,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantId",
      },
      got: "",
      allowed: "tenantID, a GUID",
      fix: "set tenantID: az account show --query tenantId",
      shows: "FailedMount: failed to mount objects, error: tenantId is not provided",
      related: [],
    },
  ]);
});

test.each(["tenantID", "tenantId"])("fails when %s has no value, which the API server drops", (name) => {
  const files = manifests('    tenantID: "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"\n', `    ${name}: ~\n`);

  const found = findingsOf("require-tenant-id", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault names no tenant",
      at: {
        file: "orders.yaml",
        line: 18,
        resource: "SecretProviderClass orders/api-vault",
        field: `spec.parameters.${name}`,
      },
      allowed: "tenantID, a GUID",
      fix: "set tenantID: az account show --query tenantId",
      shows: "FailedMount: failed to mount objects, error: tenantId is not provided",
      related: [],
    },
  ]);
});

test("takes the old spelling", () => {
  const files = manifests("    tenantID:", "    tenantId:");

  const found = findingsOf("require-tenant-id", files);

  expect(found).toEqual([]);
});

test("leaves a misspelt name to the rule about names", () => {
  const files = manifests("    tenantID:", "    tenantid:");

  const found = findingsOf("require-tenant-id", files);

  expect(found).toEqual([]);
});
