import { describe, expect, test } from "vitest";
import { attach, existingCluster, file, newCluster, pod, syncedSecret } from "../../../model/index.js";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const { dbPassword, apiKey } = vault.objects;
const database = syncedSecret("db", { PASSWORD: dbPassword });
const folder = { path: "/mnt/secrets", objects: [dbPassword, apiKey], sync: [database] };
const env = { LOG_LEVEL: "debug", PASSWORD: database.keys.PASSWORD };
const proxy = { name: "proxy", image: "envoy:1.31" };
const version = "0123456789abcdef0123456789abcdef";

const watch = { onRotation: "watch", mounts: [folder] } as const;

test.each([
  ["folders and plain text", api({ ...watch, env: { LOG_LEVEL: "debug" } })],
  ["a folder that a further container sees", api({ ...watch, containers: [{ ...proxy, mounts: [folder] }] })],
  ["a bare Pod", pod("check", { ...watch, image: "busybox:1.36" })],
  ["an attachment", attach("redis", watch)],
  ["a Secret with which images are pulled", api({ ...watch, imagePullSecrets: ["registry"] })],
  [
    "a history that begins with the latest version",
    api({
      onRotation: "watch",
      mounts: [{ path: "/mnt/secrets", objects: [file(apiKey, { versionHistory: 3, version: "latest" })] }],
    }),
  ],
])("accepts a workload that watches %s", (_, workload) => {
  expect(problemsOf(workload)).toEqual([]);
});

test("accepts what is fixed at the start where nothing is promised", () => {
  const objects = [dbPassword, file(apiKey, { version })];

  expect(problemsOf(api({ mounts: [{ ...folder, objects }], env, onRotation: "none" }))).toEqual([]);
  expect(problemsOf(api({ mounts: [{ ...folder, objects }], env }))).toEqual([]);
});

const shared = { rule: "match-rotation", allowed: "whole folders, of the latest version of each object" } as const;

describe("match-rotation", () => {
  test.each([
    ["the first container's", api({ ...watch, env }), "env.PASSWORD"],
    ["a further container's", api({ ...watch, containers: [{ ...proxy, env }] }), "containers[0] proxy › env.PASSWORD"],
    ["an attachment's", attach("api", { ...watch, env }), "env.PASSWORD"],
  ])("fails when a variable among %s comes from a Secret", (_, workload, at) => {
    expect(problemsOf(workload)).toEqual([
      expected({
        ...shared,
        message:
          'the workload watches its files, and variable "PASSWORD" keeps the value that it had when the container started',
        at: `test › workloads[0] api › ${at}`,
        fix: 'read the file instead, or set onRotation: "restart"',
      }),
    ]);
  });

  test.each([
    ["the first container's", { envFrom: [database] }, "envFrom[0] db"],
    [
      "an init container's",
      { initContainers: [{ ...proxy, envFrom: [{ secret: database, prefix: "DB_" }] }] },
      "initContainers[0] proxy › envFrom[0] db",
    ],
  ])("fails when all variables of a Secret are among %s", (_, props, at) => {
    expect(problemsOf(api({ ...watch, ...props }))).toEqual([
      expected({
        ...shared,
        message:
          'the workload watches its files, and the variables from Secret "db" keep the values that they had when the container started',
        at: `test › workloads[0] api › ${at}`,
        fix: 'read the files instead, or set onRotation: "restart"',
      }),
    ]);
  });

  const subPaths = [{ path: "/etc/api/password", file: dbPassword }];

  test.each([
    ["the first container", { mounts: [{ ...folder, subPaths }] }, "mounts[0] › subPaths[0]"],
    [
      "a further container",
      { containers: [{ ...proxy, mounts: [folder, { mount: folder, subPaths }] }] },
      "containers[0] proxy › mounts[1] › subPaths[0]",
    ],
  ])("fails when %s sees a single file", (_, props, at) => {
    expect(problemsOf(api({ ...watch, ...props }))).toEqual([
      expected({
        ...shared,
        message:
          'the workload watches its files, and single file "/etc/api/password" is bound to the file that was there when the container started',
        at: `test › workloads[0] api › ${at}`,
        fix: 'give the mount a path and read the file there, or set onRotation: "restart"',
      }),
    ]);
  });

  test.each([
    ["a file", file(apiKey, { version, alias: "api/key" })],
    ["where a history begins", file(apiKey, { version, alias: "api/key", versionHistory: 2 })],
  ])("fails when the version of %s is fixed", (_, pinned) => {
    const mounts = [{ path: "/mnt/secrets", objects: [dbPassword, pinned] }];

    expect(problemsOf(api({ onRotation: "watch", mounts }))).toEqual([
      expected({
        ...shared,
        message: 'the workload watches its files, and file "api/key" shows one version for good',
        at: "test › workloads[0] api › mounts[0] › objects[1] › version",
        fix: "leave version out",
      }),
    ]);
  });
});

describe("a cluster whose rotation", () => {
  const off = newCluster({ name: "aks-orders", rotation: false });

  test.each(["watch", "restart"] as const)('is off fails a workload that is to "%s"', (onRotation) => {
    expect(problemsOf(api({ onRotation }), { cluster: off })).toEqual([
      expected({
        rule: "match-rotation",
        message: `the workload waits for new values ("${onRotation}"), and the cluster's rotation is off`,
        at: "test › workloads[0] api › onRotation",
        allowed: '"none" while nothing looks for new values',
        fix: "leave rotation of the cluster at its default, or leave onRotation out",
      }),
    ]);
  });

  test("is off accepts a workload that waits for nothing", () => {
    expect(problemsOf(api({ onRotation: "none" }), { cluster: off })).toEqual([]);
  });

  test.each([
    ["is on", newCluster({ name: "aks-orders" })],
    ["is not known", existingCluster({ name: "aks-shared", resourceGroup: "platform-rg" })],
  ])("%s accepts a workload that watches", (_, cluster) => {
    expect(problemsOf(api({ onRotation: "watch" }), { cluster })).toEqual([]);
  });
});
