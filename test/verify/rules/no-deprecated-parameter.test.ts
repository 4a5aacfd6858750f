import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = {
  rule: "no-deprecated-parameter",
  environment: "artefacts",
  docs: "docs/rules/no-deprecated-parameter.md",
};

test("finds nothing in a healthy world", () => {
  const found = findingsOf("no-deprecated-parameter", healthyFiles);

  expect(found).toEqual([]);
});

test("warns when the tenant has its old spelling", () => {
  const files = manifests("    tenantID:", "    tenantId:");

  const found = findingsOf("no-deprecated-parameter", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'SecretProviderClass orders/api-vault has the deprecated parameter "tenantId"',
      at: {
        file: "orders.yaml",
        line: 18,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantId",
      },
      got: "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45",
      allowed: '"tenantID"; "tenantId" is read only where that is missing',
      fix: 'rename it to "tenantID"',
      shows: "nothing, unless the provider runs with -v=3: then its log says that tenantId will be removed",
      related: [],
    },
  ]);
});

test("fails when both spellings have different values", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    tenantId: "7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43"\n',
  );

  const found = findingsOf("no-deprecated-parameter", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault has "tenantId" and "tenantID" with different values; only "tenantID" counts',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantId",
      },
      got: "7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43",
      allowed: '"tenantID"; "tenantId" is read only where that is missing',
      fix: 'leave "tenantId" out',
      shows: 'nothing: the provider reads "tenantID", and does not look at "tenantId"',
      related: [],
    },
  ]);
});

test("warns when both spellings have one value", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    tenantId: "5F1C7B0E-9A34-4D68-8E2B-7C91D3F60A45"\n',
  );

  const found = findingsOf("no-deprecated-parameter", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'SecretProviderClass orders/api-vault has the deprecated parameter "tenantId"',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantId",
      },
      got: "5F1C7B0E-9A34-4D68-8E2B-7C91D3F60A45",
      allowed: '"tenantID"; "tenantId" is read only where that is missing',
      fix: 'leave "tenantId" out',
      shows: 'nothing: the provider reads "tenantID", and does not look at "tenantId"',
      related: [],
    },
  ]);
});

test.each([
  ["tenantId", '"${TENANT}"', '"7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43"'],
  ["tenantID", '"7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43"', '"${TENANT}"'],
])("warns when a tool has still to fill in %s, so that both may have one value", (_, old, current) => {
  const files = manifests(
    '    tenantID: "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"\n',
    `    tenantID: ${current}\n    tenantId: ${old}\n`,
  );

  const found = findingsOf("no-deprecated-parameter", files);

  expect(found.map(({ severity, message, fix }) => [severity, message, fix])).toEqual([
    ["warning", 'SecretProviderClass orders/api-vault has the deprecated parameter "tenantId"', 'leave "tenantId" out'],
  ]);
});

test("does not mind one without a value", () => {
  const files = manifests("    keyvaultName: kv-orders\n", "    keyvaultName: kv-orders\n    tenantId:\n");

  const found = findingsOf("no-deprecated-parameter", files);

  expect(found).toEqual([]);
});

test("does not mind an empty one", () => {
  const files = manifests("    keyvaultName: kv-orders\n", '    keyvaultName: kv-orders\n    tenantId: ""\n');

  const found = findingsOf("no-deprecated-parameter", files);

  expect(found).toEqual([]);
});
