import { describe, expect, test } from "vitest";
import { linuxPool, newCluster, windowsPool } from "../../../model/index.js";
import type { DeploymentProps } from "../../../model/workload.js";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const apps = linuxPool("apps");
const win = windowsPool("win");
const windows = [{ path: "c:\\secrets", objects: [vault.objects.dbPassword] }];
const agentPool = "kubernetes.azure.com/agentpool";
const os = "kubernetes.io/os";

function problemsWith(props: Partial<DeploymentProps>) {
  return problemsOf(api(props), { cluster: newCluster({ name: "aks-orders", pools: [apps, win] }) });
}

test.each<[string, Partial<DeploymentProps>]>([
  ["the operating system said twice", { os: "linux", nodeSelector: { [os]: "linux" } }],
  ["the operating system that is the default", { nodeSelector: { [os]: "linux" } }],
  ["the operating system of the pool", { pool: win, mounts: windows, nodeSelector: { [os]: "windows" } }],
  ["the pool said twice", { pool: apps, nodeSelector: { [agentPool]: "apps" } }],
  ["a pool by label alone", { nodeSelector: { [agentPool]: "apps" } }],
  ["a label that JavaScript has on every object", { nodeSelector: { constructor: "yes" } }],
])("accepts %s", (_, props) => {
  expect(problemsWith(props)).toEqual([]);
});

describe("match-pool", () => {
  test.each<[string, Partial<DeploymentProps>, string, string]>([
    [
      "another operating system than os",
      { os: "linux", nodeSelector: { [os]: "windows" } },
      'the pods ask for nodes with kubernetes.io/os "windows", and are for "linux"',
      "linux",
    ],
    [
      "another operating system than the default",
      { nodeSelector: { [os]: "windows" } },
      'the pods ask for nodes with kubernetes.io/os "windows", and are for "linux"',
      "linux",
    ],
    [
      "another operating system than the pool's",
      { pool: win, mounts: windows, nodeSelector: { [os]: "linux" } },
      'the pods ask for nodes with kubernetes.io/os "linux", and are for "windows"',
      "windows",
    ],
    [
      "another pool",
      { pool: apps, nodeSelector: { [agentPool]: "batch", "example.com/disk": "ssd" } },
      'the pods ask for nodes with kubernetes.azure.com/agentpool "batch", and are for "apps"',
      "apps",
    ],
  ])("fails when labels of nodes ask for %s", (_, props, message, said) => {
    expect(problemsWith(props)).toEqual([
      expected({
        rule: "match-pool",
        message,
        at: "test › workloads[0] api › nodeSelector",
        allowed: `"${said}", which os and pool say already`,
        fix: "leave the label out, or change os or pool",
      }),
    ]);
  });

  test("fails also on an existing cluster", () => {
    const workload = api({ os: "windows", mounts: windows, nodeSelector: { [os]: "linux" } });

    expect(problemsOf(workload).map(({ message }) => message)).toEqual([
      'the pods ask for nodes with kubernetes.io/os "linux", and are for "windows"',
    ]);
  });
});
