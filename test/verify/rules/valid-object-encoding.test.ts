import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-object-encoding", environment: "artefacts", docs: "docs/rules/valid-object-encoding.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-object-encoding", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the encoding is unknown", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectEncoding: utf8\n",
  );

  const found = findingsOf("valid-object-encoding", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectEncoding of SecretProviderClass orders/api-vault objects[0] is "utf8", which the provider does not know',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectEncoding",
      },
      got: "utf8",
      allowed: "utf-8, base64 or hex, only with objectType: secret",
      fix: 'write "utf-8", or leave it out',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:db-password, objectVersion:: invalid objectEncoding: utf8, should be hex, base64 or utf-8",
      related: [],
    },
  ]);
});

test("fails when a key has an encoding", () => {
  const files = manifests("objectType: key\n", "objectType: key\n          objectEncoding: base64\n");

  const found = findingsOf("valid-object-encoding", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectEncoding of SecretProviderClass orders/api-vault objects[2] stands with the type "key", which has none',
      at: {
        file: "orders.yaml",
        line: 32,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectEncoding",
      },
      got: "base64",
      allowed: "utf-8, base64 or hex, only with objectType: secret",
      fix: "leave it out",
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:key, objectName:signing, objectVersion:: objectEncoding only supported for objectType: secret",
      related: [],
    },
  ]);
});

test("takes any case", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectEncoding: UTF-8\n",
  );

  const found = findingsOf("valid-object-encoding", files);

  expect(found).toEqual([]);
});

test("leaves a wrong type to its rule", () => {
  const files = manifests("objectType: key\n", "objectType: keys\n          objectEncoding: hex\n");

  const found = findingsOf("valid-object-encoding", files);

  expect(found).toEqual([]);
});

test.each([
  ["base64", "illegal base64 data at input byte 0", "leave it out, or add objectFormat: pfx for the binary PFX"],
  ["hex", "encoding/hex: invalid byte: U+002D '-'", "leave it out"],
])("fails when the secret of a certificate is decoded as %s", (encoding, error, fix) => {
  const files = manifests(
    "          objectAlias: tls/ingress.pem\n",
    `          objectAlias: tls/ingress.pem\n          objectEncoding: ${encoding}\n`,
  );

  const found = findingsOf("valid-object-encoding", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: `objectEncoding of SecretProviderClass orders/api-vault objects[1] decodes as ${encoding} what is no ${encoding}: the certificate "ingress" is written as PEM`,
      at: {
        file: "orders.yaml",
        line: 29,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectEncoding",
      },
      got: encoding,
      allowed: "for a certificate: utf-8; base64 only with objectFormat: pfx",
      fix,
      shows: `FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:ingress, objectVersion:: ${error}`,
      related: [],
    },
  ]);
});

test.each(["objectEncoding: base64\n          objectFormat: pfx", "objectEncoding: utf-8"])(
  "takes the secret of a certificate with %j",
  (lines) => {
    const files = manifests(
      "          objectAlias: tls/ingress.pem\n",
      `          objectAlias: tls/ingress.pem\n          ${lines}\n`,
    );

    const found = findingsOf("valid-object-encoding", files);

    expect(found).toEqual([]);
  },
);
