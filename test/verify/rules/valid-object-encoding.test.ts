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
