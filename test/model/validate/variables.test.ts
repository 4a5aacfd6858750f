import { describe, expect, test } from "vitest";
import { syncedSecret, validate } from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const { dbPassword } = vault.objects;

const database = syncedSecret("db-secrets", { DB_PASSWORD: dbPassword });

const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], sync: [database] }];

test.each([
  ["a variable with plain text", { LOG_LEVEL: "debug" }],
  ["a variable without text", { LOG_LEVEL: "" }],
  ["a variable that begins with an underscore", { _log_level: "debug" }],
  ["a variable name of 1 character", { L: "debug" }],
  ["a variable name of 253 characters", { ["L".repeat(253)]: "debug" }],
  ["a variable that reads a synced key", { DB_PASSWORD: database.keys.DB_PASSWORD }],
  ["a variable of another name than its key", { PASSWORD: database.keys.DB_PASSWORD }],
])("accepts %s", (_, env) => {
  const problems = validate([healthy({ workloads: [api({ mounts, env })] })]);

  expect(problems).toEqual([]);
});

test.each([
  [
    "has a dash",
    {
      workload: api({ env: { "LOG-LEVEL": "debug" } }),
      message: 'environment variable "LOG-LEVEL" is not valid',
      at: "test › workloads[0] api › env.LOG-LEVEL",
      fix: 'rename it, for example "LOG_LEVEL"',
    },
  ],
  [
    "begins with a digit",
    {
      workload: api({ env: { "1ST": "debug" } }),
      message: 'environment variable "1ST" is not valid',
      at: "test › workloads[0] api › env.1ST",
      fix: "rename it",
    },
  ],
  [
    "is empty",
    {
      workload: api({ env: { "": "debug" } }),
      message: 'environment variable "" is not valid',
      at: "test › workloads[0] api › env.",
      fix: "rename it",
    },
  ],
])("fails when the name of an environment variable %s", (_, { workload, message, at, fix }) => {
  const problems = validate([healthy({ workloads: [workload] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-variable-name",
      message,
      at,
      allowed: "letters, digits and underscores, first a letter or underscore",
      fix,
    }),
  ]);
});

describe("match-synced-secret", () => {
  test("fails when a variable reads a Secret and the workload syncs none", () => {
    const env = { DB_PASSWORD: database.keys.DB_PASSWORD };

    const problems = validate([healthy({ workloads: [api({ env })] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-synced-secret",
        message:
          'environment variable "DB_PASSWORD" reads "db-secrets/DB_PASSWORD", but no mount of this workload syncs that Secret',
        at: "test › workloads[0] api › env.DB_PASSWORD",
        allowed:
          "a key of a Secret that the workload's own mounts sync: the driver writes it only while such a pod runs",
        fix: "add the Secret to sync of a mount",
      }),
    ]);
  });

  test("fails when a variable misspells the Secret, and offers the nearest", () => {
    const env = { DB_PASSWORD: { secret: "db-secret", key: "DB_PASSWORD" } };

    const problems = validate([healthy({ workloads: [api({ mounts, env })] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-synced-secret",
        message:
          'environment variable "DB_PASSWORD" reads "db-secret/DB_PASSWORD", but no mount of this workload syncs that Secret',
        at: "test › workloads[0] api › env.DB_PASSWORD",
        allowed:
          "a key of a Secret that the workload's own mounts sync: the driver writes it only while such a pod runs",
        fix: 'did you mean "db-secrets"?',
      }),
    ]);
  });

  test("fails when another workload syncs the Secret that a variable reads", () => {
    const env = { DB_PASSWORD: database.keys.DB_PASSWORD };

    const problems = validate([healthy({ workloads: [api({ mounts }), api({ env }, "web")] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-synced-secret",
        message:
          'environment variable "DB_PASSWORD" reads "db-secrets/DB_PASSWORD", but no mount of this workload syncs that Secret',
        at: "test › workloads[1] web › env.DB_PASSWORD",
        allowed:
          "a key of a Secret that the workload's own mounts sync: the driver writes it only while such a pod runs",
        fix: "add the Secret to sync of a mount",
      }),
    ]);
  });

  test("leaves a variable alone that reads from a Secret without keys, which is the problem itself", () => {
    const empty = [{ path: "/mnt/secrets", objects: [dbPassword], sync: [syncedSecret("db-secrets", {})] }];
    const env = { DB_PASSWORD: { secret: "db-secrets", key: "DB_PASSWORD" } };

    const problems = validate([healthy({ workloads: [api({ mounts: empty, env })] })]);

    expect(problems).toEqual([
      expected({
        rule: "require-secret-data",
        message: 'Secret "db-secrets" has no keys',
        at: "test › workloads[0] api › mounts[0] › sync[0] db-secrets › data",
        allowed: 'at least one key: the driver refuses none with "data is empty", in its log alone',
        fix: "add the keys, or remove the Secret",
      }),
    ]);
  });

  test("fails when a variable reads a key that the Secret lacks, and offers the nearest", () => {
    const env = { DB_PASSWORD: { secret: "db-secrets", key: "DB_PASWORD" } };

    const problems = validate([healthy({ workloads: [api({ mounts, env })] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-synced-secret",
        message: 'environment variable "DB_PASSWORD" reads "db-secrets/DB_PASWORD", but the Secret has no such key',
        at: "test › workloads[0] api › env.DB_PASSWORD",
        allowed: "one of its keys: DB_PASSWORD",
        fix: 'did you mean "DB_PASSWORD"?',
      }),
    ]);
  });
});
