import { describe, expect, test } from "vitest";
import { file, olderVersion } from "../../../model/index.js";
import type { FileReference } from "../../../model/mounted-file.js";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const { dbPassword, apiKey } = vault.objects;
const history = file(apiKey, { versionHistory: 3 });
const place = "/etc/api/file";

/** The problems of a mount of which a single file is shown. */
function problemsWith(objects: Parameters<typeof file>[0][] | ReturnType<typeof file>[], shown: FileReference) {
  return problemsOf(api({ mounts: [{ objects, subPaths: [{ path: place, file: shown }] }] }));
}

test.each([
  ["an object", [dbPassword], dbPassword],
  ["the newest of a history", [history], history],
  ["the oldest of a history", [history], olderVersion(history, 2)],
])("accepts %s as a single file", (_, objects, shown) => {
  expect(problemsWith(objects as never, shown)).toEqual([]);
});

const at = "test › workloads[0] api › mounts[0] › subPaths[0]";

describe("match-mounted-file", () => {
  test("fails when a single file is of an object that the mount does not list", () => {
    expect(problemsWith([dbPassword], apiKey)).toEqual([
      expected({
        rule: "match-mounted-file",
        message: 'secret "api-key" is mounted as a single file, but this mount does not list it',
        at,
        allowed: "an object or file of the same mount: db-password",
        fix: "list it in the mount's objects",
      }),
    ]);
  });

  test("fails when a single file is of an object that the mount lists twice", () => {
    expect(problemsWith([file(dbPassword), file(dbPassword, { alias: "copy" })], dbPassword)).toEqual([
      expected({
        rule: "match-mounted-file",
        message:
          'secret "db-password" is mounted more than once, so which one is mounted as a single file is ambiguous',
        at,
        allowed: "a reference to one file",
        fix: "keep what file(…) returns in a constant, list that in objects and refer to it here",
      }),
    ]);
  });

  test("fails when a further container shows another file(…) than the mount lists", () => {
    const mount = { path: "/mnt/secrets", objects: [dbPassword] };
    const seen = { mount, subPaths: [{ path: place, file: file(dbPassword) }] };

    expect(
      problemsOf(api({ mounts: [mount], containers: [{ name: "proxy", image: "envoy:1.31", mounts: [seen] }] })),
    ).toEqual([
      expected({
        rule: "match-mounted-file",
        message:
          'secret "db-password" is mounted as a single file through another file(…) than the one that this mount lists',
        at: "test › workloads[0] api › containers[0] proxy › mounts[0] › subPaths[0]",
        allowed: "the very file that the mount lists, or the object where it is mounted once",
        fix: "keep what file(…) returns in a constant, list that in objects and refer to it here",
      }),
    ]);
  });
});

test("fails when a single file is a version that the history does not keep", () => {
  expect(problemsWith([history], olderVersion(history, 3))).toEqual([
    expected({
      rule: "match-file-version",
      message: 'version 3 of secret "api-key" is mounted as a single file, but the file keeps 3',
      at,
      allowed: "0 (newest) to 2",
      fix: "set versionHistory: 4 on the file, or refer to another version",
    }),
  ]);
});
