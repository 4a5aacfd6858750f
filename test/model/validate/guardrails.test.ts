import { describe, expect, test } from "vitest";
import { type Environment, newCluster, validate } from "../../../model/index.js";
import { healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const writers = "6f1d2c3b-4a59-4e87-9d06-1b2c3d4e5f60";
const deployers = "0c9b8a7d-6e5f-4d3c-8b2a-190807f6e5d4";

function problemsWith(guardrails: Environment["guardrails"], props: Partial<Environment> = {}) {
  return validate([healthy({ guardrails, ...props })]);
}

test.each<[string, Environment["guardrails"]]>([
  ["every default", {}],
  ["every option", { scope: "cluster", action: "Warn", classWriters: [writers], deployers: [deployers] }],
  ["lists without groups", { classWriters: [], deployers: [] }],
])("accepts %s", (_, guardrails) => {
  expect(problemsWith(guardrails)).toEqual([]);
});

test.each(["1.30", "1.30.0", "1.36", undefined])("accepts guardrails on a new cluster of version %s", (version) => {
  const cluster = newCluster({
    name: "aks-orders",
    upgradeChannel: "none",
    ...(version !== undefined && { kubernetesVersion: version }),
  });

  expect(problemsWith({}, { cluster })).toEqual([]);
});

describe("valid-guardrails", () => {
  test.each([
    [
      "writes classes and deploys",
      { classWriters: [writers], deployers: [deployers, writers.toUpperCase()] },
      writers.toUpperCase(),
      "classWriters[0]",
      "deployers[1]",
    ],
    [
      "is among the writers twice",
      { classWriters: [deployers, writers, writers] },
      writers,
      "classWriters[1]",
      "classWriters[2]",
    ],
    ["is among the deployers twice", { deployers: [deployers, deployers] }, deployers, "deployers[0]", "deployers[1]"],
  ])("fails when a group %s", (_, guardrails, id, first, again) => {
    expect(problemsWith(guardrails)).toEqual([
      expected({
        rule: "valid-guardrails",
        message: `group "${id}" is named twice, the other time at ${first}`,
        at: `test › guardrails › ${again}`,
        allowed: "each group once: who writes classes and who deploys are to be different people",
        fix: "remove one of them",
      }),
    ]);
  });

  test.each(["1.29", "1.29.15"])("fails when the cluster runs Kubernetes %s", (kubernetesVersion) => {
    const cluster = newCluster({ name: "aks-orders", upgradeChannel: "none", kubernetesVersion });

    expect(problemsWith({}, { cluster })).toEqual([
      expected({
        rule: "valid-guardrails",
        message: `the cluster runs Kubernetes "${kubernetesVersion}", which has no ValidatingAdmissionPolicy`,
        at: "test › guardrails",
        allowed: "Kubernetes 1.30 or later",
        fix: "raise kubernetesVersion, or leave guardrails out",
      }),
    ]);
  });
});

test.each([
  ["classWriters", "platform-team"],
  ["deployers", "00000000-0000-0000-0000-000000000000"],
])("fails when one of the %s is named %s", (field, id) => {
  expect(problemsWith({ [field]: [id] })).toEqual([
    expected({
      rule: "valid-guid",
      message: `group "${id}" is not a GUID that names something`,
      at: `test › guardrails › ${field}[0]`,
      allowed: 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros',
      fix: "az ad group show --group <name> --query id",
    }),
  ]);
});
