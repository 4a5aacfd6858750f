import { describe, expect, test } from "vitest";
import { linuxPool, newCluster } from "../../../model/index.js";
import { api } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

/** The problems of pods with these tolerations, where all nodes but those for add-ons have these taints. */
function problemsOn(taints: readonly string[], tolerations: readonly string[]) {
  const cluster = newCluster({
    name: "aks-orders",
    systemPool: { dedicated: true },
    pools: [linuxPool("batch", { taints })],
  });
  return problemsOf(api({ tolerations }), { cluster });
}

test.each([
  "team=orders:NoSchedule",
  "team=orders:PreferNoSchedule",
  "team=orders:NoExecute",
  "team=:NoSchedule",
  "team:NoSchedule",
  "team:PreferNoSchedule",
  "team:NoExecute",
  "team",
  "example.com/team=orders:NoSchedule",
  "example.com/team:NoExecute",
  "example.com/team",
  "t",
  "t".repeat(63),
])("accepts the toleration %s", (toleration) => {
  expect(problemsOf(api({ tolerations: [toleration] }))).toEqual([]);
});

describe("valid-toleration", () => {
  test.each([
    "team=orders",
    "team=",
    "team:",
    "team=orders:Never",
    "team:noschedule",
    "team=my orders:NoSchedule",
    "my team",
    "=orders:NoSchedule",
    ":NoSchedule",
    "example.com/",
    "t".repeat(64),
    "",
  ])("fails when a toleration is %j", (toleration) => {
    expect(problemsOf(api({ tolerations: ["team=orders:NoSchedule", toleration] }))).toEqual([
      expected({
        rule: "valid-toleration",
        message: `toleration "${toleration}" is not valid`,
        at: "test › workloads[0] api › tolerations[1]",
        allowed: 'a taint as kubectl writes it, "key=value:Effect"; or "key:Effect" or "key" for any value and effect',
        fix: 'write it as kubectl does, for example "team=orders:NoSchedule"',
      }),
    ]);
  });

  test("is told alone: which pool takes the pods is not guessed", () => {
    const problems = problemsOn(["work=batch:NoSchedule"], ["work=batch"]);

    expect(problems.map(({ rule }) => rule)).toEqual(["valid-toleration"]);
  });
});

test.each<[string, string, readonly string[]]>([
  ["the same taint", "work=batch:NoSchedule", ["work=batch:NoSchedule"]],
  ["the same taint without a value", "work=:NoSchedule", ["work=:NoSchedule"]],
  ["its key and effect", "work=batch:NoSchedule", ["work:NoSchedule"]],
  ["its key and effect, where it has no value", "work=:NoExecute", ["work:NoExecute"]],
  ["its key", "work=batch:NoExecute", ["work"]],
  ["its key with a domain", "example.com/work=batch:NoExecute", ["example.com/work"]],
  ["it among others", "work=batch:NoSchedule", ["team", "work"]],
])("accepts pods on a pool whose taint is tolerated by %s", (_, taint, tolerations) => {
  expect(problemsOn([taint], tolerations)).toEqual([]);
});

test("accepts pods on the pool for add-ons where they tolerate its taint by key", () => {
  expect(problemsOn(["work=batch:NoSchedule"], ["CriticalAddonsOnly"])).toEqual([]);
});

test.each<[string, readonly string[], readonly string[], string]>([
  ["another value", ["work=batch:NoSchedule"], ["work=web:NoSchedule"], "work=batch:NoSchedule"],
  ["an empty value", ["work=batch:NoSchedule"], ["work=:NoSchedule"], "work=batch:NoSchedule"],
  ["another effect of a value", ["work=batch:NoSchedule"], ["work=batch:NoExecute"], "work=batch:NoSchedule"],
  ["another effect of the key", ["work=batch:NoSchedule"], ["work:NoExecute"], "work=batch:NoSchedule"],
  ["another key", ["work=batch:NoSchedule"], ["wor"], "work=batch:NoSchedule"],
  ["the key without its domain", ["example.com/work=a:NoSchedule"], ["work"], "example.com/work=a:NoSchedule"],
  ["one of two taints", ["work=batch:NoSchedule", "spot=:NoExecute"], ["work"], "spot=:NoExecute"],
])("fails when pods tolerate only %s", (_, taints, tolerations, closed) => {
  expect(problemsOn(taints, tolerations)).toEqual([
    expected({
      rule: "match-pool",
      message: `no pool takes the pods: "system" has CriticalAddonsOnly=true:NoSchedule; "batch" has ${closed}`,
      at: "test › workloads[0] api › tolerations",
      allowed: "pods that at least one pool of the cluster takes",
      fix: "set pool, or tolerate the taints of one",
    }),
  ]);
});
