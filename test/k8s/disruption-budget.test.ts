import { describe, expect, test } from "vitest";
import type { DisruptionBudget } from "../../model/index.js";
import { api } from "../support/descriptions.js";
import { drawn, metadata, nameLabel } from "./pods.js";

function budgets(replicas: number, disruption?: DisruptionBudget | false) {
  return drawn("PodDisruptionBudget", [api({ replicas, ...(disruption !== undefined && { disruption }) })]);
}

describe("a budget for disruptions", () => {
  test("lets one pod of several go at a time", () => {
    expect(budgets(2)).toEqual([
      {
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        metadata,
        spec: {
          maxUnavailable: 1,
          selector: { matchLabels: nameLabel },
          unhealthyPodEvictionPolicy: "AlwaysAllow",
        },
      },
    ]);
  });

  test.each([0, 1])("is none for %i replicas, as it would hold up every upgrade or protect nothing", (replicas) => {
    expect(budgets(replicas)).toEqual([]);
  });

  test("is none where the description does without", () => {
    expect(budgets(3, false)).toEqual([]);
  });

  test.each<DisruptionBudget>([
    { maxUnavailable: 2 },
    { maxUnavailable: "25%" },
    { minAvailable: 2 },
    { minAvailable: "60%" },
  ])("is the description's own: %j", (disruption) => {
    expect(budgets(3, disruption).map(({ spec }) => spec)).toEqual([
      { ...disruption, selector: { matchLabels: nameLabel }, unhealthyPodEvictionPolicy: "AlwaysAllow" },
    ]);
  });
});
