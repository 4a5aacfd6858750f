import { describe, expect, test } from "vitest";
import { attach, linuxPool, resolve, windowsPool } from "../../model/index.js";
import type { DeploymentProps, Workload } from "../../model/workload.js";
import { api, basics, healthy } from "../support/descriptions.js";

function resolved(workload: Workload) {
  const [first] = resolve(healthy({ workloads: [workload] })).workloads;
  return first;
}

describe("a toleration", () => {
  test.each([
    ["is of one taint", "team=orders:NoSchedule", { key: "team", value: "orders", effect: "NoSchedule" }],
    ["is of a taint without a value", "team=:NoExecute", { key: "team", value: "", effect: "NoExecute" }],
    ["is of a key and an effect", "team:NoSchedule", { key: "team", effect: "NoSchedule" }],
    ["is of a key", "example.com/team", { key: "example.com/team" }],
  ])("%s", (_, text, toleration) => {
    expect(resolved(api({ tolerations: [text] }))?.tolerations).toStrictEqual([toleration]);
  });

  test("is of each taint of the pool, unless told otherwise", () => {
    const pool = linuxPool("batch", { taints: ["work=batch:NoSchedule"] });

    expect(resolved(api({ pool }))?.tolerations).toStrictEqual([{ key: "work", value: "batch", effect: "NoSchedule" }]);
  });
});

describe("nodes are chosen", () => {
  test.each<[string, Partial<DeploymentProps>, Readonly<Record<string, string>>]>([
    ["by nothing, unless told otherwise", {}, {}],
    ["by Linux where that is said", { os: "linux" }, { "kubernetes.io/os": "linux" }],
    ["by Windows where that is said", { os: "windows" }, { "kubernetes.io/os": "windows" }],
    ["by a Linux pool", { pool: linuxPool("apps") }, { "kubernetes.azure.com/agentpool": "apps" }],
    [
      "by a Windows pool and its system",
      { pool: windowsPool("win") },
      { "kubernetes.azure.com/agentpool": "win", "kubernetes.io/os": "windows" },
    ],
    [
      "by labels besides",
      { os: "linux", nodeSelector: { "example.com/disk": "ssd" } },
      { "kubernetes.io/os": "linux", "example.com/disk": "ssd" },
    ],
  ])("%s", (_, props, nodeSelector) => {
    expect(resolved(api(props))?.nodeSelector).toEqual(nodeSelector);
  });
});

describe("the webhook of workload identity prepares pods", () => {
  const { namespace, mounts } = basics;

  test.each<[string, Workload, boolean]>([
    ["of a workload, unless told otherwise", api(), true],
    ["of a workload where that is said", api({ webhook: true }), true],
    ["of no workload that does without", api({ webhook: false }), false],
    ["of what is attached to, unless told otherwise", attach("web", { namespace, mounts }), true],
    ["of nothing whose attachment does without", attach("web", { namespace, mounts, webhook: false }), false],
  ])("%s", (_, workload, webhook) => {
    expect(resolved(workload)?.webhook).toBe(webhook);
  });
});

test("a capability that is listed twice is added once", () => {
  const security = { reason: "It binds a low port.", capabilities: ["NET_BIND_SERVICE", "CHOWN", "NET_BIND_SERVICE"] };

  expect(resolved(api({ security }))?.containers[0].security.capabilities).toEqual(["CHOWN", "NET_BIND_SERVICE"]);
});
