import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = {
  rule: "no-unknown-object-field",
  environment: "artefacts",
  docs: "docs/rules/no-unknown-object-field.md",
};

const DATABASE = "          objectName: db-password\n          objectType: secret\n";
const SIGNING = "          objectName: signing\n          objectType: key\n";

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

test("fails when the alias is misspelt, and a synced Secret reads its file", () => {
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
      shows:
        "FailedToCreateSecret: failed to get data in spc orders/api-vault for secret api-tls, err: file matching objectName tls/ingress.pem not found in the pod",
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

test("warns when an unknown alias is the name, which the file has anyway", () => {
  const files = manifests(DATABASE, `${DATABASE}          alias: db-password\n`);

  const found = findingsOf("no-unknown-object-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault objects[0] has the field "alias", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "alias",
      },
      got: "alias",
      allowed:
        "objectName, objectAlias, objectVersion, objectVersionHistory, objectType, objectFormat, objectEncoding, filePermission; case matters",
      fix: "leave it out",
      related: [],
    },
  ]);
});

test.each([
  'alias: ""',
  "version: latest",
  "objectVersionhistory: 1",
  "format: PEM",
  "encoding: utf-8",
  'permission: "0644"',
])("warns, and suggests nothing, when an unknown field says what holds anyway: %s", (line) => {
  const files = manifests(DATABASE, `${DATABASE}          ${line}\n`);

  const found = findingsOf("no-unknown-object-field", files);

  expect(found.map(({ severity, fix }) => [severity, fix])).toEqual([["warning", "leave it out"]]);
});

test.each(["format: pfx", "encoding: base64"])("warns when an unknown field is nothing for a key: %s", (line) => {
  const files = manifests(SIGNING, `${SIGNING}          ${line}\n`);

  const found = findingsOf("no-unknown-object-field", files);

  expect(found.map(({ severity, fix }) => [severity, fix])).toEqual([["warning", "leave it out"]]);
});

test.each([
  ["alias: login", 'write "objectAlias"'],
  ["version: 0c9f3c5261d74e8aa2c45d7e10f98b36", 'write "objectVersion"'],
  ["objectVersionhistory: 2", 'write "objectVersionHistory"'],
  ["format: pfx", 'write "objectFormat"'],
  ["encoding: base64", 'write "objectEncoding"'],
  ['permission: "0400"', 'write "filePermission"'],
])("fails when what an unknown field says is lost: %s", (line, fix) => {
  const files = manifests(DATABASE, `${DATABASE}          ${line}\n`);

  const found = findingsOf("no-unknown-object-field", files);

  expect(found.map((one) => [one.severity, one.fix])).toEqual([["error", fix]]);
});

test("fails when the misspelt name is empty beside an alias", () => {
  const files = manifests("          objectName: ingress\n", '          objectname: ""\n');

  const found = findingsOf("no-unknown-object-field", files);

  expect(found.map(({ severity, fix, shows }) => [severity, fix, shows])).toEqual([
    [
      "error",
      'write "objectName"',
      "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:, objectVersion:: parameter name cannot be empty",
    ],
  ]);
});

test("says that nothing shows where no synced Secret reads the file of a misspelt alias", () => {
  const files = manifests(SIGNING, `${SIGNING}          alias: signing.pem\n`);

  const found = findingsOf("no-unknown-object-field", files);

  expect(found.map(({ severity, shows }) => [severity, shows])).toEqual([
    ["error", "nothing: the field is ignored, and the default holds"],
  ]);
});
