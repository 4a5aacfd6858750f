import { describe, expect, test } from "vitest";
import {
  existingCluster,
  existingIdentity,
  existingResourceGroup,
  keyVault,
  managedIdentity,
  newCluster,
  validate,
} from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { apart } from "./apart.js";
import { expected } from "./expected.js";

describe("unique-resource-group", () => {
  test("fails when two environments create one resource group, in any case of letters", () => {
    const problems = validate([healthy(), healthy({ ...apart, resourceGroup: "Orders-RG" })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-resource-group",
        message: 'resource group "Orders-RG" is also created by environment "test"',
        at: "other › resourceGroup",
        allowed: "one creator for a resource group of a subscription",
        fix: "rename it, or describe it here with existingResourceGroup(…)",
      }),
    ]);
  });

  const existing = existingIdentity("shared", {
    clientId: "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643",
    principalId: "c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38",
  });

  test.each([
    ["a cluster", { cluster: newCluster({ name: "aks-other" }), workloads: [api({ identity: existing })] }],
    [
      "a vault beside an existing one",
      {
        vaults: [...apart.vaults, keyVault({ name: "kv-other", objects: {} })],
        workloads: [api({ identity: existing })],
      },
    ],
    [
      "a managed identity beside an existing one",
      { workloads: [api({ identity: existing }), api({ identity: managedIdentity("web") }, "web")] },
    ],
  ])("fails when both environments create the group and the second puts %s into it", (_, theirs) => {
    const problems = validate([healthy(), healthy({ ...apart, resourceGroup: "orders-rg", ...theirs })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-resource-group",
        message: 'resource group "orders-rg" is also created by environment "test"',
        at: "other › resourceGroup",
        allowed: "one creator for a resource group of a subscription",
        fix: "rename it, or describe it here with existingResourceGroup(…)",
      }),
    ]);
  });

  test("accepts a resource group that the second environment names and has nothing to put into", () => {
    const theirs = { resourceGroup: "orders-rg", workloads: [api({ identity: existing })] };

    const problems = validate([healthy(), healthy({ ...apart, ...theirs })]);

    expect(problems).toEqual([]);
  });

  test.each([
    ["that exists for one of them", { resourceGroup: existingResourceGroup("orders-rg") }],
    [
      "of one name in two subscriptions",
      { resourceGroup: "orders-rg", subscriptionId: "e83b5d17-62f0-4c9a-8a41-b7d906f31c5e" },
    ],
  ])("accepts a resource group %s", (_, place) => {
    const problems = validate([healthy(), healthy({ ...apart, ...place })]);

    expect(problems).toEqual([]);
  });
});

describe("a resource group to create", () => {
  const cluster = existingCluster({ name: "aks-shared", resourceGroup: "Orders-RG" });

  test("fails when something that exists is in it", () => {
    expect(validate([healthy({ cluster })])).toEqual([
      expected({
        rule: "unique-resource-group",
        message: 'resource group "orders-rg" is to be created, but "aks-shared" exists in it',
        at: "test › resourceGroup",
        allowed: "a name that is free, or a group described as existing",
        fix: 'resourceGroup: existingResourceGroup("orders-rg")',
      }),
    ]);
  });

  test("may hold what exists where it is described as existing", () => {
    expect(validate([healthy({ cluster, resourceGroup: existingResourceGroup("orders-rg") })])).toEqual([]);
  });
});
