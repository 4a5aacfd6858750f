import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "require-objects", environment: "artefacts", docs: "docs/rules/require-objects.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("require-objects", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the array has another name", () => {
  const files = manifests("      array:\n", "      arrays:\n");

  const found = findingsOf("require-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'objects of SecretProviderClass orders/api-vault has the key "arrays", and no array',
      at: {
        file: "orders.yaml",
        line: 21,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      got: "arrays",
      allowed: "the key array, with at least one entry",
      fix: 'write "array"',
      shows: "FailedMount: failed to mount secrets store objects for pod …, err: missing object versions",
      related: [],
    },
  ]);
});

test("leaves misspelt objects to the rule about names", () => {
  const files = manifests("    objects: |", "    object: |");

  const found = findingsOf("require-objects", files);

  expect(found).toEqual([]);
});

const HEAD = `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: reader
  namespace: shop
spec:
  provider: azure
  parameters:
    keyvaultName: kv-shop
`;

/** Where the parameters of this class begin, and whose they are. */
const AT = { file: "class.yaml", resource: "SecretProviderClass shop/reader", field: "spec.parameters.objects" };

/** What is found where the array holds nothing. */
const EMPTY = {
  ...ALWAYS,
  severity: "error",
  message: "SecretProviderClass shop/reader reads nothing: its array is empty",
  at: { ...AT, line: 10 },
  allowed: "the key array, with at least one entry",
  fix: "add an object",
  shows: "FailedMount: failed to mount secrets store objects for pod …, err: missing object versions",
  related: [],
};

test("fails when there are no objects", () => {
  const files = { "class.yaml": HEAD };

  const found = findingsOf("require-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass shop/reader has no objects",
      at: { ...AT, line: 8 },
      allowed: "objects: a text of YAML with the key array",
      fix: "write `objects: |`, below it `array:`, and a `- |` for each object",
      shows: "FailedMount: failed to mount objects, error: objects is not set",
      related: [],
    },
  ]);
});

test("fails when the objects have no value, which the API server drops", () => {
  const files = { "class.yaml": `${HEAD}    objects:\n` };

  const found = findingsOf("require-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass shop/reader has no objects",
      at: { ...AT, line: 10 },
      allowed: "objects: a text of YAML with the key array",
      fix: "write `objects: |`, below it `array:`, and a `- |` for each object",
      shows: "FailedMount: failed to mount objects, error: objects is not set",
      related: [],
    },
  ]);
});

test.each([
  ["an empty list", "array: []"],
  ["no list", "array:"],
  ["only empty entries", "array: [~, null]"],
  ["a comment alone", "'# array'"],
])("fails when the objects are %s", (_, objects) => {
  const text = objects.startsWith("'") ? objects : `"${objects}"`;
  const files = { "class.yaml": `${HEAD}    objects: ${text}\n` };

  const found = findingsOf("require-objects", files);

  expect(found).toEqual([EMPTY]);
});

test("leaves objects that cannot be read to their rule", () => {
  const files = { "class.yaml": `${HEAD}    objects: "array: {}"\n` };

  const found = findingsOf("require-objects", files);

  expect(found).toEqual([]);
});
