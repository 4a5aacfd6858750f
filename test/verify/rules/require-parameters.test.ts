import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "require-parameters", environment: "artefacts", docs: "docs/rules/require-parameters.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("require-parameters", healthyFiles);

  expect(found).toEqual([]);
});

test("leaves a misspelt key to the rule about keys", () => {
  const files = manifests("  parameters:\n", "  params:\n");

  const found = findingsOf("require-parameters", files);

  expect(found).toEqual([]);
});

test("leaves a missing spec to the rule about the provider", () => {
  const files = manifests("spec:\n  provider: azure\n", "  provider: azure\n");

  const found = findingsOf("require-parameters", files);

  expect(found).toEqual([]);
});

const HEAD = `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: reader
  namespace: shop
spec:
  provider: azure
`;

const AT = { file: "class.yaml", resource: "SecretProviderClass shop/reader", field: "spec.parameters" };

/** What is found where a class has no parameters. */
const NONE = {
  ...ALWAYS,
  severity: "error",
  message: "SecretProviderClass shop/reader has no parameters",
  allowed: "keyvaultName, tenantID, objects, and clientID for workload identity",
  fix: "add spec.parameters",
  shows: "FailedMount: parameters not set in shop/reader",
  related: [],
};

test("fails when a class has no parameters", () => {
  const files = { "class.yaml": HEAD };

  const found = findingsOf("require-parameters", files);

  expect(found).toEqual([{ ...NONE, at: { ...AT, line: 6 } }]);
});

test("fails when the parameters are empty", () => {
  const files = { "class.yaml": `${HEAD}  parameters: {}\n` };

  const found = findingsOf("require-parameters", files);

  expect(found).toEqual([{ ...NONE, at: { ...AT, line: 8 } }]);
});

test("fails when no parameter has a value, which the API server drops", () => {
  const files = { "class.yaml": `${HEAD}  parameters: {keyvaultName: ~, owner: null}\n` };

  const found = findingsOf("require-parameters", files);

  expect(found).toEqual([{ ...NONE, at: { ...AT, line: 8 } }]);
});
