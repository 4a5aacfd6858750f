import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-object-type", environment: "artefacts", docs: "docs/rules/valid-object-type.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-object-type", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the type is in the plural", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secrets\n",
  );

  const found = findingsOf("valid-object-type", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectType of SecretProviderClass orders/api-vault objects[0] is "secrets", which the provider does not know',
      at: {
        file: "orders.yaml",
        line: 24,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectType",
      },
      got: "secrets",
      allowed: "secret, key or cert, in lower case",
      fix: 'write "secret"',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secrets, objectName:db-password, objectVersion:: Invalid vaultObjectTypes. Should be secret, key, or cert",
      related: [],
    },
  ]);
});

test("fails when the type is in upper case", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: SECRET\n",
  );

  const found = findingsOf("valid-object-type", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectType of SecretProviderClass orders/api-vault objects[0] is "SECRET", which the provider does not know',
      at: {
        file: "orders.yaml",
        line: 24,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectType",
      },
      got: "SECRET",
      allowed: "secret, key or cert, in lower case",
      fix: 'write "secret"',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:SECRET, objectName:db-password, objectVersion:: Invalid vaultObjectTypes. Should be secret, key, or cert",
      related: [],
    },
  ]);
});

test("fails when the type is written out", () => {
  const files = manifests("objectType: key", "objectType: certificate");

  const found = findingsOf("valid-object-type", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectType of SecretProviderClass orders/api-vault objects[2] is "certificate", which the provider does not know',
      at: {
        file: "orders.yaml",
        line: 31,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectType",
      },
      got: "certificate",
      allowed: "secret, key or cert, in lower case",
      fix: 'write "cert"',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:certificate, objectName:signing, objectVersion:: Invalid vaultObjectTypes. Should be secret, key, or cert",
      related: [],
    },
  ]);
});

test("fails when the type is missing", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n",
  );

  const found = findingsOf("valid-object-type", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault objects[0] has no objectType",
      at: {
        file: "orders.yaml",
        line: 22,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectType",
      },
      allowed: "secret, key or cert, in lower case",
      fix: 'write "secret", "key" or "cert"',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:, objectName:db-password, objectVersion:: Invalid vaultObjectTypes. Should be secret, key, or cert",
      related: [],
    },
  ]);
});

test("fails when the type is something else", () => {
  const files = manifests("objectType: key", "objectType: storage");

  const found = findingsOf("valid-object-type", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectType of SecretProviderClass orders/api-vault objects[2] is "storage", which the provider does not know',
      at: {
        file: "orders.yaml",
        line: 31,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectType",
      },
      got: "storage",
      allowed: "secret, key or cert, in lower case",
      fix: 'write "secret", "key" or "cert"',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:storage, objectName:signing, objectVersion:: Invalid vaultObjectTypes. Should be secret, key, or cert",
      related: [],
    },
  ]);
});

test("leaves a misspelt field to the rule about fields", () => {
  const files = manifests("objectType: key", "objecttype: key");

  const found = findingsOf("valid-object-type", files);

  expect(found).toEqual([]);
});

test("takes the type of a certificate", () => {
  const files = manifests("objectType: key", "objectType: cert");

  const found = findingsOf("valid-object-type", files);

  expect(found).toEqual([]);
});
