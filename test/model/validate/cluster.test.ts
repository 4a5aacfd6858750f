import { describe, expect, test } from "vitest";
import { existingCluster, newCluster, validate } from "../../../model/index.js";
import { healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

test.each([
  ["a new cluster with every default", newCluster({ name: "aks-orders" })],
  ["a cluster name of 1 character", newCluster({ name: "a" })],
  ["a cluster name of 63 characters", newCluster({ name: "a".repeat(63) })],
  ["a cluster name with an underscore, which its DNS prefix cannot have", newCluster({ name: "aks_orders" })],
  ["a minor version", newCluster({ name: "aks-orders", kubernetesVersion: "1.35" })],
  ["a full version", newCluster({ name: "aks-orders", kubernetesVersion: "1.35.2", upgradeChannel: "none" })],
  ["a single node", newCluster({ name: "aks-orders", systemPool: { nodes: 1 } })],
  ["1000 nodes", newCluster({ name: "aks-orders", systemPool: { nodes: 1000 } })],
  ["no rotation", newCluster({ name: "aks-orders", rotation: false })],
  ["a rotation interval of several units", newCluster({ name: "aks-orders", rotation: { interval: "1h30m" } })],
  [
    "a VM size of 64 characters",
    newCluster({ name: "aks-orders", systemPool: { vmSize: `Standard_${"d".repeat(55)}` } }),
  ],
  ["a DNS prefix of 1 character", newCluster({ name: "aks-orders", dnsPrefix: "d" })],
  ["a DNS prefix of 54 characters", newCluster({ name: "aks-orders", dnsPrefix: "d".repeat(54) })],
  ["an existing cluster", existingCluster({ name: "aks-shared", resourceGroup: "platform-rg" })],
])("accepts %s", (_, cluster) => {
  const problems = validate([healthy({ cluster })]);

  expect(problems).toEqual([]);
});

describe("valid-cluster-name", () => {
  test.each([
    ["begins with a dash", "-aks", 'cluster name "-aks" is not valid', 'rename it, for example "aks"'],
    ["ends in an underscore", "aks_", 'cluster name "aks_" is not valid', 'rename it, for example "aks"'],
    [
      "has 64 characters",
      "a".repeat(64),
      `cluster name "${"a".repeat(64)}" is not valid`,
      `rename it, for example "${"a".repeat(63)}"`,
    ],
  ])("fails when the name of a new cluster %s", (_, name, message, fix) => {
    const problems = validate([healthy({ cluster: newCluster({ name }) })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-cluster-name",
        message,
        at: "test › cluster › name",
        allowed: "1 to 63 letters, digits, dashes and underscores, first and last a letter or digit",
        fix,
      }),
    ]);
  });

  test("fails when the name of an existing cluster has a dot", () => {
    const cluster = existingCluster({ name: "aks.shared", resourceGroup: "platform-rg" });

    const problems = validate([healthy({ cluster })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-cluster-name",
        message: 'cluster name "aks.shared" is not valid',
        at: "test › cluster › name",
        allowed: "1 to 63 letters, digits, dashes and underscores, first and last a letter or digit",
        fix: 'rename it, for example "aks-shared"',
      }),
    ]);
  });
});

test("fails when the resource group of an existing cluster ends in a dot", () => {
  const cluster = existingCluster({ name: "aks-shared", resourceGroup: "platform." });

  const problems = validate([healthy({ cluster })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-resource-group-name",
      message: 'resource group name "platform." is not valid',
      at: "test › cluster › resourceGroup",
      allowed: "1 to 90 letters, digits, dashes, underscores, dots and parentheses, last not a dot",
      fix: 'rename it, for example "platform"',
    }),
  ]);
});

test.each([
  ["is an alias", "latest", 'Kubernetes version "latest" is not valid'],
  ["begins with a v", "v1.35", 'Kubernetes version "v1.35" is not valid'],
  ["is a major one alone", "1", 'Kubernetes version "1" is not valid'],
])("fails when the Kubernetes version %s", (_, kubernetesVersion, message) => {
  const problems = validate([healthy({ cluster: newCluster({ name: "aks-orders", kubernetesVersion }) })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-kubernetes-version",
      message,
      at: "test › cluster › kubernetesVersion",
      allowed: 'a minor version such as "1.35" (newest patch) or a full one such as "1.35.2"',
      fix: "choose one of: az aks get-versions --location <region> -o table",
    }),
  ]);
});

describe("valid-node-pool", () => {
  test.each([
    ["has a blank in it", "Standard D4s_v5", 'VM size "Standard D4s_v5" is not valid'],
    ["begins in lower case", "standard_D4s_v5", 'VM size "standard_D4s_v5" is not valid'],
    ["has no underscore", "StandardD4s", 'VM size "StandardD4s" is not valid'],
    ["has 65 characters", `Standard_${"d".repeat(56)}`, `VM size "Standard_${"d".repeat(56)}" is not valid`],
  ])("fails when the VM size %s", (_, vmSize, message) => {
    const problems = validate([healthy({ cluster: newCluster({ name: "aks-orders", systemPool: { vmSize } }) })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-node-pool",
        message,
        at: "test › cluster › systemPool › vmSize",
        allowed: 'a VM size as Azure writes it, for example "Standard_D4s_v5"',
        fix: "choose one of: az vm list-sizes --location <region> -o table",
      }),
    ]);
  });

  test.each([
    ["0", 0, "number of nodes 0 is not valid"],
    ["1001", 1001, "number of nodes 1001 is not valid"],
    ["no whole number", 1.5, "number of nodes 1.5 is not valid"],
  ])("fails when the number of nodes is %s", (_, nodeCount, message) => {
    const problems = validate([
      healthy({ cluster: newCluster({ name: "aks-orders", systemPool: { nodes: nodeCount } }) }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "valid-node-pool",
        message,
        at: "test › cluster › systemPool › nodes",
        allowed: "a whole number from 1 to 1000",
        fix: "give a whole number from 1 to 1000",
      }),
    ]);
  });
});

test.each([
  ["has no unit", "120", 'rotation interval "120" is not valid'],
  ["is zero", "0s", 'rotation interval "0s" is not valid'],
  ["is in words", "2 minutes", 'rotation interval "2 minutes" is not valid'],
  ["is negative", "-2m", 'rotation interval "-2m" is not valid'],
])("fails when the rotation interval %s", (_, interval, message) => {
  const problems = validate([healthy({ cluster: newCluster({ name: "aks-orders", rotation: { interval } }) })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-rotation-interval",
      message,
      at: "test › cluster › rotation › interval",
      allowed: 'a Go duration longer than zero, for example "2m", "90s", "1h30m"',
      fix: "write it with its unit, or set rotation to false",
    }),
  ]);
});

test.each([
  ["has an underscore", "aks_orders", 'DNS prefix "aks_orders" is not valid', 'rename it, for example "aks-orders"'],
  ["ends in a dash", "aks-", 'DNS prefix "aks-" is not valid', 'rename it, for example "aks"'],
  [
    "has 55 characters",
    "d".repeat(55),
    `DNS prefix "${"d".repeat(55)}" is not valid`,
    `rename it, for example "${"d".repeat(54)}"`,
  ],
])("fails when the DNS prefix %s", (_, dnsPrefix, message, fix) => {
  const problems = validate([healthy({ cluster: newCluster({ name: "aks-orders", dnsPrefix }) })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-dns-prefix",
      message,
      at: "test › cluster › dnsPrefix",
      allowed: "1 to 54 letters, digits and dashes, first and last a letter or digit",
      fix,
    }),
  ]);
});
