import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-parameter-type", environment: "artefacts", docs: "docs/rules/valid-parameter-type.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-parameter-type", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a flag is not quoted", () => {
  const files = manifests("    keyvaultName: kv-orders\n", "    keyvaultName: kv-orders\n    usePodIdentity: false\n");

  const found = findingsOf("valid-parameter-type", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "usePodIdentity of SecretProviderClass orders/api-vault is not a text, but of type boolean",
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.usePodIdentity",
      },
      got: "false",
      allowed: "a text, in quotes where YAML would read something else",
      fix: 'write "false" in quotes',
      shows:
        'spec.parameters.usePodIdentity: Invalid value: "boolean": spec.parameters.usePodIdentity in body must be of type string: "boolean"',
      related: [],
    },
  ]);
});

test("fails when a text is read as a number", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: 12345");

  const found = findingsOf("valid-parameter-type", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "keyvaultName of SecretProviderClass orders/api-vault is not a text, but of type integer",
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "12345",
      allowed: "a text, in quotes where YAML would read something else",
      fix: 'write "12345" in quotes',
      shows:
        'spec.parameters.keyvaultName: Invalid value: "integer": spec.parameters.keyvaultName in body must be of type string: "integer"',
      related: [],
    },
  ]);
});

test("fails when a text is read as a fraction", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: 1e-7");

  const found = findingsOf("valid-parameter-type", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "keyvaultName of SecretProviderClass orders/api-vault is not a text, but of type number",
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: "1e-7",
      allowed: "a text, in quotes where YAML would read something else",
      fix: 'write "1e-7" in quotes',
      shows:
        'spec.parameters.keyvaultName: Invalid value: "number": spec.parameters.keyvaultName in body must be of type string: "number"',
      related: [],
    },
  ]);
});

test.each(["", " ~", " null"])("takes a parameter without a value, which the API server drops:%s", (nothing) => {
  const files = manifests("keyvaultName: kv-orders", `keyvaultName:${nothing}`);

  const found = findingsOf("valid-parameter-type", files);

  expect(found).toEqual([]);
});

test("fails when objects is a mapping", () => {
  const files = manifests(
    "    objects: |\n      array:\n        - |\n          objectName: db-password",
    "    objects:\n      array:\n        - |\n          objectName: db-password",
  );

  const found = findingsOf("valid-parameter-type", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "objects of SecretProviderClass orders/api-vault is not a text, but of type object",
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      got: "object",
      allowed: "a text, in quotes where YAML would read something else",
      fix: "write `objects: |`, and the YAML indented below it",
      shows:
        'spec.parameters.objects: Invalid value: "object": spec.parameters.objects in body must be of type string: "object"',
      related: [],
    },
  ]);
});

test("fails when the provider is a list", () => {
  const files = manifests("provider: azure\n", "provider: [azure]\n");

  const found = findingsOf("valid-parameter-type", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "provider of SecretProviderClass orders/api-vault is not a text, but of type array",
      at: { file: "orders.yaml", line: 15, resource: "SecretProviderClass orders/api-vault", field: "spec.provider" },
      got: "array",
      allowed: "a text, in quotes where YAML would read something else",
      fix: "write a text",
      shows: 'spec.provider: Invalid value: "array": spec.provider in body must be of type string: "array"',
      related: [],
    },
  ]);
});

test("takes every text", () => {
  const files = manifests("    keyvaultName: kv-orders\n", '    keyvaultName: kv-orders\n    usePodIdentity: "0"\n');

  const found = findingsOf("valid-parameter-type", files);

  expect(found).toEqual([]);
});

test("fails when the parameters are a text", () => {
  const files = {
    "class.yaml":
      "apiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\nmetadata: {name: reader}\nspec: {provider: azure, parameters: all}\n",
  };

  const found = findingsOf("valid-parameter-type", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "the parameters of SecretProviderClass reader are no mapping",
      at: { file: "class.yaml", line: 4, resource: "SecretProviderClass reader", field: "spec.parameters" },
      got: "string",
      allowed: "a mapping of names to texts",
      fix: "write each parameter as a key below spec.parameters",
      shows: 'spec.parameters: Invalid value: "string": spec.parameters in body must be of type object: "string"',
      related: [],
    },
  ]);
});
