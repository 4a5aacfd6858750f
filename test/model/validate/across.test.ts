import { describe, expect, test } from "vitest";
import {
  existingKeyVault,
  existingResourceGroup,
  keyVault,
  newCluster,
  secret,
  validate,
} from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { apart } from "./apart.js";
import { expected } from "./expected.js";

test("accepts environments that share nothing but an existing vault", () => {
  const problems = validate([healthy(), healthy(apart)]);

  expect(problems).toEqual([]);
});

test("accepts no environments at all", () => {
  const problems = validate([]);

  expect(problems).toEqual([]);
});

test("fails when two environments have one name", () => {
  const problems = validate([healthy(), healthy({ ...apart, name: "test" })]);

  expect(problems).toEqual([
    expected({
      rule: "unique-environment-name",
      message: 'environment name "test" is used twice',
      at: "environments",
      allowed: "each name once: it names the stack, the folders and the binding",
      fix: "rename one of the environments",
    }),
  ]);
});

describe("unique-state", () => {
  const place = { resourceGroup: "state-rg", storageAccount: "ordersstate", container: "tfstate" };

  test("fails when two environments keep their state in one blob", () => {
    const state = { ...place, key: "orders.tfstate" };

    const problems = validate([healthy({ state }), healthy({ ...apart, state })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-state",
        message: 'the state "ordersstate/tfstate/orders.tfstate" is also that of environment "test"',
        at: "other › state",
        allowed: "a state of its own: Terraform would destroy what the other environment has",
        fix: "give it another key, or leave the key out",
      }),
    ]);
  });

  test("fails when an environment is told to use the blob that another gets by default", () => {
    const problems = validate([
      healthy({ state: place }),
      healthy({ ...apart, state: { ...place, key: "test.tfstate" } }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-state",
        message: 'the state "ordersstate/tfstate/test.tfstate" is also that of environment "test"',
        at: "other › state",
        allowed: "a state of its own: Terraform would destroy what the other environment has",
        fix: "give it another key, or leave the key out",
      }),
    ]);
  });

  test.each([
    ["one container, each in the blob it gets by default", place],
    ["one blob name of two containers", { ...place, container: "other", key: "test.tfstate" }],
    ["one blob name of two storage accounts", { ...place, storageAccount: "otherstate", key: "test.tfstate" }],
  ])("accepts states in %s", (_, theirs) => {
    const problems = validate([healthy({ state: place }), healthy({ ...apart, state: theirs })]);

    expect(problems).toEqual([]);
  });
});

describe("unique-cluster-name", () => {
  test("fails when two environments create one cluster, in any case of letters", () => {
    const mine = newCluster({ name: "aks-orders" });
    const theirs = newCluster({ name: "AKS-Orders" });

    const problems = validate([
      healthy({ cluster: mine }),
      healthy({
        ...apart,
        cluster: theirs,
        resourceGroup: existingResourceGroup("Orders-RG"),
        workloads: [api({ namespace: "billing" })],
      }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-cluster-name",
        message: 'cluster name "AKS-Orders" is also created by environment "test"',
        at: "other › cluster › name",
        allowed: "one cluster of a name in a resource group",
        fix: "rename it, or describe it here with existingCluster(…)",
      }),
    ]);
  });

  test.each([
    ["another resource group", { resourceGroup: "other-rg" }],
    ["another subscription", { resourceGroup: "orders-rg", subscriptionId: "e83b5d17-62f0-4c9a-8a41-b7d906f31c5e" }],
  ])("accepts a cluster of the same name in %s", (_, place) => {
    const cluster = newCluster({ name: "aks-orders" });

    const problems = validate([healthy({ cluster }), healthy({ ...apart, cluster, ...place })]);

    expect(problems).toEqual([]);
  });
});

test("fails when two environments create one vault, in any case of letters and any resource group", () => {
  const mine = [vault, keyVault({ name: "kv-audit", objects: {} })];
  const theirs = [...apart.vaults, keyVault({ name: "KV-Audit", objects: {} })];

  const problems = validate([healthy({ vaults: mine }), healthy({ ...apart, vaults: theirs })]);

  expect(problems).toEqual([
    expected({
      rule: "unique-vault-name",
      message: 'vault name "KV-Audit" is also created by environment "test"',
      at: "other › vaults",
      allowed: "one vault of a name in the whole of Azure",
      fix: "rename it, or describe it here with existingKeyVault(…)",
    }),
  ]);
});

describe("unique-seed", () => {
  const mine = keyVault({
    name: "kv-orders",
    objects: { db: secret("db-password"), token: secret("token", { seed: { version: 1 } }) },
  });

  test("fails when two environments write the value of one secret, in any case of letters", () => {
    const theirs = existingKeyVault({
      name: "kv-orders",
      resourceGroup: "orders-rg",
      permissionModel: "rbac",
      objectsWriter: false,
      objects: { db: secret("db-password"), token: secret("Token", { seed: { version: 7 } }) },
    });

    const problems = validate([healthy({ vaults: [mine] }), healthy({ ...apart, vaults: [theirs] })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-seed",
        message: 'secret "Token" in vault "kv-orders" is also made by environment "test"',
        at: "other › vaults",
        allowed: "one environment that makes an object",
        fix: "make it in one of them, and only declare it in the other",
      }),
    ]);
  });

  test("accepts two environments that write two secrets of one vault", () => {
    const theirs = existingKeyVault({
      name: "kv-orders",
      resourceGroup: "orders-rg",
      permissionModel: "rbac",
      objectsWriter: false,
      objects: { db: secret("db-password", { seed: { version: 1 } }), token: secret("token") },
    });

    const problems = validate([healthy({ vaults: [mine] }), healthy({ ...apart, vaults: [theirs] })]);

    expect(problems).toEqual([]);
  });
});
