import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-object-format", environment: "artefacts", docs: "docs/rules/valid-object-format.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-object-format", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the format is unknown", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectFormat: der\n",
  );

  const found = findingsOf("valid-object-format", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectFormat of SecretProviderClass orders/api-vault objects[0] is "der", which the provider does not write',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectFormat",
      },
      got: "der",
      allowed: "pem or pfx",
      fix: 'write "pem", or leave it out',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:db-password, objectVersion:: invalid objectFormat: der, should be PEM or PFX",
      related: [],
    },
  ]);
});

test("fails when the format has another name", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectFormat: pkcs12\n",
  );

  const found = findingsOf("valid-object-format", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectFormat of SecretProviderClass orders/api-vault objects[0] is "pkcs12", which the provider does not write',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectFormat",
      },
      got: "pkcs12",
      allowed: "pem or pfx",
      fix: 'write "pfx"',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:db-password, objectVersion:: invalid objectFormat: pkcs12, should be PEM or PFX",
      related: [],
    },
  ]);
});

test("fails when a key is asked for as PFX", () => {
  const files = manifests("objectType: key\n", "objectType: key\n          objectFormat: pfx\n");

  const found = findingsOf("valid-object-format", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectFormat of SecretProviderClass orders/api-vault objects[2] is "pfx", and its type is "key", which is always written as PEM',
      at: {
        file: "orders.yaml",
        line: 32,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectFormat",
      },
      got: "pfx",
      allowed: "pfx only with objectType: secret",
      fix: "leave it out",
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:key, objectName:signing, objectVersion:: PFX format only supported for objectType: secret",
      related: [],
    },
  ]);
});

test("warns when a certificate is asked for as PFX in upper case, which slips through", () => {
  const files = manifests("objectType: key\n", "objectType: cert\n          objectFormat: PFX\n");

  const found = findingsOf("valid-object-format", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'objectFormat of SecretProviderClass orders/api-vault objects[2] is "PFX", and its type is "cert", which is always written as PEM',
      at: {
        file: "orders.yaml",
        line: 32,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectFormat",
      },
      got: "PFX",
      allowed: "pfx only with objectType: secret",
      fix: 'write "objectType: secret" to get the key with the certificate, or leave it out',
      related: [],
    },
  ]);
});

test("notes a PFX that stays base64", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectFormat: pfx\n",
  );

  const found = findingsOf("valid-object-format", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "note",
      message: "the file of SecretProviderClass orders/api-vault objects[0] is the base64 text of a PFX, not the PFX",
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectFormat",
      },
      got: "pfx",
      allowed: "objectEncoding: base64, where whoever reads the file wants it binary",
      fix: 'add "objectEncoding: base64", unless the reader decodes it',
      related: [],
    },
  ]);
});

test("takes a PFX that is decoded", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectFormat: PFX\n          objectEncoding: BASE64\n",
  );

  const found = findingsOf("valid-object-format", files);

  expect(found).toEqual([]);
});

test("takes PEM for everything", () => {
  const files = manifests("objectType: key\n", "objectType: key\n          objectFormat: PEM\n");

  const found = findingsOf("valid-object-format", files);

  expect(found).toEqual([]);
});

test("leaves a wrong type to its rule", () => {
  const files = manifests("objectType: key\n", "objectType: keys\n          objectFormat: pfx\n");

  const found = findingsOf("valid-object-format", files);

  expect(found).toEqual([]);
});
