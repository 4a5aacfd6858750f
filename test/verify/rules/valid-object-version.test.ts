import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-object-version", environment: "artefacts", docs: "docs/rules/valid-object-version.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-object-version", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the version is the word latest", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersion: latest\n",
  );

  const found = findingsOf("valid-object-version", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectVersion of SecretProviderClass orders/api-vault objects[0] is "latest", which is sent as the id of a version',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectVersion",
      },
      got: "latest",
      allowed: '32 hexadecimal digits, or nothing for the latest; "latest" only with objectVersionHistory above 1',
      fix: "leave it out",
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:db-password, objectVersion:latest: … RESPONSE 400 or 404: the vault has no such version",
      related: [],
    },
  ]);
});

test("fails when the version is a number", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    '          objectName: db-password\n          objectType: secret\n          objectVersion: "3"\n',
  );

  const found = findingsOf("valid-object-version", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'objectVersion of SecretProviderClass orders/api-vault objects[0] is "3", which is no id of a version',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectVersion",
      },
      got: "3",
      allowed: '32 hexadecimal digits, or nothing for the latest; "latest" only with objectVersionHistory above 1',
      fix: "write the id as the vault shows it, or leave it out for the latest",
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:db-password, objectVersion:3: … RESPONSE 400 or 404: the vault has no such version",
      related: [],
    },
  ]);
});

test("fails when the version is a digit short", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersion: 123456789abcdef0123456789abcdef\n",
  );

  const found = findingsOf("valid-object-version", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectVersion of SecretProviderClass orders/api-vault objects[0] is "123456789abcdef0123456789abcdef", which is no id of a version',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectVersion",
      },
      got: "123456789abcdef0123456789abcdef",
      allowed: '32 hexadecimal digits, or nothing for the latest; "latest" only with objectVersionHistory above 1',
      fix: "write the id as the vault shows it, or leave it out for the latest",
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:db-password, objectVersion:123456789abcdef0123456789abcdef: … RESPONSE 400 or 404: the vault has no such version",
      related: [],
    },
  ]);
});

test("takes latest together with a history", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersion: latest\n          objectVersionHistory: 2\n",
  );

  const found = findingsOf("valid-object-version", files);

  expect(found).toEqual([]);
});

test("takes an empty one", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    '          objectName: db-password\n          objectType: secret\n          objectVersion: ""\n',
  );

  const found = findingsOf("valid-object-version", files);

  expect(found).toEqual([]);
});

test("takes the id of a version", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersion: 0123456789abcdef0123456789abcdef\n",
  );

  const found = findingsOf("valid-object-version", files);

  expect(found).toEqual([]);
});
