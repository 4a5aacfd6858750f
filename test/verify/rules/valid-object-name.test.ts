import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-object-name", environment: "artefacts", docs: "docs/rules/valid-object-name.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-object-name", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the name has an underscore", () => {
  const files = manifests("          objectName: db-password\n", "          objectName: db_password\n");

  const found = findingsOf("valid-object-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectName of SecretProviderClass orders/api-vault objects[0] is "db_password", which no object can be called',
      at: {
        file: "orders.yaml",
        line: 23,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectName",
      },
      got: "db_password",
      allowed: "1 to 127 letters, digits and dashes",
      fix: 'write the name as the vault has it, perhaps "db-password"; for a file of another name add objectAlias',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:db_password, objectVersion:: … RESPONSE 400 or 404: the vault has no such path",
      related: [],
    },
  ]);
});

test("fails when the name has a dot", () => {
  const files = manifests("          objectName: db-password\n", "          objectName: db.password\n");

  const found = findingsOf("valid-object-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectName of SecretProviderClass orders/api-vault objects[0] is "db.password", which no object can be called',
      at: {
        file: "orders.yaml",
        line: 23,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectName",
      },
      got: "db.password",
      allowed: "1 to 127 letters, digits and dashes",
      fix: 'write the name as the vault has it, perhaps "db-password"; for a file of another name add objectAlias',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:db.password, objectVersion:: … RESPONSE 400 or 404: the vault has no such path",
      related: [],
    },
  ]);
});

test("fails when the name has a slash", () => {
  const files = manifests("          objectName: db-password\n", "          objectName: secrets/db-password\n");

  const found = findingsOf("valid-object-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectName of SecretProviderClass orders/api-vault objects[0] is "secrets/db-password", which no object can be called',
      at: {
        file: "orders.yaml",
        line: 23,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectName",
      },
      got: "secrets/db-password",
      allowed: "1 to 127 letters, digits and dashes",
      fix: 'write the name as the vault has it, perhaps "secrets-db-password"; for a file of another name add objectAlias',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:secrets/db-password, objectVersion:: … RESPONSE 400 or 404: the vault has no such path",
      related: [],
    },
  ]);
});

test("fails when the name is missing", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectType: secret\n",
  );

  const found = findingsOf("valid-object-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault objects[0] has no objectName",
      at: {
        file: "orders.yaml",
        line: 22,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectName",
      },
      allowed: "1 to 127 letters, digits and dashes",
      fix: "set objectName",
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:, objectVersion:: file name must not be empty",
      related: [],
    },
  ]);
});

test("fails when the name is missing, and an alias is there", () => {
  const files = manifests("          objectName: ingress\n", "");

  const found = findingsOf("valid-object-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault objects[1] has no objectName",
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectName",
      },
      allowed: "1 to 127 letters, digits and dashes",
      fix: "set objectName",
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:, objectVersion:: parameter name cannot be empty",
      related: [],
    },
  ]);
});

test("fails when the name is missing, and versions of it are asked for", () => {
  const files = manifests("          objectName: ingress\n", "          objectVersionHistory: 3\n");

  const found = findingsOf("valid-object-name", files);

  expect(found.map(({ severity, shows }) => [severity, shows])).toEqual([
    ["error", "FailedMount: failed to mount objects, error: parameter name cannot be empty"],
  ]);
});

test("fails when two names stand in one entry", () => {
  const files = manifests("          objectName: db-password\n", "          objectName: db-password, db-user\n");

  const found = findingsOf("valid-object-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectName of SecretProviderClass orders/api-vault objects[0] is "db-password, db-user", which no object can be called',
      at: {
        file: "orders.yaml",
        line: 23,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectName",
      },
      got: "db-password, db-user",
      allowed: "1 to 127 letters, digits and dashes",
      fix: 'write the name as the vault has it, perhaps "db-password-db-user"; for a file of another name add objectAlias',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:db-password, db-user, objectVersion:: … RESPONSE 400 or 404: the vault has no such path",
      related: [],
    },
  ]);
});

test("leaves a misspelt field to the rule about fields", () => {
  const files = manifests("          objectName: db-password\n", "          objectname: db-password\n");

  const found = findingsOf("valid-object-name", files);

  expect(found).toEqual([]);
});

test("leaves a placeholder to its rule", () => {
  const files = manifests("          objectName: db-password\n", "          objectName: <SECRET_NAME>\n");

  const found = findingsOf("valid-object-name", files);

  expect(found).toEqual([]);
});

test.each(["__SECRET_NAME__", "#{SECRET_NAME}#", "db-#{STAGE}#"])(
  "leaves %s to the rule about placeholders",
  (name) => {
    const files = manifests("          objectName: db-password\n", `          objectName: "${name}"\n`);

    const found = findingsOf("valid-object-name", files);

    expect(found).toEqual([]);
  },
);

test("takes a name that has `your` in it", () => {
  const files = manifests("          objectName: db-password\n", "          objectName: find-your-store-key\n");

  const found = findingsOf("valid-object-name", files);

  expect(found).toEqual([]);
});
