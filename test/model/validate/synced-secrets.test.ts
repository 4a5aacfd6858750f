import { describe, expect, test } from "vitest";
import { file, olderVersion, syncedSecret, validate } from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const { dbPassword, apiKey } = vault.objects;

const history = file(apiKey, { versionHistory: 3 });

/** A workload whose one mount shows a plain secret and three versions of another, and syncs this. */
function syncing(synced: ReturnType<typeof syncedSecret>) {
  return healthy({
    workloads: [api({ mounts: [{ path: "/mnt/secrets", objects: [dbPassword, history], sync: [synced] }] })],
  });
}

test.each([
  ["a Secret name of 253 characters", syncedSecret("s".repeat(253), { password: dbPassword })],
  ["a key of 1 character", syncedSecret("db", { k: dbPassword })],
  ["a key of 253 characters", syncedSecret("db", { ["k".repeat(253)]: dbPassword })],
  ["a key of every allowed sign", syncedSecret("db", { ".-_aA1": dbPassword })],
  ["an annotation with any value", syncedSecret("db", { key: dbPassword }, { annotations: { note: "for: {orders}" } })],
  ["one object under two keys", syncedSecret("db", { one: dbPassword, two: dbPassword })],
  ["a file that keeps a history", syncedSecret("db", { key: history })],
  ["the object of a file that keeps a history", syncedSecret("db", { key: apiKey })],
  ["the newest version of a history", syncedSecret("db", { key: olderVersion(history, 0) })],
  ["the oldest version of a history", syncedSecret("db", { key: olderVersion(history, 2) })],
  [
    "a basic-auth Secret with a password alone",
    syncedSecret("db", { password: dbPassword }, { type: "kubernetes.io/basic-auth" }),
  ],
  [
    "a basic-auth Secret with a user name alone",
    syncedSecret("db", { username: dbPassword }, { type: "kubernetes.io/basic-auth" }),
  ],
  [
    "a dockerconfigjson Secret",
    syncedSecret("db", { ".dockerconfigjson": dbPassword }, { type: "kubernetes.io/dockerconfigjson" }),
  ],
  ["a dockercfg Secret", syncedSecret("db", { ".dockercfg": dbPassword }, { type: "kubernetes.io/dockercfg" })],
  [
    "an ssh-auth Secret with another key",
    syncedSecret("db", { "ssh-privatekey": dbPassword, known_hosts: apiKey }, { type: "kubernetes.io/ssh-auth" }),
  ],
  [
    "a bootstrap token",
    syncedSecret("db", { "token-id": dbPassword, "token-secret": apiKey }, { type: "bootstrap.kubernetes.io/token" }),
  ],
])("accepts %s", (_, synced) => {
  const problems = validate([syncing(synced)]);

  expect(problems).toEqual([]);
});

test.each([
  [
    "is in capitals",
    {
      name: "DB",
      message: 'Secret name "DB" is not valid',
      at: "test › workloads[0] api › mounts[0] › sync[0] DB › name",
      fix: 'rename it, for example "db"',
    },
  ],
  [
    "is empty",
    {
      name: "",
      message: 'Secret name "" is not valid',
      at: "test › workloads[0] api › mounts[0] › sync[0]  › name",
      fix: "rename it",
    },
  ],
  [
    "has 254 characters",
    {
      name: "s".repeat(254),
      message: `Secret name "${"s".repeat(254)}" is not valid`,
      at: `test › workloads[0] api › mounts[0] › sync[0] ${"s".repeat(254)} › name`,
      fix: `rename it, for example "${"s".repeat(253)}"`,
    },
  ],
])("fails when the name of a Secret %s", (_, { name, message, at, fix }) => {
  const problems = validate([syncing(syncedSecret(name, { password: dbPassword }))]);

  expect(problems).toEqual([
    expected({
      rule: "valid-synced-secret-name",
      message,
      at,
      allowed:
        "1 to 253 lower-case letters, digits, dashes and dots, each part between dots first and last a letter or digit (RFC 1123 subdomain)",
      fix,
    }),
  ]);
});

describe("valid-labels", () => {
  test.each([
    [
      "key of a label",
      {
        synced: syncedSecret("db", { password: dbPassword }, { labels: { "the team": "orders" } }),
        message: 'label key "the team" is not valid',
        at: "test › workloads[0] api › mounts[0] › sync[0] db › labels",
        allowed:
          "1 to 63 letters, digits, dashes, underscores and dots, first and last a letter or digit; a DNS name and a slash may stand before it",
        fix: "rename it",
      },
    ],
    [
      "value of a label",
      {
        synced: syncedSecret("db", { password: dbPassword }, { labels: { team: "the orders" } }),
        message: 'the value "the orders" of label "team" is not valid',
        at: "test › workloads[0] api › mounts[0] › sync[0] db › labels",
        allowed: "up to 63 letters, digits, dashes, underscores and dots, first and last a letter or digit",
        fix: "change the value, or use an annotation where there is one",
      },
    ],
    [
      "key of an annotation",
      {
        synced: syncedSecret("db", { password: dbPassword }, { annotations: { "the note": "any text" } }),
        message: 'annotation key "the note" is not valid',
        at: "test › workloads[0] api › mounts[0] › sync[0] db › annotations",
        allowed:
          "1 to 63 letters, digits, dashes, underscores and dots, first and last a letter or digit; a DNS name and a slash may stand before it",
        fix: "rename it",
      },
    ],
  ])("fails when the %s on a Secret has a blank", (_, { synced, message, at, allowed, fix }) => {
    const problems = validate([syncing(synced)]);

    expect(problems).toEqual([expected({ rule: "valid-labels", message, at, allowed, fix })]);
  });
});

test.each([
  [
    "has a blank",
    {
      key: "the password",
      message: 'key "the password" is not valid',
      at: "test › workloads[0] api › mounts[0] › sync[0] db › data.the password",
      fix: 'rename it, for example "the-password"',
    },
  ],
  [
    "has 254 characters",
    {
      key: "k".repeat(254),
      message: `key "${"k".repeat(254)}" is not valid`,
      at: `test › workloads[0] api › mounts[0] › sync[0] db › data.${"k".repeat(254)}`,
      fix: `rename it, for example "${"k".repeat(253)}"`,
    },
  ],
])("fails when a key of a Secret %s", (_, { key, message, at, fix }) => {
  const problems = validate([syncing(syncedSecret("db", { [key]: dbPassword }))]);

  expect(problems).toEqual([
    expected({
      rule: "valid-secret-key",
      message,
      at,
      allowed: "1 to 253 letters, digits, dashes, underscores and dots",
      fix,
    }),
  ]);
});

test("fails when the type of a Secret is misspelt, and offers the nearest", () => {
  const type = "kubernetes.io/basicauth" as string as "kubernetes.io/basic-auth";

  const problems = validate([syncing(syncedSecret("db", { password: dbPassword }, { type }))]);

  expect(problems).toEqual([
    expected({
      rule: "valid-synced-secret-type",
      message: 'Secret type "kubernetes.io/basicauth" is not one that can be synced',
      at: "test › workloads[0] api › mounts[0] › sync[0] db › type",
      allowed:
        "Opaque, kubernetes.io/tls, kubernetes.io/dockerconfigjson, kubernetes.io/dockercfg, kubernetes.io/basic-auth, kubernetes.io/ssh-auth, bootstrap.kubernetes.io/token",
      fix: 'did you mean "kubernetes.io/basic-auth"?',
    }),
  ]);
});

test("fails when a Secret has no keys", () => {
  const problems = validate([syncing(syncedSecret("db", {}, { type: "kubernetes.io/tls" }))]);

  expect(problems).toEqual([
    expected({
      rule: "require-secret-data",
      message: 'Secret "db" has no keys',
      at: "test › workloads[0] api › mounts[0] › sync[0] db › data",
      allowed: 'at least one key: the driver refuses none with "data is empty", in its log alone',
      fix: "add the keys, or remove the Secret",
    }),
  ]);
});

test.each([
  [
    "a dockerconfigjson Secret lacks its key",
    {
      synced: syncedSecret("db", { "config.json": dbPassword }, { type: "kubernetes.io/dockerconfigjson" }),
      message: 'Secret "db" of type "kubernetes.io/dockerconfigjson" has the keys "config.json"',
      allowed: ".dockerconfigjson",
    },
  ],
  [
    "a dockercfg Secret lacks its key",
    {
      synced: syncedSecret("db", { dockercfg: dbPassword }, { type: "kubernetes.io/dockercfg" }),
      message: 'Secret "db" of type "kubernetes.io/dockercfg" has the keys "dockercfg"',
      allowed: ".dockercfg",
    },
  ],
  [
    "a basic-auth Secret has neither user name nor password",
    {
      synced: syncedSecret("db", { user: dbPassword, pass: apiKey }, { type: "kubernetes.io/basic-auth" }),
      message: 'Secret "db" of type "kubernetes.io/basic-auth" has the keys "user", "pass"',
      allowed: "at least one of username, password",
    },
  ],
  [
    "an ssh-auth Secret lacks its key",
    {
      synced: syncedSecret("db", { id_rsa: dbPassword }, { type: "kubernetes.io/ssh-auth" }),
      message: 'Secret "db" of type "kubernetes.io/ssh-auth" has the keys "id_rsa"',
      allowed: "ssh-privatekey",
    },
  ],
  [
    "a bootstrap token has half of its keys",
    {
      synced: syncedSecret("db", { "token-id": dbPassword }, { type: "bootstrap.kubernetes.io/token" }),
      message: 'Secret "db" of type "bootstrap.kubernetes.io/token" has the keys "token-id"',
      allowed: "token-id and token-secret",
    },
  ],
])("fails when %s", (_, { synced, message, allowed }) => {
  const problems = validate([syncing(synced)]);

  expect(problems).toEqual([
    expected({
      rule: "valid-secret-keys",
      message,
      at: "test › workloads[0] api › mounts[0] › sync[0] db › data",
      allowed,
      fix: 'rename the keys, or use type "Opaque"',
    }),
  ]);
});
