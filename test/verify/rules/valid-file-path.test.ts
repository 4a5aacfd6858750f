import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-file-path", environment: "artefacts", docs: "docs/rules/valid-file-path.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-file-path", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the path is absolute", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: /tls/ingress.pem");

  const found = findingsOf("valid-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'objectAlias of SecretProviderClass orders/api-vault objects[1] is "/tls/ingress.pem", an absolute path',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: "/tls/ingress.pem",
      allowed:
        'a relative path without "..", ".", empty parts and a slash at the end; at most 255 bytes a part and 4096 in all',
      fix: 'write "tls/ingress.pem"',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:ingress, objectVersion:: file name must be a relative path",
      related: [],
    },
  ]);
});

test("fails when the path leads out of the mount", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: ../ingress.pem");

  const found = findingsOf("valid-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectAlias of SecretProviderClass orders/api-vault objects[1] is "../ingress.pem", with two dots in a row',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: "../ingress.pem",
      allowed:
        'a relative path without "..", ".", empty parts and a slash at the end; at most 255 bytes a part and 4096 in all',
      fix: 'write "ingress.pem"',
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:ingress, objectVersion:: file name must not contain '..'",
      related: [],
    },
  ]);
});

test("fails when a name has two dots in a row", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: tls/ingress..pem");

  const found = findingsOf("valid-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectAlias of SecretProviderClass orders/api-vault objects[1] is "tls/ingress..pem", with two dots in a row',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: "tls/ingress..pem",
      allowed:
        'a relative path without "..", ".", empty parts and a slash at the end; at most 255 bytes a part and 4096 in all',
      fix: "write a path without two dots in a row",
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:ingress, objectVersion:: file name must not contain '..'",
      related: [],
    },
  ]);
});

test("fails when the path begins with the folder itself", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: ./ingress.pem");

  const found = findingsOf("valid-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectAlias of SecretProviderClass orders/api-vault objects[1] is "./ingress.pem", which is not its shortest form',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: "./ingress.pem",
      allowed:
        'a relative path without "..", ".", empty parts and a slash at the end; at most 255 bytes a part and 4096 in all',
      fix: 'write "ingress.pem"',
      shows: 'FailedMount: … invalid filepath: "./ingress.pem"',
      related: [],
    },
  ]);
});

test("fails when the path has an empty part", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: tls//ingress.pem");

  const found = findingsOf("valid-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectAlias of SecretProviderClass orders/api-vault objects[1] is "tls//ingress.pem", which is not its shortest form',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: "tls//ingress.pem",
      allowed:
        'a relative path without "..", ".", empty parts and a slash at the end; at most 255 bytes a part and 4096 in all',
      fix: 'write "tls/ingress.pem"',
      shows: 'FailedMount: … invalid filepath: "tls//ingress.pem"',
      related: [],
    },
  ]);
});

test("fails when the path ends in a slash", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: tls/");

  const found = findingsOf("valid-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectAlias of SecretProviderClass orders/api-vault objects[1] is "tls/", which is not its shortest form',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: "tls/",
      allowed:
        'a relative path without "..", ".", empty parts and a slash at the end; at most 255 bytes a part and 4096 in all',
      fix: 'write "tls"',
      shows: 'FailedMount: … invalid filepath: "tls/"',
      related: [],
    },
  ]);
});

test("fails when the path is the mount itself", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: .");

  const found = findingsOf("valid-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'objectAlias of SecretProviderClass orders/api-vault objects[1] is ".", which is not its shortest form',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: ".",
      allowed:
        'a relative path without "..", ".", empty parts and a slash at the end; at most 255 bytes a part and 4096 in all',
      fix: "write a path below the mount",
      shows: "FailedMount: … is a directory",
      related: [],
    },
  ]);
});

test("fails when a name is too long", () => {
  const files = manifests(
    "objectAlias: tls/ingress.pem",
    "objectAlias: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  );

  const found = findingsOf("valid-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectAlias of SecretProviderClass orders/api-vault objects[1] is "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…, which is too long',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…",
      allowed:
        'a relative path without "..", ".", empty parts and a slash at the end; at most 255 bytes a part and 4096 in all',
      fix: "shorten it",
      shows: "FailedMount: … invalid path: filenames must be less than or equal to 255 characters",
      related: [],
    },
  ]);
});

test("warns when the path has a backslash", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: tls\\ingress.pem");

  const found = findingsOf("valid-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'objectAlias of SecretProviderClass orders/api-vault objects[1] is "tls\\\\ingress.pem", with a backslash, which is a part of the name on Linux and a folder on Windows',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: "tls\\ingress.pem",
      allowed:
        'a relative path without "..", ".", empty parts and a slash at the end; at most 255 bytes a part and 4096 in all',
      fix: 'write "tls/ingress.pem"',
      related: [],
    },
  ]);
});

test("takes the longest name", () => {
  const files = manifests(
    "objectAlias: tls/ingress.pem",
    "objectAlias: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  );

  const found = findingsOf("valid-file-path", files);

  expect(found).toEqual([]);
});

test("takes what a history of versions cleans", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: ./tls/\n          objectVersionHistory: 2");

  const found = findingsOf("valid-file-path", files);

  expect(found).toEqual([]);
});

test("takes folders and hidden files", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: .tls/a/b.c");

  const found = findingsOf("valid-file-path", files);

  expect(found).toEqual([]);
});
