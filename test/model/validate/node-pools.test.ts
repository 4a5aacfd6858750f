import { describe, expect, test } from "vitest";
import { linuxPool, newCluster, validate, windowsPool } from "../../../model/index.js";
import type { NodePool, PoolProps, SystemPoolProps } from "../../../model/node-pool.js";
import { healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

/** The problems of a cluster with these pools. */
function problemsOf(pools: readonly NodePool[], systemPool: SystemPoolProps = {}) {
  return validate([healthy({ cluster: newCluster({ name: "aks-orders", systemPool, pools }) })]);
}

test.each([
  ["a pool with every default", linuxPool("apps")],
  ["a Windows pool with every default", windowsPool("win")],
  ["a Linux pool's name of 12 characters", linuxPool("apps56789012")],
  ["a Linux pool's name of 1 character", linuxPool("a")],
  ["a Windows pool's name of 6 characters", windowsPool("win456")],
  ["a pool without nodes", linuxPool("apps", { nodes: 0 })],
  ["1000 nodes", linuxPool("apps", { nodes: 1000 })],
  ["a pool that may shrink to nothing", linuxPool("apps", { nodes: { min: 0, max: 1 } })],
  ["bounds that are one number", linuxPool("apps", { nodes: { min: 1000, max: 1000 } })],
  ["all zones", linuxPool("apps", { zones: ["3", "1", "2"] })],
  ["10 pods on a node", linuxPool("apps", { maxPods: 10 })],
  ["250 pods on a node", linuxPool("apps", { maxPods: 250 })],
  ["an OS disk of 30 GB", linuxPool("apps", { osDiskGb: 30 })],
  ["an OS disk of 2048 GB", linuxPool("apps", { osDiskGb: 2048 })],
  ["labels and taints", linuxPool("apps", { labels: { "orders.io/team": "orders" }, taints: ["team=:NoExecute"] })],
])("accepts %s", (_, pool) => {
  expect(problemsOf([pool])).toEqual([]);
});

test.each([
  ["a dedicated system pool beside a Linux pool", [linuxPool("apps")], { dedicated: true }],
  [
    "a system pool of another name and size",
    [],
    { name: "base", nodes: { min: 1, max: 3 }, vmSize: "Standard_D8s_v5" },
  ],
])("accepts %s", (_, pools, system) => {
  expect(problemsOf(pools, system)).toEqual([]);
});

describe("valid-pool-name", () => {
  const linux = "1 to 12 lower-case letters and digits, first a letter";
  const windows = "1 to 6 lower-case letters and digits, first a letter";

  test.each([
    [
      "of a Linux pool has 13 characters",
      linuxPool("apps567890123"),
      { allowed: linux, fix: 'rename it, for example "apps56789012"' },
    ],
    ["of a Linux pool has a dash", linuxPool("my-apps"), { allowed: linux, fix: 'rename it, for example "myapps"' }],
    ["of a Linux pool begins with a digit", linuxPool("1apps"), { allowed: linux, fix: "rename it" }],
    [
      "of a Windows pool has 7 characters",
      windowsPool("windows"),
      { allowed: windows, fix: 'rename it, for example "window"' },
    ],
  ])("fails when the name %s", (_, pool, text) => {
    expect(problemsOf([pool])).toEqual([
      expected({
        rule: "valid-pool-name",
        message: `name of a ${pool.os} pool "${pool.name}" is not valid`,
        at: `test › cluster › pools[0] ${pool.name} › name`,
        ...text,
      }),
    ]);
  });

  test("fails when the name of the system pool is in capitals", () => {
    expect(problemsOf([], { name: "System" })).toEqual([
      expected({
        rule: "valid-pool-name",
        message: 'name of a Linux pool "System" is not valid',
        at: "test › cluster › systemPool › name",
        allowed: linux,
        fix: 'rename it, for example "system"',
      }),
    ]);
  });
});

test("fails when a pool has the name of the system pool", () => {
  expect(problemsOf([linuxPool("system")])).toEqual([
    expected({
      rule: "unique-pool-name",
      message: 'pool name "system" is used twice',
      at: "test › cluster › pools",
      allowed: "one pool of a name in a cluster",
      fix: "rename one of them",
    }),
  ]);
});

describe("valid-node-pool", () => {
  const whole = (min: number, max: number) => ({
    allowed: `a whole number from ${min} to ${max}`,
    fix: `give a whole number from ${min} to ${max}`,
  });

  test.each<[string, PoolProps, { message: string; at: string; allowed: string; fix: string }]>([
    ["has -1 nodes", { nodes: -1 }, { message: "number of nodes -1 is not valid", at: "nodes", ...whole(0, 1000) }],
    [
      "has 1001 nodes",
      { nodes: 1001 },
      { message: "number of nodes 1001 is not valid", at: "nodes", ...whole(0, 1000) },
    ],
    [
      "has -1 nodes at least",
      { nodes: { min: -1, max: 2 } },
      { message: "least number of nodes -1 is not valid", at: "nodes › min", ...whole(0, 1000) },
    ],
    [
      "has 0 nodes at most",
      { nodes: { min: 0, max: 0 } },
      { message: "greatest number of nodes 0 is not valid", at: "nodes › max", ...whole(1, 1000) },
    ],
    [
      "has 1001 nodes at most",
      { nodes: { min: 0, max: 1001 } },
      { message: "greatest number of nodes 1001 is not valid", at: "nodes › max", ...whole(1, 1000) },
    ],
    [
      "has more nodes at least than at most",
      { nodes: { min: 3, max: 2 } },
      {
        message: "the least number of nodes, 3, is more than the greatest, 2",
        at: "nodes",
        allowed: "min up to max",
        fix: "swap them",
      },
    ],
    [
      "has 9 pods on a node",
      { maxPods: 9 },
      { message: "number of pods 9 is not valid", at: "maxPods", ...whole(10, 250) },
    ],
    [
      "has 251 pods on a node",
      { maxPods: 251 },
      { message: "number of pods 251 is not valid", at: "maxPods", ...whole(10, 250) },
    ],
    [
      "has an OS disk of 29 GB",
      { osDiskGb: 29 },
      { message: "size of the OS disk 29 is not valid", at: "osDiskGb", ...whole(30, 2048) },
    ],
    [
      "has an OS disk of 2049 GB",
      { osDiskGb: 2049 },
      { message: "size of the OS disk 2049 is not valid", at: "osDiskGb", ...whole(30, 2048) },
    ],
    ...[["4"], ["1", "1"]].map(
      (zones): [string, PoolProps, { message: string; at: string; allowed: string; fix: string }] => [
        `is in the zones ${zones.join(" and ")}`,
        { zones },
        {
          message: `zones are ${JSON.stringify(zones)}`,
          at: "zones",
          allowed: '"1", "2" and "3", each once',
          fix: "name the zones that the region has: az vm list-skus --location <region> --size <size> --zone -o table",
        },
      ],
    ),
  ])("fails when a pool %s", (_, props, { at, ...text }) => {
    expect(problemsOf([linuxPool("apps", props)])).toEqual([
      expected({ rule: "valid-node-pool", at: `test › cluster › pools[0] apps › ${at}`, ...text }),
    ]);
  });

  test("fails when the system pool may shrink to nothing", () => {
    expect(problemsOf([], { nodes: { min: 0, max: 2 } })).toEqual([
      expected({
        rule: "valid-node-pool",
        message: "least number of nodes 0 is not valid",
        at: "test › cluster › systemPool › nodes › min",
        ...whole(1, 1000),
      }),
    ]);
  });

  test.each(["team=orders", "team:NoSchedule", "team=orders:Never"])("fails when a taint is %s", (taint) => {
    expect(problemsOf([linuxPool("apps", { taints: ["team=orders:NoSchedule", taint] })])).toEqual([
      expected({
        rule: "valid-node-pool",
        message: `taint "${taint}" is not valid`,
        at: "test › cluster › pools[0] apps › taints[1]",
        allowed:
          'key=value:Effect, the effect NoSchedule, PreferNoSchedule or NoExecute, for example "team=orders:NoSchedule"',
        fix: "write it as kubectl does",
      }),
    ]);
  });

  test.each([
    ["no other pool", []],
    ["no other pool but a Windows one", [windowsPool("win")]],
  ])("fails when the system pool is dedicated and there is %s", (_, pools) => {
    expect(problemsOf(pools, { dedicated: true })).toEqual([
      expected({
        rule: "valid-node-pool",
        message: "the system pool is dedicated, and there is no other pool of Linux nodes for workloads",
        at: "test › cluster › systemPool › dedicated",
        allowed: "a dedicated system pool beside another Linux pool",
        fix: 'add one to pools, for example linuxPool("apps")',
      }),
    ]);
  });
});

test("fails when a label of the nodes has a blank in its value", () => {
  expect(problemsOf([linuxPool("apps", { labels: { team: "my orders" } })])).toEqual([
    expected({
      rule: "valid-labels",
      message: 'the value "my orders" of label "team" is not valid',
      at: "test › cluster › pools[0] apps › labels",
      allowed: "up to 63 letters, digits, dashes, underscores and dots, first and last a letter or digit",
      fix: "change the value, or use an annotation where there is one",
    }),
  ]);
});
