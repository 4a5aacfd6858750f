import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-flag", environment: "artefacts", docs: "docs/rules/valid-flag.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-flag", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a flag says yes", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useVMManagedIdentity: "yes"\n',
  );

  const found = findingsOf("valid-flag", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'useVMManagedIdentity of SecretProviderClass orders/api-vault is "yes", which is neither true nor false',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.useVMManagedIdentity",
      },
      got: "yes",
      allowed: '"true", "false", and the other words of strconv.ParseBool: 1, t, T, TRUE, True, 0, f, F, FALSE, False',
      fix: 'write "true"',
      shows:
        'FailedMount: failed to mount objects, error: failed to parse useVMManagedIdentity flag, error: strconv.ParseBool: parsing "yes": invalid syntax',
      related: [],
    },
  ]);
});

test("fails when a flag is misspelt", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    usePodIdentity: "flase"\n',
  );

  const found = findingsOf("valid-flag", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'usePodIdentity of SecretProviderClass orders/api-vault is "flase", which is neither true nor false',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.usePodIdentity",
      },
      got: "flase",
      allowed: '"true", "false", and the other words of strconv.ParseBool: 1, t, T, TRUE, True, 0, f, F, FALSE, False',
      fix: 'write "false", or leave it out',
      shows:
        'FailedMount: failed to mount objects, error: failed to parse usePodIdentity flag, error: strconv.ParseBool: parsing "flase": invalid syntax',
      related: [],
    },
  ]);
});

test("fails when a flag is in mixed case", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useAzureTokenProxy: "tRUE"\n',
  );

  const found = findingsOf("valid-flag", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'useAzureTokenProxy of SecretProviderClass orders/api-vault is "tRUE", which is neither true nor false',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.useAzureTokenProxy",
      },
      got: "tRUE",
      allowed: '"true", "false", and the other words of strconv.ParseBool: 1, t, T, TRUE, True, 0, f, F, FALSE, False',
      fix: 'write "true", or leave it out',
      shows:
        'FailedMount: failed to mount objects, error: failed to parse useAzureTokenProxy flag, error: strconv.ParseBool: parsing "tRUE": invalid syntax',
      related: [],
    },
  ]);
});

test("takes the short words, and spaces around them", () => {
  const files = manifests("    keyvaultName: kv-orders\n", '    keyvaultName: kv-orders\n    usePodIdentity: " F "\n');

  const found = findingsOf("valid-flag", files);

  expect(found).toEqual([]);
});

test("takes an empty one", () => {
  const files = manifests("    keyvaultName: kv-orders\n", '    keyvaultName: kv-orders\n    usePodIdentity: ""\n');

  const found = findingsOf("valid-flag", files);

  expect(found).toEqual([]);
});

test("leaves a placeholder to its rule", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    usePodIdentity: "${POD_IDENTITY}"\n',
  );

  const found = findingsOf("valid-flag", files);

  expect(found).toEqual([]);
});
