import { expect, test } from "vitest";
import type { Spread } from "../../../model/workload.js";
import { api } from "../../support/descriptions.js";
import { expected, problemsOf, wholeNumber } from "./expected.js";

test.each<[string, readonly Spread[]]>([
  ["no spread", []],
  ["parts that differ by one pod", [{ over: "nodes", maxSkew: 1 }]],
  ["parts that differ by 2147483647 pods", [{ over: "zones", maxSkew: 2_147_483_647, required: true }]],
  ["parts by a label", [{ over: { label: "example.com/rack" } }]],
  [
    "zones as well as can be and, more loosely, by force",
    [{ over: "zones" }, { over: "zones", maxSkew: 3, required: true }],
  ],
])("accepts %s", (_, spread) => {
  expect(problemsOf(api({ spread }))).toEqual([]);
});

test.each([0, -1, 1.5, 2_147_483_648])("fails when parts may differ by %d pods", (maxSkew) => {
  expect(problemsOf(api({ spread: [{ over: "nodes" }, { over: "zones", maxSkew }] }))).toEqual([
    expected({
      rule: "valid-spread",
      message: `skew ${maxSkew} is not valid`,
      at: "test › workloads[0] api › spread[1] › maxSkew",
      ...wholeNumber(1, 2_147_483_647),
    }),
  ]);
});

test.each<[string, readonly Spread[], string]>([
  ["are named", [{ over: "zones" }, { over: "zones", maxSkew: 2 }], "zones"],
  [
    "are written as a label",
    [
      { over: "zones", required: true },
      { over: { label: "topology.kubernetes.io/zone" }, required: true },
    ],
    '"topology.kubernetes.io/zone"',
  ],
])("fails when pods are spread twice over parts that %s", (_, spread, parts) => {
  expect(problemsOf(api({ spread }))).toEqual([
    expected({
      rule: "valid-spread",
      message: `the pods are spread over ${parts} twice`,
      at: "test › workloads[0] api › spread[1]",
      allowed: "each part of the cluster once as required, and once as well as can be",
      fix: "remove one of them",
    }),
  ]);
});

test("fails when the label of nodes is not one", () => {
  expect(problemsOf(api({ spread: [{ over: { label: "my rack" } }] }))).toEqual([
    expected({
      rule: "valid-labels",
      message: 'label key "my rack" is not valid',
      at: "test › workloads[0] api › spread[0]",
      allowed:
        "1 to 63 letters, digits, dashes, underscores and dots, first and last a letter or digit; a DNS name and a slash may stand before it",
      fix: "rename it",
    }),
  ]);
});
