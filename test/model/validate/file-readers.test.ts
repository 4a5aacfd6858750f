import { describe, expect, test } from "vitest";
import { attach, file, syncedSecret } from "../../../model/index.js";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const hidden = file(vault.objects.dbPassword, { permission: "0400" });
const folder = { path: "/mnt/secrets", objects: [hidden] };
const nowhere = { objects: [hidden] };
const root = { reason: "It drops its rights itself.", root: true };
const proxy = { name: "proxy", image: "envoy:1.31" };

test.each([
  ["root", api({ mounts: [folder], security: root })],
  ["user 0", api({ mounts: [folder], runAsUser: 0, security: root })],
  [
    "root, beside a container that does not see the mount",
    api({
      mounts: [nowhere],
      containers: [{ ...proxy, security: root, mounts: [{ mount: nowhere, path: "/mnt/secrets" }] }],
    }),
  ],
  [
    "nobody, where the mount only syncs a Secret",
    api({ mounts: [{ ...nowhere, sync: [syncedSecret("db", { password: hidden })] }] }),
  ],
  ["somebody else's container, whose user is not known", attach("redis", { mounts: [folder] })],
])("accepts a file that only its owner reads, for %s", (_, workload) => {
  expect(problemsOf(workload)).toEqual([]);
});

describe("require-readable-file", () => {
  test.each([
    ["the user of the default", api({ mounts: [folder] }), 65_532],
    ["a user with a number", api({ mounts: [folder], runAsUser: 1000 }), 1000],
    ["another user than root where root is allowed", api({ mounts: [folder], runAsUser: 1000, security: root }), 1000],
    [
      "a further container's user",
      api({ mounts: [folder], security: root, containers: [{ ...proxy, runAsUser: 101, mounts: [folder] }] }),
      101,
    ],
  ])("fails when the permission hides a file from %s", (_, workload, user) => {
    expect(problemsOf(workload)).toEqual([
      expected({
        rule: "require-readable-file",
        message: `file permission "0400" hides the file from user ${user}`,
        at: "test › workloads[0] api › mounts[0] › objects[0] › permission",
        allowed: "a mode that lets others read: the driver makes root the owner of every file",
        fix: 'use "0444"',
      }),
    ]);
  });
});
