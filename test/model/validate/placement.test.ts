import { describe, expect, test } from "vitest";
import { daemonSet, linuxPool, newCluster, windowsPool } from "../../../model/index.js";
import type { NodePool } from "../../../model/node-pool.js";
import type { DeploymentProps } from "../../../model/workload.js";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const apps = linuxPool("apps");
const batch = linuxPool("batch", { taints: ["work=batch:NoSchedule", "spare=:PreferNoSchedule"] });
const win = windowsPool("win");
const windows = [{ path: "c:\\secrets", objects: [vault.objects.dbPassword] }];

/** The problems of a workload on a cluster with these pools. */
function problemsOn(pools: readonly NodePool[], props: Partial<DeploymentProps>, dedicated = false) {
  return problemsOf(api(props), { cluster: newCluster({ name: "aks-orders", systemPool: { dedicated }, pools }) });
}

test.each<[string, readonly NodePool[], Partial<DeploymentProps>, boolean]>([
  ["any pod on the system pool", [], {}, false],
  ["any pod on a plain pool beside a dedicated one", [apps], {}, true],
  ["a pod on a pool whose taints it tolerates by that", [batch], { pool: batch }, true],
  ["a pod that tolerates the taints of a pool", [batch], { tolerations: ["work=batch:NoSchedule"] }, true],
  [
    "a pod that tolerates what keeps the system pool for add-ons",
    [batch],
    { tolerations: ["CriticalAddonsOnly=true:NoSchedule"] },
    true,
  ],
  ["a pod of Windows on a Windows pool", [win], { pool: win, mounts: windows }, false],
  [
    "a pod of Windows that tolerates the taint of such pools",
    [win],
    { os: "windows", mounts: windows, tolerations: ["os=windows:NoSchedule"] },
    false,
  ],
  [
    "a pod on a Windows pool without taints",
    [windowsPool("w", { taints: [] })],
    { os: "windows", mounts: windows },
    false,
  ],
  ["labels of nodes", [apps], { nodeSelector: { "example.com/disk": "ssd" } }, false],
])("accepts %s", (_, pools, props, dedicated) => {
  expect(problemsOn(pools, props, dedicated)).toEqual([]);
});

test("accepts any operating system and taint on an existing cluster", () => {
  expect(problemsOf(api({ os: "windows", mounts: windows, tolerations: ["team=:NoExecute"] }))).toEqual([]);
});

describe("match-pool", () => {
  test("fails when the pool is of an existing cluster", () => {
    expect(problemsOf(api({ pool: apps }))).toEqual([
      expected({
        rule: "match-pool",
        message: 'pool "apps" is none of the cluster\'s',
        at: "test › workloads[0] api › pool",
        allowed: "a pool that the environment's own cluster lists",
        fix: "of an existing cluster, name os, nodeSelector and tolerations",
      }),
    ]);
  });

  test("fails when the pool is described a second time", () => {
    expect(problemsOn([apps], { pool: linuxPool("apps") })).toEqual([
      expected({
        rule: "match-pool",
        message: 'pool "apps" is none of the cluster\'s',
        at: "test › workloads[0] api › pool",
        allowed: "a pool that the environment's own cluster lists",
        fix: "keep what linuxPool(…) or windowsPool(…) returns in a constant, list that in the cluster's pools and refer to it here",
      }),
    ]);
  });

  test.each<[NodePool, "linux" | "windows", Partial<DeploymentProps>]>([
    [apps, "windows", { mounts: windows }],
    [win, "linux", {}],
  ])("fails when the pool is of another operating system than $1", (pool, os, props) => {
    expect(problemsOn([apps, win], { ...props, pool, os })).toEqual([
      expected({
        rule: "match-pool",
        message: `the workload is for "${os}", and pool "${pool.name}" is of ${pool.os} nodes`,
        at: "test › workloads[0] api › os",
        allowed: "the operating system of the pool",
        fix: "leave os out, or choose another pool",
      }),
    ]);
  });

  test("fails when a workload for Windows has no such pool", () => {
    expect(problemsOn([apps], { os: "windows", mounts: windows })).toEqual([
      expected({
        rule: "match-pool",
        message: 'the workload is for "windows", and the cluster has no pool of such nodes',
        at: "test › workloads[0] api › os",
        allowed: "pods that at least one pool of the cluster takes",
        fix: "add such a pool to the cluster",
      }),
    ]);
  });

  test.each<[string, readonly NodePool[], Partial<DeploymentProps>, string]>([
    [
      "no pool is open to its pods",
      [batch],
      {},
      '"system" has CriticalAddonsOnly=true:NoSchedule; "batch" has work=batch:NoSchedule',
    ],
    [
      "it tolerates another effect of a taint",
      [batch],
      { tolerations: ["work=batch:NoExecute"] },
      '"system" has CriticalAddonsOnly=true:NoSchedule; "batch" has work=batch:NoSchedule',
    ],
    [
      "it says itself what it tolerates, and leaves out its pool's taint",
      [apps, batch],
      { pool: batch, tolerations: ["team=orders:NoSchedule"] },
      '"batch" has work=batch:NoSchedule',
    ],
    [
      "it is for Windows and names no pool",
      [apps, win],
      { os: "windows", mounts: windows },
      '"win" has os=windows:NoSchedule',
    ],
  ])("fails when %s", (_, pools, props, closed) => {
    expect(problemsOn(pools, props, true)).toEqual([
      expected({
        rule: "match-pool",
        message: `no pool takes the pods: ${closed}`,
        at: "test › workloads[0] api › tolerations",
        allowed: "pods that at least one pool of the cluster takes",
        fix: "set pool, or tolerate the taints of one",
      }),
    ]);
  });

  test("fails when a workload for Windows tolerates no taint of the only pool beside the system's", () => {
    expect(problemsOn([win], { os: "windows", mounts: windows })).toEqual([
      expected({
        rule: "match-pool",
        message: 'no pool takes the pods: "win" has os=windows:NoSchedule',
        at: "test › workloads[0] api › tolerations",
        allowed: "pods that at least one pool of the cluster takes",
        fix: "set pool, or tolerate the taints of one",
      }),
    ]);
  });

  test("tells once, of the cluster, that its only pool of Linux nodes is dedicated", () => {
    expect(problemsOn([win], {}, true).map(({ rule }) => rule)).toEqual(["valid-node-pool"]);
  });
});

test("fails when a label that nodes must have has a blank in its key", () => {
  const mounts = [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword] }];
  const workload = daemonSet("agent", { image: "busybox:1.36", mounts, nodeSelector: { "my disk": "ssd" } });

  expect(problemsOf(workload)).toEqual([
    expected({
      rule: "valid-labels",
      message: 'label key "my disk" is not valid',
      at: "test › workloads[0] agent › nodeSelector",
      allowed:
        "1 to 63 letters, digits, dashes, underscores and dots, first and last a letter or digit; a DNS name and a slash may stand before it",
      fix: "rename it",
    }),
  ]);
});
