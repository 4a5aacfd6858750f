import { describe, expect, test } from "vitest";
import { attach, syncedSecret } from "../../../model/index.js";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const { dbPassword, apiKey } = vault.objects;
const database = syncedSecret("db", { PASSWORD: dbPassword });
const service = syncedSecret("service", { API_KEY: apiKey });
const mounts = [{ path: "/mnt/secrets", objects: [dbPassword, apiKey], sync: [database, service] }];
const proxy = { name: "proxy", image: "envoy:1.31" };

test.each([
  ["every key of two Secrets", { envFrom: [database, service] }],
  ["one Secret under two prefixes", { envFrom: [database, { secret: database, prefix: "DB_" }] }],
  ["a variable of its own beside that of a Secret", { env: { PASSWORD: "none" }, envFrom: [database] }],
  ["one Secret in two containers", { envFrom: [database], containers: [{ ...proxy, envFrom: [database] }] }],
])("accepts %s", (_, props) => {
  expect(problemsOf(api({ mounts, ...props }))).toEqual([]);
});

describe("match-synced-secret", () => {
  const twin = syncedSecret("db", { PASSWORD: dbPassword });
  const allowed = "a Secret that the workload's own mounts sync: the driver writes it only while such a pod runs";
  const fix = "keep what syncedSecret(…) returns in a constant, list that in sync of a mount and refer to it here";

  test.each([
    ["that was described a second time", { envFrom: [service, twin] }, "db", "envFrom[1] db"],
    [
      "that no mount syncs, with a prefix",
      { envFrom: [{ secret: syncedSecret("other", { KEY: apiKey }), prefix: "OTHER_" }] },
      "other",
      "envFrom[0] other",
    ],
    [
      "in an init container that no mount syncs",
      { initContainers: [{ ...proxy, envFrom: [twin] }] },
      "db",
      "initContainers[0] proxy › envFrom[0] db",
    ],
  ])("fails when variables come from a Secret %s", (_, props, name, at) => {
    expect(problemsOf(api({ mounts, ...props }))).toEqual([
      expected({
        rule: "match-synced-secret",
        message: `variables come from Secret "${name}", which no mount of this workload syncs`,
        at: `test › workloads[0] api › ${at}`,
        allowed,
        fix,
      }),
    ]);
  });

  test("fails when a variable of a further container, or of an attachment, reads a key that is nowhere", () => {
    const env = { TOKEN: { secret: "db", key: "TOKEN" } };
    const problem = (at: string) =>
      expected({
        rule: "match-synced-secret",
        message: 'environment variable "TOKEN" reads "db/TOKEN", but the Secret has no such key',
        at,
        allowed: "one of its keys: PASSWORD",
        fix: 'use "PASSWORD"',
      });

    expect(problemsOf(api({ mounts, containers: [{ ...proxy, env }] }))).toEqual([
      problem("test › workloads[0] api › containers[0] proxy › env.TOKEN"),
    ]);
    expect(problemsOf(attach("redis", { mounts, env }))).toEqual([problem("test › workloads[0] redis › env.TOKEN")]);
  });
});

describe("valid-variable-name", () => {
  const pair = syncedSecret("files", { "db.password": dbPassword });
  const files = [{ path: "/mnt/secrets", objects: [dbPassword], sync: [pair] }];

  test.each([
    ["a key with a dot", pair, "db.password"],
    ["a prefix with a dash", { secret: pair, prefix: "MY-" }, "MY-db.password"],
    ["a prefix that begins with a digit", { secret: pair, prefix: "1" }, "1db.password"],
  ])("fails when %s would be part of a variable's name", (_, source, name) => {
    expect(problemsOf(api({ mounts: files, envFrom: [source] }))).toEqual([
      expected({
        rule: "valid-variable-name",
        message: `environment variable "${name}" is not valid`,
        at: "test › workloads[0] api › envFrom[0] files",
        allowed: "letters, digits and underscores, first a letter or underscore",
        fix: "rename the key, or read it under another name in env",
      }),
    ]);
  });
});

describe("unique-variable", () => {
  const again = syncedSecret("again", { DB_PASSWORD: dbPassword, PASSWORD: apiKey });
  const both = [{ path: "/mnt/secrets", objects: [dbPassword, apiKey], sync: [database, again] }];

  test.each([
    [
      "two Secrets have one key",
      [database, again],
      'variable "PASSWORD" comes from Secret "db" and from Secret "again"',
    ],
    [
      "a prefix makes the name that another Secret has as a key",
      [{ secret: again, prefix: "X_" }, again, { secret: database, prefix: "DB_" }],
      'variable "DB_PASSWORD" comes from Secret "again" and from Secret "db"',
    ],
    [
      "one Secret is listed twice",
      [database, database],
      'variable "PASSWORD" comes from Secret "db" and from Secret "db"',
    ],
  ])("fails when %s", (_, envFrom, message) => {
    expect(problemsOf(api({ mounts: both, envFrom }))).toEqual([
      expected({
        rule: "unique-variable",
        message,
        at: "test › workloads[0] api › envFrom",
        allowed: "each variable once: of two, Kubernetes keeps the last and says nothing",
        fix: "give one of the Secrets a prefix",
      }),
    ]);
  });
});
