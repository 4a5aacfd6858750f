import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-version-history", environment: "artefacts", docs: "docs/rules/valid-version-history.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-version-history", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the number is in quotes", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    '          objectName: db-password\n          objectType: secret\n          objectVersionHistory: "3"\n',
  );

  const found = findingsOf("valid-version-history", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectVersionHistory of SecretProviderClass orders/api-vault objects[0] is "3", which the provider does not read as a number',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectVersionHistory",
      },
      got: "3",
      allowed: "a whole number without quotes; 0 or nothing for the latest version alone",
      fix: "write 3 without quotes",
      shows:
        "FailedMount: failed to mount objects, error: unmarshal failed for keyVaultObjects at index 0, error: yaml: unmarshal errors: cannot unmarshal !!str `3` into int32",
      related: [],
    },
  ]);
});

test("fails when it is a word", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersionHistory: all\n",
  );

  const found = findingsOf("valid-version-history", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectVersionHistory of SecretProviderClass orders/api-vault objects[0] is "all", which the provider does not read as a number',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectVersionHistory",
      },
      got: "all",
      allowed: "a whole number without quotes; 0 or nothing for the latest version alone",
      fix: "write a number, or leave it out",
      shows:
        "FailedMount: failed to mount objects, error: unmarshal failed for keyVaultObjects at index 0, error: yaml: unmarshal errors: cannot unmarshal !!str `all` into int32",
      related: [],
    },
  ]);
});

test("fails when it is true", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersionHistory: true\n",
  );

  const found = findingsOf("valid-version-history", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectVersionHistory of SecretProviderClass orders/api-vault objects[0] is "true", which the provider does not read as a number',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectVersionHistory",
      },
      got: "true",
      allowed: "a whole number without quotes; 0 or nothing for the latest version alone",
      fix: "write a number, or leave it out",
      shows:
        "FailedMount: failed to mount objects, error: unmarshal failed for keyVaultObjects at index 0, error: yaml: unmarshal errors: cannot unmarshal !!bool `true` into int32",
      related: [],
    },
  ]);
});

test("fails when it is larger than the provider can hold", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersionHistory: 3000000000\n",
  );

  const found = findingsOf("valid-version-history", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectVersionHistory of SecretProviderClass orders/api-vault objects[0] is "3000000000", which the provider does not read as a number',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectVersionHistory",
      },
      got: "3000000000",
      allowed: "a whole number without quotes; 0 or nothing for the latest version alone",
      fix: "write a number, or leave it out",
      shows:
        "FailedMount: failed to mount objects, error: unmarshal failed for keyVaultObjects at index 0, error: yaml: unmarshal errors: cannot unmarshal !!int `3000000000` into int32",
      related: [],
    },
  ]);
});

test("warns when it is negative", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersionHistory: -2\n",
  );

  const found = findingsOf("valid-version-history", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: "objectVersionHistory of SecretProviderClass orders/api-vault objects[0] is -2, which counts as 0",
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectVersionHistory",
      },
      got: "-2",
      allowed: "a whole number without quotes; 0 or nothing for the latest version alone",
      fix: "write a whole number, or leave it out",
      related: [],
    },
  ]);
});

test("warns when it is a fraction", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersionHistory: 2.5\n",
  );

  const found = findingsOf("valid-version-history", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: "objectVersionHistory of SecretProviderClass orders/api-vault objects[0] is 2.5, which counts as 2",
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectVersionHistory",
      },
      got: "2.5",
      allowed: "a whole number without quotes; 0 or nothing for the latest version alone",
      fix: "write a whole number, or leave it out",
      related: [],
    },
  ]);
});

test("warns when it asks for absurdly many", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersionHistory: 1000\n",
  );

  const found = findingsOf("valid-version-history", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        "objectVersionHistory of SecretProviderClass orders/api-vault objects[0] asks for 1000 versions, each a request to the vault at every poll",
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectVersionHistory",
      },
      got: "1000",
      allowed: "a whole number without quotes; 0 or nothing for the latest version alone",
      fix: "ask for as many versions as somebody reads",
      related: [],
    },
  ]);
});

test("notes that 1 is no history", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersionHistory: 1\n",
  );

  const found = findingsOf("valid-version-history", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "note",
      message:
        'objectVersionHistory of SecretProviderClass orders/api-vault objects[0] is 1, which is no history: the file is "db-password", not "db-password/0"',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectVersionHistory",
      },
      got: "1",
      allowed: "a whole number without quotes; 0 or nothing for the latest version alone",
      fix: "leave it out, or ask for 2 or more",
      related: [],
    },
  ]);
});

test("takes a history", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersionHistory: 3\n",
  );

  const found = findingsOf("valid-version-history", files);

  expect(found).toEqual([]);
});

test("takes 0", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersionHistory: 0\n",
  );

  const found = findingsOf("valid-version-history", files);

  expect(found).toEqual([]);
});

test("takes nothing", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersionHistory:\n",
  );

  const found = findingsOf("valid-version-history", files);

  expect(found).toEqual([]);
});
