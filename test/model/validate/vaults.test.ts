import { describe, expect, test } from "vitest";
import { certificate, existingKeyVault, key, keyVault, secret, validate } from "../../../model/index.js";
import { healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

test.each([
  ["a vault without objects", keyVault({ name: "kv-audit", objects: {} })],
  ["a vault name of 3 characters", keyVault({ name: "kv1", objects: {} })],
  ["a vault name of 24 characters", keyVault({ name: "k".repeat(24), objects: {} })],
  ["a vault name in capitals", keyVault({ name: "KV-Audit", objects: {} })],
  [
    "an existing vault",
    existingKeyVault({ name: "kv-audit", resourceGroup: "platform-rg", permissionModel: "rbac", objects: {} }),
  ],
  ["a retention of 7 days", keyVault({ name: "kv-audit", softDeleteRetentionDays: 7, objects: {} })],
  ["a retention of 90 days", keyVault({ name: "kv-audit", softDeleteRetentionDays: 90, objects: {} })],
  [
    "a writer of its secrets",
    keyVault({ name: "kv-audit", objectsWriter: "c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38", objects: {} }),
  ],
  ["an object name of 1 character", keyVault({ name: "kv-audit", objects: { token: secret("t") } })],
  ["an object name of 127 characters", keyVault({ name: "kv-audit", objects: { token: secret("t".repeat(127)) } })],
  ["a secret and a key of one name", keyVault({ name: "kv-audit", objects: { secret: secret("a"), key: key("a") } })],
  ["seed version 1", keyVault({ name: "kv-audit", objects: { token: secret("token", { seed: { version: 1 } }) } })],
  [
    "seed version 2147483647",
    keyVault({ name: "kv-audit", objects: { token: secret("token", { seed: { version: 2_147_483_647 } }) } }),
  ],
])("accepts %s", (_, other) => {
  const problems = validate([healthy({ vaults: [vault, other] })]);

  expect(problems).toEqual([]);
});

describe("valid-vault-name", () => {
  test.each([
    [
      "begins with a digit",
      {
        name: "1-audit",
        message: 'vault name "1-audit" is not valid',
        at: "test › vaults[1] 1-audit › name",
        fix: "rename it",
      },
    ],
    [
      "has two dashes in a row",
      {
        name: "kv--audit",
        message: 'vault name "kv--audit" is not valid',
        at: "test › vaults[1] kv--audit › name",
        fix: 'rename it, for example "kv-audit"',
      },
    ],
    [
      "ends in a dash",
      {
        name: "kv-audit-",
        message: 'vault name "kv-audit-" is not valid',
        at: "test › vaults[1] kv-audit- › name",
        fix: 'rename it, for example "kv-audit"',
      },
    ],
    [
      "has 2 characters",
      {
        name: "kv",
        message: 'vault name "kv" is not valid',
        at: "test › vaults[1] kv › name",
        fix: "rename it",
      },
    ],
    [
      "has 25 characters",
      {
        name: "kv-audit-of-the-warehouse",
        message: 'vault name "kv-audit-of-the-warehouse" is not valid',
        at: "test › vaults[1] kv-audit-of-the-warehouse › name",
        fix: 'rename it, for example "kv-audit-of-the-warehous"',
      },
    ],
  ])("fails when the name of a new vault %s", (_, { name, message, at, fix }) => {
    const problems = validate([healthy({ vaults: [vault, keyVault({ name, objects: {} })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-vault-name",
        message,
        at,
        allowed: "3 to 24 letters, digits and single dashes, first a letter, last a letter or digit",
        fix,
      }),
    ]);
  });

  test("fails when an existing vault is given by its address", () => {
    const other = existingKeyVault({
      name: "kv-audit.vault.azure.net",
      resourceGroup: "platform-rg",
      permissionModel: "rbac",
      objects: {},
    });

    const problems = validate([healthy({ vaults: [vault, other] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-vault-name",
        message: 'vault name "kv-audit.vault.azure.net" is not valid',
        at: "test › vaults[1] kv-audit.vault.azure.net › name",
        allowed: "3 to 24 letters, digits and single dashes, first a letter, last a letter or digit",
        fix: 'rename it, for example "kv-audit-vault-azure-net"',
      }),
    ]);
  });
});

test("fails when the resource group of an existing vault has a blank", () => {
  const other = existingKeyVault({
    name: "kv-audit",
    resourceGroup: "platform rg",
    permissionModel: "rbac",
    objects: {},
  });

  const problems = validate([healthy({ vaults: [vault, other] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-resource-group-name",
      message: 'resource group name "platform rg" is not valid',
      at: "test › vaults[1] kv-audit › resourceGroup",
      allowed: "1 to 90 letters, digits, dashes, underscores, dots and parentheses, last not a dot",
      fix: 'rename it, for example "platform-rg"',
    }),
  ]);
});

test.each([
  ["6 days", 6, "retention 6 is not valid"],
  ["91 days", 91, "retention 91 is not valid"],
  ["no whole number of days", 7.5, "retention 7.5 is not valid"],
])("fails when the retention is %s", (_, softDeleteRetentionDays, message) => {
  const other = keyVault({ name: "kv-audit", softDeleteRetentionDays, objects: {} });

  const problems = validate([healthy({ vaults: [vault, other] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-retention",
      message,
      at: "test › vaults[1] kv-audit › softDeleteRetentionDays",
      allowed: "a whole number from 7 to 90",
      fix: "give a whole number from 7 to 90",
    }),
  ]);
});

test.each([
  [
    "has an underscore",
    "db_password",
    'vault object name "db_password" is not valid',
    'rename it, for example "db-password"',
  ],
  ["is empty", "", 'vault object name "" is not valid', "rename it"],
  [
    "has 128 characters",
    "t".repeat(128),
    `vault object name "${"t".repeat(128)}" is not valid`,
    `rename it, for example "${"t".repeat(127)}"`,
  ],
])("fails when the name of a vault object %s", (_, name, message, fix) => {
  const other = keyVault({ name: "kv-audit", objects: { token: secret(name) } });

  const problems = validate([healthy({ vaults: [vault, other] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-object-name",
      message,
      at: "test › vaults[1] kv-audit › objects.token",
      allowed: "1 to 127 letters, digits and dashes",
      fix,
    }),
  ]);
});

test.each([
  ["0", 0, "seed version 0 is not valid"],
  ["no whole number", 1.5, "seed version 1.5 is not valid"],
  ["more than Terraform counts", 2_147_483_648, "seed version 2147483648 is not valid"],
])("fails when the version of a seed is %s", (_, version, message) => {
  const other = keyVault({ name: "kv-audit", objects: { token: secret("token", { seed: { version } }) } });

  const problems = validate([healthy({ vaults: [vault, other] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-seed-version",
      message,
      at: "test › vaults[1] kv-audit › objects.token › seed.version",
      allowed: "a whole number from 1 to 2147483647",
      fix: "give a whole number from 1 to 2147483647",
    }),
  ]);
});

describe("unique-object-name", () => {
  test.each([
    [
      "two secrets differ in case alone",
      {
        other: keyVault({ name: "kv-audit", objects: { token: secret("token"), upper: secret("TOKEN") } }),
        message: 'secret "TOKEN" has the name of secret "token" (objects.token)',
        at: "test › vaults[1] kv-audit › objects.upper",
      },
    ],
    [
      "a certificate has the name of a secret",
      {
        other: keyVault({ name: "kv-audit", objects: { token: secret("tls"), server: certificate("tls") } }),
        message: 'certificate "tls" has the name of secret "tls" (objects.token)',
        at: "test › vaults[1] kv-audit › objects.server",
      },
    ],
    [
      "a key has the name of a certificate",
      {
        other: keyVault({ name: "kv-audit", objects: { server: certificate("tls"), signing: key("tls") } }),
        message: 'key "tls" has the name of certificate "tls" (objects.server)',
        at: "test › vaults[1] kv-audit › objects.signing",
      },
    ],
  ])("fails when %s", (_, { other, message, at }) => {
    const problems = validate([healthy({ vaults: [vault, other] })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-object-name",
        message,
        at,
        allowed:
          "one object of a kind for each name, in any case of letters; a certificate also takes its name among the keys and the secrets",
        fix: "declare it once, or rename one of the two",
      }),
    ]);
  });
});

test("fails when an environment describes a vault twice", () => {
  const problems = validate([healthy({ vaults: [vault, keyVault({ name: "KV-Orders", objects: {} })] })]);

  expect(problems).toEqual([
    expected({
      rule: "unique-vault-name",
      message: 'vault name "KV-Orders" is used twice',
      at: "test › vaults",
      allowed: "each vault once, in any case of letters",
      fix: "list the vault once, with all its objects",
    }),
  ]);
});

test("fails when the writer of a vault's secrets is given by name", () => {
  const other = keyVault({ name: "kv-audit", objectsWriter: "pipeline", objects: {} });

  const problems = validate([healthy({ vaults: [vault, other] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-guid",
      message: 'objectsWriter "pipeline" is not a GUID that names something',
      at: "test › vaults[1] kv-audit › objectsWriter",
      allowed: 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros',
      fix: "az ad signed-in-user show --query id -o tsv, or the object id of the service principal",
    }),
  ]);
});
