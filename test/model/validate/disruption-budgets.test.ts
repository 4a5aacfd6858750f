import { describe, expect, test } from "vitest";
import { statefulSet } from "../../../model/index.js";
import type { DisruptionBudget } from "../../../model/workload.js";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf, wholeNumber } from "./expected.js";

test.each<[string, number | undefined, DisruptionBudget | false]>([
  ["one of two away", 2, { maxUnavailable: 1 }],
  ["one of one away", 1, { maxUnavailable: 1 }],
  ["as many away as Kubernetes counts", 2, { maxUnavailable: 2_147_483_647 }],
  ["a percentage that is rounded up to one", 2, { maxUnavailable: "1%" }],
  ["all away", 3, { maxUnavailable: "100%" }],
  ["none kept", 1, { minAvailable: 0 }],
  ["all but one kept", 3, { minAvailable: 2 }],
  ["half of two kept", 2, { minAvailable: "50%" }],
  ["two thirds of three kept, rounded up to two", 3, { minAvailable: "66%" }],
  ["a budget that lets none go, of no replicas", 0, { maxUnavailable: 0 }],
  ["a percentage that lets none go, of no replicas", 0, { minAvailable: "100%" }],
  ["no budget", 2, false],
  ["no budget for the one replica of the default", undefined, false],
])("accepts %s", (_, replicas, disruption) => {
  expect(problemsOf(api({ replicas, disruption }))).toEqual([]);
});

describe("valid-disruption-budget", () => {
  const allowed = "a budget that lets at least one pod go: otherwise no node can be drained, and upgrades stop";

  test.each<[string, number, DisruptionBudget, string, string]>([
    ["none may be away", 2, { maxUnavailable: 0 }, "maxUnavailable", "maxUnavailable 0"],
    ["no part may be away", 2, { maxUnavailable: "0%" }, "maxUnavailable", 'maxUnavailable "0%"'],
    ["as many are kept as there are", 2, { minAvailable: 2 }, "minAvailable", "minAvailable 2"],
    ["more are kept than there are", 3, { minAvailable: 4 }, "minAvailable", "minAvailable 4"],
    ["all are kept", 2, { minAvailable: "100%" }, "minAvailable", 'minAvailable "100%"'],
    ["a percentage is rounded up to all", 2, { minAvailable: "51%" }, "minAvailable", 'minAvailable "51%"'],
  ])("fails when %s", (_, replicas, disruption, field, budget) => {
    expect(problemsOf(api({ replicas, disruption }))).toEqual([
      expected({
        rule: "valid-disruption-budget",
        message: `a budget with ${budget} never lets one of ${replicas} replicas go`,
        at: `test › workloads[0] api › disruption › ${field}`,
        allowed,
        fix: "maxUnavailable: 1",
      }),
    ]);
  });

  test("fails when the only pod of a StatefulSet is kept", () => {
    const mounts = [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword] }];
    const workload = statefulSet("db", { image: "postgres:17", mounts, disruption: { minAvailable: 1 } });

    expect(problemsOf(workload)).toEqual([
      expected({
        rule: "valid-disruption-budget",
        message: "a budget with minAvailable 1 never lets one of 1 replica go",
        at: "test › workloads[0] db › disruption › minAvailable",
        allowed,
        fix: "leave it out, or run at least two replicas",
      }),
    ]);
  });

  test.each(["101%", "5", "-5%", "05%", "5.5%", "%", ""])("fails when the percentage is %j", (value) => {
    expect(problemsOf(api({ replicas: 2, disruption: { maxUnavailable: value } }))).toEqual([
      expected({
        rule: "valid-disruption-budget",
        message: `maxUnavailable "${value}" is not valid`,
        at: "test › workloads[0] api › disruption › maxUnavailable",
        allowed: 'a percentage from "0%" to "100%"',
        fix: 'write it as "25%"',
      }),
    ]);
  });

  test.each([-1, 0.5, 2_147_483_648])("fails when the number is %d", (value) => {
    expect(problemsOf(api({ replicas: 2, disruption: { minAvailable: value } }))).toEqual([
      expected({
        rule: "valid-disruption-budget",
        message: `minAvailable ${value} is not valid`,
        at: "test › workloads[0] api › disruption › minAvailable",
        ...wholeNumber(0, 2_147_483_647),
      }),
    ]);
  });
});
