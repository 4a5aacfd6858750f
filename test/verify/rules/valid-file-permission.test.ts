import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-file-permission", environment: "artefacts", docs: "docs/rules/valid-file-permission.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-file-permission", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the mode is in the notation of Go", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    '          objectName: db-password\n          objectType: secret\n          filePermission: "0o644"\n',
  );

  const found = findingsOf("valid-file-permission", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'filePermission of SecretProviderClass orders/api-vault objects[0] is "0o644", which is no octal number, so the file gets mode 0000',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "filePermission",
      },
      got: "0o644",
      allowed: 'an octal number from "0000" to "0777", such as "0444"; nothing for 0644',
      fix: 'write "0644"',
      shows: "no event; in the container: open db-password: permission denied",
      related: [],
    },
  ]);
});

test("fails when the mode has a digit that is not octal", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    '          objectName: db-password\n          objectType: secret\n          filePermission: "0648"\n',
  );

  const found = findingsOf("valid-file-permission", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'filePermission of SecretProviderClass orders/api-vault objects[0] is "0648", which is no octal number, so the file gets mode 0000',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "filePermission",
      },
      got: "0648",
      allowed: 'an octal number from "0000" to "0777", such as "0444"; nothing for 0644',
      fix: 'write "0444"',
      shows: "no event; in the container: open db-password: permission denied",
      related: [],
    },
  ]);
});

test("fails when the mode is in letters", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          filePermission: rw-r--r--\n",
  );

  const found = findingsOf("valid-file-permission", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'filePermission of SecretProviderClass orders/api-vault objects[0] is "rw-r--r--", which is no octal number, so the file gets mode 0000',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "filePermission",
      },
      got: "rw-r--r--",
      allowed: 'an octal number from "0000" to "0777", such as "0444"; nothing for 0644',
      fix: 'write "0444"',
      shows: "no event; in the container: open db-password: permission denied",
      related: [],
    },
  ]);
});

test("fails when the mode has more than permissions", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    '          objectName: db-password\n          objectType: secret\n          filePermission: "4755"\n',
  );

  const found = findingsOf("valid-file-permission", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'filePermission of SecretProviderClass orders/api-vault objects[0] is "4755", which is more than permissions',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "filePermission",
      },
      got: "4755",
      allowed: 'an octal number from "0000" to "0777", such as "0444"; nothing for 0644',
      fix: 'write "0444"',
      related: [],
    },
  ]);
});

test("fails when the mode is negative", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    '          objectName: db-password\n          objectType: secret\n          filePermission: "-644"\n',
  );

  const found = findingsOf("valid-file-permission", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'filePermission of SecretProviderClass orders/api-vault objects[0] is "-644", which is more than permissions',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "filePermission",
      },
      got: "-644",
      allowed: 'an octal number from "0000" to "0777", such as "0444"; nothing for 0644',
      fix: 'write "0444"',
      related: [],
    },
  ]);
});

test("warns when nobody may read", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    '          objectName: db-password\n          objectType: secret\n          filePermission: "0200"\n',
  );

  const found = findingsOf("valid-file-permission", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'filePermission of SecretProviderClass orders/api-vault objects[0] is "0200", which lets nobody read the file',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "filePermission",
      },
      got: "0200",
      allowed: 'an octal number from "0000" to "0777", such as "0444"; nothing for 0644',
      fix: 'write "0444", or "0400" for a container that runs as root',
      shows: "no event; in the container: open db-password: permission denied",
      related: [],
    },
  ]);
});

test("takes a mode without quotes", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          filePermission: 0444\n",
  );

  const found = findingsOf("valid-file-permission", files);

  expect(found).toEqual([]);
});

test("takes an empty one", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    '          objectName: db-password\n          objectType: secret\n          filePermission: ""\n',
  );

  const found = findingsOf("valid-file-permission", files);

  expect(found).toEqual([]);
});
