import { describe, expect, test } from "vitest";
import {
  existingIdentity,
  existingKeyVault,
  existingResourceGroup,
  managedIdentity,
  secret,
  validate,
} from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { apart } from "./apart.js";
import { expected } from "./expected.js";

describe("unique-identity-name", () => {
  test("fails when two environments create one managed identity, in any case of letters", () => {
    const mine = api({ identity: managedIdentity("api", { name: "orders" }) });
    const theirs = api({ identity: managedIdentity("api", { name: "Orders" }) });

    const problems = validate([
      healthy({ workloads: [mine] }),
      healthy({ ...apart, resourceGroup: existingResourceGroup("Orders-RG"), workloads: [theirs] }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-identity-name",
        message: 'managed identity "Orders" is also created by environment "test"',
        at: "other › identity api",
        allowed: "one managed identity of a name in a resource group, in any case of letters",
        fix: "rename one of them, or use another resource group",
      }),
    ]);
  });

  test("fails when the names that two environments derive for their identities meet", () => {
    const mine = api({ identity: managedIdentity("eu-api") });
    const theirs = api({ identity: managedIdentity("api") });

    const problems = validate([
      healthy({ workloads: [mine] }),
      healthy({
        ...apart,
        name: "test-eu",
        resourceGroup: existingResourceGroup("orders-rg"),
        workloads: [theirs],
      }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-identity-name",
        message: 'managed identity "test-eu-api" is also created by environment "test"',
        at: "test-eu › identity api",
        allowed: "one managed identity of a name in a resource group, in any case of letters",
        fix: "rename one of them, or use another resource group",
      }),
    ]);
  });

  test("accepts managed identities of one name in two resource groups", () => {
    const workloads = [api({ identity: managedIdentity("api", { name: "orders" }) })];

    const problems = validate([healthy({ workloads }), healthy({ ...apart, workloads })]);

    expect(problems).toEqual([]);
  });
});

describe("an existing identity of two environments", () => {
  const ids = {
    clientId: "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643",
    principalId: "c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38",
  };
  const capitals = {
    clientId: "0B6D2F84-71C5-4A3E-9D18-E52F7A90C643",
    principalId: "C47E19A5-8F02-4B6D-B3E1-96D05C2A7F38",
  };
  const billing = existingKeyVault({
    name: "kv-billing",
    resourceGroup: "billing-rg",
    permissionModel: "rbac",
    objects: { token: secret("token") },
  });
  const stock = existingKeyVault({
    name: "kv-stock",
    resourceGroup: "stock-rg",
    permissionModel: "rbac",
    objects: { token: secret("token") },
  });
  const readsBilling = [{ path: "/mnt/secrets", objects: [billing.objects.token] }];
  const readsStock = [{ path: "/mnt/secrets", objects: [stock.objects.token] }];

  test("fails when both grant it access to one existing vault", () => {
    const mine = api({ identity: existingIdentity("shared", ids), mounts: readsBilling });
    const theirs = api({ identity: existingIdentity("legacy", capitals), mounts: readsBilling });

    const problems = validate([
      healthy({ vaults: [billing], workloads: [mine] }),
      healthy({ ...apart, vaults: [billing], workloads: [theirs] }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-existing-identity",
        message: 'access of identity "legacy" to vault "kv-billing" is also granted by environment "test"',
        at: "other › identity legacy",
        allowed: "one environment that grants an existing identity access to a vault",
        fix: "use another identity or another vault in one of them",
      }),
    ]);
  });

  test("accepts access to two vaults", () => {
    const mine = api({ identity: existingIdentity("shared", ids), mounts: readsBilling });
    const theirs = api({ identity: existingIdentity("shared", ids), mounts: readsStock });

    const problems = validate([
      healthy({ vaults: [billing], workloads: [mine] }),
      healthy({ ...apart, vaults: [billing, stock], workloads: [theirs] }),
    ]);

    expect(problems).toEqual([]);
  });

  test("fails when both create a federated credential of one name in it, in any case of letters", () => {
    const owned = { ...ids, resourceId: "/applications/9c3e7a51-b8d4-4f26-a017-5e62d4f8b093" };
    const identity = existingIdentity("shared", owned);
    const mine = api({ identity, federatedCredential: "orders", mounts: readsBilling });
    const theirs = api({ identity, federatedCredential: "Orders", mounts: readsStock });

    const problems = validate([
      healthy({ vaults: [billing], workloads: [mine] }),
      healthy({ ...apart, vaults: [stock], workloads: [theirs] }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-credential-name",
        message: 'federated credential "Orders" of identity "shared" is also created by environment "test"',
        at: "other › identity shared",
        allowed: "one credential of a name in an identity",
        fix: "rename one of them",
      }),
    ]);
  });

  test("accepts federated credentials of one name that somebody else creates", () => {
    const identity = existingIdentity("shared", ids);
    const mine = api({ identity, federatedCredential: "orders", mounts: readsBilling });
    const theirs = api({ identity, federatedCredential: "orders", mounts: readsStock });

    const problems = validate([
      healthy({ vaults: [billing], workloads: [mine] }),
      healthy({ ...apart, vaults: [stock], workloads: [theirs] }),
    ]);

    expect(problems).toEqual([]);
  });

  test("accepts 20 service accounts of two clusters", () => {
    const mine = Array.from({ length: 10 }, (_, index) =>
      api({ identity: existingIdentity("shared", ids), mounts: readsBilling }, `api-${index + 1}`),
    );
    const theirs = Array.from({ length: 10 }, (_, index) =>
      api({ identity: existingIdentity("legacy", capitals), mounts: readsStock }, `api-${index + 1}`),
    );

    const problems = validate([
      healthy({ vaults: [billing], workloads: mine }),
      healthy({ ...apart, vaults: [stock], workloads: theirs }),
    ]);

    expect(problems).toEqual([]);
  });

  test("fails when 21 service accounts of two clusters stand for it", () => {
    const mine = Array.from({ length: 10 }, (_, index) =>
      api({ identity: existingIdentity("shared", ids), mounts: readsBilling }, `api-${index + 1}`),
    );
    const theirs = Array.from({ length: 11 }, (_, index) =>
      api({ identity: existingIdentity("legacy", capitals), mounts: readsStock }, `api-${index + 1}`),
    );

    const problems = validate([
      healthy({ vaults: [billing], workloads: mine }),
      healthy({ ...apart, vaults: [stock], workloads: theirs }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "valid-credential-count",
        message: 'existing identity "shared" needs 21 federated credentials',
        at: "test, other › identity shared",
        allowed: "at most 20 for one identity, each for one service account of one cluster",
        fix: "divide its service accounts over several identities",
      }),
    ]);
  });

  test("fails when 21 service accounts of one environment stand for it", () => {
    const identity = existingIdentity("shared", ids);
    const workloads = Array.from({ length: 21 }, (_, index) => api({ identity }, `api-${index + 1}`));

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-credential-count",
        message: 'existing identity "shared" needs 21 federated credentials',
        at: "test › identity shared",
        allowed: "at most 20 for one identity, each for one service account of one cluster",
        fix: "divide its service accounts over several identities",
      }),
    ]);
  });

  test.each([
    ["accepts 12 service accounts beside 8 credentials that it holds for others", 8, []],
    [
      "fails when 12 service accounts stand for it beside 9 credentials that it holds for others",
      9,
      [
        expected({
          rule: "valid-credential-count",
          message: 'existing identity "shared" needs 12 federated credentials beside 9 others',
          at: "test › identity shared",
          allowed: "at most 20 for one identity, each for one service account of one cluster",
          fix: "divide its service accounts over several identities",
        }),
      ],
    ],
  ])("%s", (_, otherCredentials, problems) => {
    const identity = existingIdentity("shared", { ...ids, otherCredentials });
    const workloads = Array.from({ length: 12 }, (_, index) => api({ identity }, `api-${index + 1}`));

    expect(validate([healthy({ workloads })])).toEqual(problems);
  });
});
