import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = {
  rule: "no-unknown-object-field",
  environment: "artefacts",
  docs: "docs/rules/no-unknown-object-field.md",
};

test("finds nothing in a healthy world", () => {
  const found = findingsOf("no-unknown-object-field", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the name is in another case", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectname: db-password\n          objectType: secret\n",
  );

  const found = findingsOf("no-unknown-object-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault objects[0] has the field "objectname", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 23,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectname",
      },
      got: "objectname",
      allowed:
        "objectName, objectAlias, objectVersion, objectVersionHistory, objectType, objectFormat, objectEncoding, filePermission; case matters",
      fix: 'write "objectName"',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:, objectVersion:: file name must not be empty",
      related: [],
    },
  ]);
});

test("fails when the type is misspelt", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectTyp: secret\n",
  );

  const found = findingsOf("no-unknown-object-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault objects[0] has the field "objectTyp", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 24,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectTyp",
      },
      got: "objectTyp",
      allowed:
        "objectName, objectAlias, objectVersion, objectVersionHistory, objectType, objectFormat, objectEncoding, filePermission; case matters",
      fix: 'write "objectType"',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:, objectName:db-password, objectVersion:: Invalid vaultObjectTypes. Should be secret, key, or cert",
      related: [],
    },
  ]);
});

test("fails when the alias is misspelt", () => {
  const files = manifests("objectAlias: tls", "objectalias: tls");

  const found = findingsOf("no-unknown-object-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault objects[1] has the field "objectalias", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectalias",
      },
      got: "objectalias",
      allowed:
        "objectName, objectAlias, objectVersion, objectVersionHistory, objectType, objectFormat, objectEncoding, filePermission; case matters",
      fix: 'write "objectAlias"',
      shows: "nothing: the field is ignored, and the default holds",
      related: [],
    },
  ]);
});

test("warns when a field is unknown", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          owner: orders\n",
  );

  const found = findingsOf("no-unknown-object-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault objects[0] has the field "owner", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "owner",
      },
      got: "owner",
      allowed:
        "objectName, objectAlias, objectVersion, objectVersionHistory, objectType, objectFormat, objectEncoding, filePermission; case matters",
      fix: "leave it out",
      related: [],
    },
  ]);
});
