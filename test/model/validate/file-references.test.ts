import { describe, expect, test } from "vitest";
import { file, olderVersion, syncedSecret, validate } from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const { dbPassword, apiKey } = vault.objects;

describe("match-mounted-file", () => {
  test("fails when the mount does not list the object that a Secret takes, and offers the nearest", () => {
    const mounts = [
      {
        path: "/mnt/secrets",
        objects: [file(dbPassword, { alias: "api-keys" })],
        sync: [syncedSecret("db", { password: apiKey })],
      },
    ];

    const problems = validate([healthy({ workloads: [api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-mounted-file",
        message: 'secret "api-key" is synced, but this mount does not list it',
        at: "test › workloads[0] api › mounts[0] › sync[0] db › data.password",
        allowed: "an object or file of the same mount: api-keys",
        fix: 'did you mean "api-keys"?',
      }),
    ]);
  });

  test("fails when the mount lists nothing like the object that a Secret takes", () => {
    const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], sync: [syncedSecret("db", { password: apiKey })] }];

    const problems = validate([healthy({ workloads: [api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-mounted-file",
        message: 'secret "api-key" is synced, but this mount does not list it',
        at: "test › workloads[0] api › mounts[0] › sync[0] db › data.password",
        allowed: "an object or file of the same mount: db-password",
        fix: "list it in the mount's objects",
      }),
    ]);
  });

  test("fails when the mount lists twice the object that a Secret takes", () => {
    const mounts = [
      {
        path: "/mnt/secrets",
        objects: [dbPassword, file(dbPassword, { alias: "copy" })],
        sync: [syncedSecret("db", { password: dbPassword })],
      },
    ];

    const problems = validate([healthy({ workloads: [api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-mounted-file",
        message: 'secret "db-password" is mounted more than once, so which one is synced is ambiguous',
        at: "test › workloads[0] api › mounts[0] › sync[0] db › data.password",
        allowed: "a reference to one file",
        fix: "keep what file(…) returns in a constant, list that in objects and refer to it here",
      }),
    ]);
  });

  test("fails when a Secret takes an object through another file than the one listed", () => {
    const mounts = [
      {
        path: "/mnt/secrets",
        objects: [file(dbPassword, { permission: "0444" }), apiKey],
        sync: [syncedSecret("db", { password: file(dbPassword, { permission: "0444" }) })],
      },
    ];

    const problems = validate([healthy({ workloads: [api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-mounted-file",
        message: 'secret "db-password" is synced through another file(…) than the one that this mount lists',
        at: "test › workloads[0] api › mounts[0] › sync[0] db › data.password",
        allowed: "the very file that the mount lists, or the object where it is mounted once",
        fix: "keep what file(…) returns in a constant, list that in objects and refer to it here",
      }),
    ]);
  });

  test("fails when a Secret takes a version of a file that the mount does not list", () => {
    const elsewhere = file(apiKey, { versionHistory: 3 });
    const mounts = [
      {
        path: "/mnt/secrets",
        objects: [file(dbPassword, { alias: "api-keys" })],
        sync: [syncedSecret("db", { old: olderVersion(elsewhere, 1) })],
      },
    ];

    const problems = validate([healthy({ workloads: [api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-mounted-file",
        message: 'secret "api-key" is synced, but this mount does not list it',
        at: "test › workloads[0] api › mounts[0] › sync[0] db › data.old",
        allowed: "an object or file of the same mount: api-keys",
        fix: 'did you mean "api-keys"?',
      }),
    ]);
  });

  test("accepts one of two files of an object, kept in a constant", () => {
    const copy = file(dbPassword, { alias: "copy" });
    const mounts = [
      { path: "/mnt/secrets", objects: [dbPassword, copy], sync: [syncedSecret("db", { password: copy })] },
    ];

    const problems = validate([healthy({ workloads: [api({ mounts })] })]);

    expect(problems).toEqual([]);
  });
});

test("fails when a Secret takes a version of a file that the mount lists twice, for the path and for the Secret", () => {
  const history = file(apiKey, { versionHistory: 3 });
  const mounts = [
    {
      path: "/mnt/secrets",
      objects: [history, history],
      sync: [syncedSecret("db", { old: olderVersion(history, 1) })],
    },
  ];

  const problems = validate([healthy({ workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "unique-file-path",
      message: 'file path "api-key" is used twice',
      at: "test › workloads[0] api › mounts[0] › objects[1]",
      allowed: "one object at each path of a mount: of two, the provider would keep the last and say nothing",
      fix: 'give one of them another alias, for example "api-key.secret"',
    }),
    expected({
      rule: "match-mounted-file",
      message: 'secret "api-key" is mounted more than once, so which one is synced is ambiguous',
      at: "test › workloads[0] api › mounts[0] › sync[0] db › data.old",
      allowed: "a reference to one file",
      fix: "keep what file(…) returns in a constant, list that in objects and refer to it here",
    }),
  ]);
});

describe("match-file-version", () => {
  test("fails when a Secret takes a version that the history does not keep", () => {
    const history = file(apiKey, { versionHistory: 3 });
    const mounts = [
      { path: "/mnt/secrets", objects: [history], sync: [syncedSecret("db", { key: olderVersion(history, 3) })] },
    ];

    const problems = validate([healthy({ workloads: [api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-file-version",
        message: 'version 3 of secret "api-key" is synced, but the file keeps 3',
        at: "test › workloads[0] api › mounts[0] › sync[0] db › data.key",
        allowed: "0 (newest) to 2",
        fix: "set versionHistory: 4 on the file, or refer to another version",
      }),
    ]);
  });

  test("fails when a Secret takes an older version of a file without a history", () => {
    const plain = file(dbPassword);
    const mounts = [
      { path: "/mnt/secrets", objects: [plain], sync: [syncedSecret("db", { old: olderVersion(plain, 1) })] },
    ];

    const problems = validate([healthy({ workloads: [api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-file-version",
        message: 'version 1 of secret "db-password" is synced, but the file keeps 1',
        at: "test › workloads[0] api › mounts[0] › sync[0] db › data.old",
        allowed: "the file itself, or versions of a file with versionHistory",
        fix: "set versionHistory: 2 on the file, or refer to another version",
      }),
    ]);
  });
});
