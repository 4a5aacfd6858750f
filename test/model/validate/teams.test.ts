import { describe, expect, test } from "vitest";
import { managedIdentity, validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

test.each([
  ["two teams in namespaces of their own", [api({ team: "orders" }), api({ team: "billing", namespace: "billing" })]],
  ["a team beside the platform", [api({ team: "orders" }), api({ namespace: "platform" })]],
  [
    "several workloads of a team under one identity",
    [
      api({ team: "orders", identity: managedIdentity("orders") }),
      api({ team: "orders", identity: managedIdentity("orders") }, "web"),
      api({ team: "orders", identity: managedIdentity("orders"), namespace: "orders-jobs" }, "jobs"),
    ],
  ],
  ["a team name of 1 character", [api({ team: "o" })]],
  ["a team name of 63 characters", [api({ team: "o".repeat(63) })]],
])("accepts %s", (_, workloads) => {
  expect(validate([healthy({ workloads })])).toEqual([]);
});

describe("match-team", () => {
  const apart = {
    allowed: "one team for each namespace and each identity, because teams deploy apart",
    fix: "give each team a namespace and an identity of its own, or all the workloads the same team",
  };

  test.each([
    ["two teams", "orders", "billing", 'team "billing" here and to team "orders"'],
    ["a team after the platform", undefined, "orders", 'team "orders" here and to the platform'],
    ["the platform after a team", "orders", undefined, 'the platform here and to team "orders"'],
  ])("fails when a namespace belongs to %s", (_, mine, theirs, owners) => {
    expect(validate([healthy({ workloads: [api({ team: mine }), api({ team: theirs }, "web")] })])).toEqual([
      expected({
        rule: "match-team",
        message: `namespace "orders" belongs to ${owners} in workload "api"`,
        at: "test › workloads[1] web › team",
        ...apart,
      }),
    ]);
  });

  test("fails when an identity belongs to two teams, each with a namespace of its own", () => {
    const identity = managedIdentity("shared");
    const workloads = [
      api({ team: "orders", identity }),
      api({ team: "billing", identity, namespace: "billing" }, "web"),
    ];

    expect(validate([healthy({ workloads })])).toEqual([
      expected({
        rule: "match-team",
        message: 'identity "shared" belongs to team "billing" here and to team "orders" in workload "api"',
        at: "test › workloads[1] web › team",
        ...apart,
      }),
    ]);
  });
});

describe("valid-team-name", () => {
  test.each([
    ["has an underscore", "my_team", 'rename it, for example "my-team"'],
    ["is in capitals", "Orders", 'rename it, for example "orders"'],
    ["has 64 characters", "o".repeat(64), `rename it, for example "${"o".repeat(63)}"`],
    ["is a path", "../orders", 'rename it, for example "orders"'],
  ])("fails, once, when the name of a team %s", (_, team, fix) => {
    expect(validate([healthy({ workloads: [api({ team }), api({ team }, "web")] })])).toEqual([
      expected({
        rule: "valid-team-name",
        message: `team name "${team}" is not valid`,
        at: "test › workloads[0] api › team",
        allowed: "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)",
        fix,
      }),
    ]);
  });
});
