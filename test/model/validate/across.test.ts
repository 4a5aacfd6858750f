import { describe, expect, test } from "vitest";
import {
  existingCluster,
  existingIdentity,
  existingKeyVault,
  existingResourceGroup,
  keyVault,
  managedIdentity,
  newCluster,
  secret,
  syncedSecret,
  validate,
} from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const { dbPassword } = vault.objects;

/** What a second environment has of its own, so that nothing but what a test adds is shared with the first. */
const apart = {
  name: "other",
  resourceGroup: "other-rg",
  cluster: existingCluster({ name: "aks-other", resourceGroup: "platform-rg" }),
  vaults: [
    existingKeyVault({
      name: "kv-orders",
      resourceGroup: "orders-rg",
      permissionModel: "rbac",
      objects: { db: secret("db-password") },
    }),
  ],
};

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
        at: "other › identity Orders",
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
        at: "test-eu › identity test-eu-api",
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

describe("unique-subject", () => {
  test("fails when two environments have one service account on one cluster", () => {
    const theirs = api({ serviceAccount: "api" }, "web");

    const problems = validate([healthy(), healthy({ ...apart, cluster: healthy().cluster, workloads: [theirs] })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-subject",
        message: 'service account "orders/api" also belongs to environment "test" on the same cluster',
        at: "other › workloads",
        allowed: "one owner for each service account of a cluster, and with it for each issuer and subject",
        fix: "use another namespace or service account",
      }),
    ]);
  });

  test("fails when one environment creates the cluster that the other uses as existing", () => {
    const theirs = api({ serviceAccount: "api" }, "web");

    const problems = validate([
      healthy({ cluster: newCluster({ name: "aks-orders" }) }),
      healthy({
        ...apart,
        cluster: existingCluster({ name: "AKS-Orders", resourceGroup: "Orders-RG" }),
        workloads: [theirs],
      }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-subject",
        message: 'service account "orders/api" also belongs to environment "test" on the same cluster',
        at: "other › workloads",
        allowed: "one owner for each service account of a cluster, and with it for each issuer and subject",
        fix: "use another namespace or service account",
      }),
    ]);
  });

  test("accepts environments that use two namespaces of one cluster", () => {
    const theirs = api({ namespace: "billing" });

    const problems = validate([healthy(), healthy({ ...apart, cluster: healthy().cluster, workloads: [theirs] })]);

    expect(problems).toEqual([]);
  });
});

describe("unique-kubernetes-object", () => {
  const mount = { path: "/mnt/secrets", objects: [dbPassword] };
  const sync = [syncedSecret("db", { password: dbPassword })];

  test.each([
    {
      object: "workload",
      mine: api(),
      theirs: api({ serviceAccount: "other", mounts: [{ ...mount, providerClass: "other" }] }),
      message: 'Deployment orders/api also belongs to environment "test" on the same cluster',
    },
    {
      object: "provider class",
      mine: api({ mounts: [{ ...mount, providerClass: "shared" }] }),
      theirs: api({ mounts: [{ ...mount, providerClass: "shared" }] }, "web"),
      message: 'SecretProviderClass orders/shared also belongs to environment "test" on the same cluster',
    },
    {
      object: "synced Secret",
      mine: api({ mounts: [{ ...mount, sync }] }),
      theirs: api({ mounts: [{ ...mount, sync }] }, "web"),
      message: 'Secret orders/db also belongs to environment "test" on the same cluster',
    },
  ])("fails when two environments have one $object on one cluster", ({ mine, theirs, message }) => {
    const problems = validate([
      healthy({ workloads: [mine] }),
      healthy({ ...apart, cluster: healthy().cluster, workloads: [theirs] }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-kubernetes-object",
        message,
        at: "other › workloads",
        allowed: "one owner for each object of a cluster",
        fix: "use another namespace or name",
      }),
    ]);
  });
});

describe("valid-credential-count", () => {
  const principalId = "c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38";
  const mine = existingIdentity("shared", { clientId: "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643", principalId });
  const theirs = existingIdentity("legacy", { clientId: "0B6D2F84-71C5-4A3E-9D18-E52F7A90C643", principalId });

  test("accepts 20 service accounts of two clusters that stand for one existing identity", () => {
    const ten = Array.from({ length: 10 }, (_, index) => api({ identity: mine }, `api-${index + 1}`));
    const tenMore = Array.from({ length: 10 }, (_, index) => api({ identity: theirs }, `api-${index + 1}`));

    const problems = validate([healthy({ workloads: ten }), healthy({ ...apart, workloads: tenMore })]);

    expect(problems).toEqual([]);
  });

  test("fails when 21 service accounts of two clusters stand for one existing identity", () => {
    const ten = Array.from({ length: 10 }, (_, index) => api({ identity: mine }, `api-${index + 1}`));
    const elevenMore = Array.from({ length: 11 }, (_, index) => api({ identity: theirs }, `api-${index + 1}`));

    const problems = validate([healthy({ workloads: ten }), healthy({ ...apart, workloads: elevenMore })]);

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

  test("fails when 21 service accounts of one environment stand for one existing identity", () => {
    const workloads = Array.from({ length: 21 }, (_, index) => api({ identity: mine }, `api-${index + 1}`));

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
});
