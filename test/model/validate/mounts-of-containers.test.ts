import { describe, expect, test } from "vitest";
import { syncedSecret, validate } from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const { dbPassword, apiKey } = vault.objects;
const folder = { path: "/mnt/secrets", objects: [dbPassword] };
const hidden = { objects: [dbPassword] };
const proxy = { name: "proxy", image: "envoy:1.31" };

test.each([
  ["at the mount's own place", [folder], [folder]],
  ["elsewhere", [folder], [{ mount: folder, path: "/etc/proxy/secrets" }]],
  ["as a single file", [folder], [{ mount: folder, subPaths: [{ path: "/etc/proxy/password", file: dbPassword }] }]],
  ["that the first container does not see", [hidden], [{ mount: hidden, path: "/mnt/secrets" }]],
])("accepts a further container that sees a mount %s", (_, mounts, seen) => {
  expect(problemsOf(api({ mounts, containers: [{ ...proxy, mounts: seen }] }))).toEqual([]);
  expect(problemsOf(api({ mounts, initContainers: [{ ...proxy, mounts: seen }] }))).toEqual([]);
});

describe("match-mount", () => {
  const allowed = "the very object that the workload's mounts list";
  const fix = "keep the mount in a constant, list it in the workload's mounts and refer to it here";

  test.each([
    ["as it stands", { ...folder }],
    ["elsewhere", { mount: { ...folder }, path: "/etc/proxy/secrets" }],
  ])("fails when a container sees a mount that was written a second time, %s", (_, seen) => {
    expect(problemsOf(api({ mounts: [folder], containers: [{ ...proxy, mounts: [seen] }] }))).toEqual([
      expected({
        rule: "match-mount",
        message: "the container sees a mount that the workload does not have",
        at: "test › workloads[0] api › containers[0] proxy › mounts[0]",
        allowed,
        fix,
      }),
    ]);
  });

  test("fails when a container sees the mount of another workload", () => {
    const foreign = { path: "/mnt/api", objects: [apiKey] };
    const initContainers = [{ ...proxy, mounts: [folder, foreign] }];
    const workloads = [api({ mounts: [folder], initContainers }), api({ mounts: [foreign] }, "web")];

    expect(validate([healthy({ workloads })])).toEqual([
      expected({
        rule: "match-mount",
        message: "the container sees a mount that the workload does not have",
        at: "test › workloads[0] api › initContainers[0] proxy › mounts[1]",
        allowed,
        fix,
      }),
    ]);
  });
});

describe("require-mount-path", () => {
  test.each([
    ["as it stands", hidden],
    ["in an entry that says nothing more", { mount: hidden }],
    ["without any of its files", { mount: hidden, subPaths: [] }],
  ])("fails when a container names a mount %s, and it appears nowhere", (_, seen) => {
    const containers = [
      { ...proxy, mounts: [seen] },
      { ...proxy, name: "reader", mounts: [{ mount: hidden, path: "/mnt/secrets" }] },
    ];

    expect(problemsOf(api({ mounts: [hidden], containers }))).toEqual([
      expected({
        rule: "require-mount-path",
        message: "the mount appears nowhere in the container",
        at: "test › workloads[0] api › containers[0] proxy › mounts[0]",
        allowed: "a path, or single files in subPaths",
        fix: 'say where: { mount, path: "/mnt/secrets" }',
      }),
    ]);
  });

  test.each([
    ["no place", hidden],
    ["no place and an empty list of Secrets", { ...hidden, sync: [], subPaths: [] }],
  ])("fails when a mount has %s", (_, mount) => {
    expect(problemsOf(api({ mounts: [mount] }))).toEqual([
      expected({
        rule: "require-mount-path",
        message: "the mount appears in no container and syncs no Secret",
        at: "test › workloads[0] api › mounts[0]",
        allowed: "a path, single files in subPaths, a Secret in sync, or another container that sees it",
        fix: "give it a path, or remove it",
      }),
    ]);
  });

  test("accepts a mount that only syncs a Secret", () => {
    expect(problemsOf(api({ mounts: [{ ...hidden, sync: [syncedSecret("db", { password: dbPassword })] }] }))).toEqual(
      [],
    );
  });

  test("accepts a mount of which the first container sees a single file", () => {
    const subPaths = [{ path: "/etc/api/password", file: dbPassword }];

    expect(problemsOf(api({ mounts: [{ ...hidden, subPaths }] }))).toEqual([]);
  });
});
