import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "unique-file-path", environment: "artefacts", docs: "docs/rules/unique-file-path.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("unique-file-path", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a secret and a key have one name", () => {
  const files = manifests("          objectName: signing\n", "          objectName: db-password\n");

  const found = findingsOf("unique-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault objects[2] and SecretProviderClass orders/api-vault objects[0] are both written to "db-password", so the file holds only what comes last',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "db-password",
      allowed: "a path for each object of a class; a secret, a key and a certificate of one name need aliases",
      fix: 'give one of them an objectAlias, such as "db-password-key"',
      related: [{ file: "orders.yaml", line: 22, resource: "SecretProviderClass orders/api-vault objects[0]" }],
    },
  ]);
});

test("fails when an alias is the name of another", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: db-password");

  const found = findingsOf("unique-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault objects[1] and SecretProviderClass orders/api-vault objects[0] are both written to "db-password", so the file holds only what comes last',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: "db-password",
      allowed: "a path for each object of a class; a secret, a key and a certificate of one name need aliases",
      fix: 'give one of them an objectAlias, such as "ingress-secret"',
      related: [{ file: "orders.yaml", line: 22, resource: "SecretProviderClass orders/api-vault objects[0]" }],
    },
  ]);
});

test("warns when the same object stands there twice", () => {
  const files = manifests(
    "          objectName: signing\n          objectType: key\n",
    "          objectName: db-password\n          objectType: secret\n",
  );

  const found = findingsOf("unique-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault objects[2] and SecretProviderClass orders/api-vault objects[0] read the same object into the same file, "db-password"',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "db-password",
      allowed: "a path for each object of a class; a secret, a key and a certificate of one name need aliases",
      fix: "leave one of them out",
      related: [{ file: "orders.yaml", line: 22, resource: "SecretProviderClass orders/api-vault objects[0]" }],
    },
  ]);
});

test("fails when a file is a folder of another", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: db-password/pem");

  const found = findingsOf("unique-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault objects[1] is written to "db-password/pem" and SecretProviderClass orders/api-vault objects[0] to "db-password": one would be a file and a folder',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: "db-password/pem",
      allowed: "no path of an object inside that of another; with a history of versions a path is a folder",
      fix: "give one of them an objectAlias in another folder",
      shows: "FailedMount: … not a directory, or is a directory",
      related: [{ file: "orders.yaml", line: 22, resource: "SecretProviderClass orders/api-vault objects[0]" }],
    },
  ]);
});

test("fails when a folder of another is a file", () => {
  const files = manifests(
    "          objectName: signing\n          objectType: key\n",
    "          objectName: signing\n          objectType: key\n          objectAlias: tls\n",
  );

  const found = findingsOf("unique-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault objects[2] is written to "tls" and SecretProviderClass orders/api-vault objects[1] to "tls/ingress.pem": one would be a file and a folder',
      at: {
        file: "orders.yaml",
        line: 32,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectAlias",
      },
      got: "tls",
      allowed: "no path of an object inside that of another; with a history of versions a path is a folder",
      fix: "give one of them an objectAlias in another folder",
      shows: "FailedMount: … not a directory, or is a directory",
      related: [{ file: "orders.yaml", line: 25, resource: "SecretProviderClass orders/api-vault objects[1]" }],
    },
  ]);
});

test("fails when a history of versions has a file of another", () => {
  const files = manifests(
    "objectAlias: tls/ingress.pem",
    "objectAlias: db-password/1",
    manifests(
      "          objectName: db-password\n          objectType: secret\n",
      "          objectName: db-password\n          objectType: secret\n          objectVersionHistory: 2\n",
    ),
  );

  const found = findingsOf("unique-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault objects[1] and SecretProviderClass orders/api-vault objects[0] are both written to "db-password/1", so the file holds only what comes last',
      at: {
        file: "orders.yaml",
        line: 29,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: "db-password/1",
      allowed: "a path for each object of a class; a secret, a key and a certificate of one name need aliases",
      fix: 'give one of them an objectAlias, such as "ingress-secret"',
      related: [{ file: "orders.yaml", line: 22, resource: "SecretProviderClass orders/api-vault objects[0]" }],
    },
  ]);
});

test("fails when paths differ by case alone on Windows", () => {
  const files = manifests(
    "      serviceAccountName: api\n",
    "      serviceAccountName: api\n      nodeSelector:\n        kubernetes.io/os: windows\n",
    manifests("objectAlias: tls/ingress.pem", "objectAlias: DB-Password"),
  );

  const found = findingsOf("unique-file-path", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault objects[1] and SecretProviderClass orders/api-vault objects[0] are both written to "DB-Password", so the file holds only what comes last',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: "DB-Password",
      allowed: "a path for each object of a class; a secret, a key and a certificate of one name need aliases",
      fix: 'give one of them an objectAlias, such as "ingress-secret"',
      related: [{ file: "orders.yaml", line: 22, resource: "SecretProviderClass orders/api-vault objects[0]" }],
    },
  ]);
});

test("tells case apart on Linux", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: DB-Password");

  const found = findingsOf("unique-file-path", files);

  expect(found).toEqual([]);
});

test("takes files of one folder", () => {
  const files = manifests(
    "          objectName: signing\n          objectType: key\n",
    "          objectName: signing\n          objectType: key\n          objectAlias: tls/signing.pem\n",
  );

  const found = findingsOf("unique-file-path", files);

  expect(found).toEqual([]);
});
