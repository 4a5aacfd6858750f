import { describe, expect, test } from "vitest";
import type { Identity } from "../../../model/identity.js";
import {
  existingCluster,
  existingIdentity,
  existingKeyVault,
  keyVault,
  nodeIdentity,
  podIdentity,
  secret,
  validate,
} from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { apart } from "./apart.js";
import { expected } from "./expected.js";

const clientId = "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643";
const principalId = "c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38";
const otherId = "d25b90e7-41fa-4c38-8b06-73ae1c9f5d42";
const guid = 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros';

/** The problems of an environment whose workload has this identity. */
function problemsOf(identity: Identity) {
  return validate([healthy({ workloads: [api({ identity })] })]);
}

test.each([
  ["the add-on's", nodeIdentity("nodes")],
  ["a user-assigned one", nodeIdentity("nodes", { from: "user-assigned", clientId, principalId })],
  ["one system-assigned one", nodeIdentity("nodes", { from: "system-assigned", principalIds: [principalId] })],
  ["several", nodeIdentity("nodes", { from: "system-assigned", principalIds: [principalId, otherId] })],
])("accepts an identity of the nodes: %s", (_, identity) => {
  expect(problemsOf(identity)).toEqual([]);
});

test("accepts more than 20 service accounts behind an identity of the nodes, which trusts none", () => {
  const workloads = Array.from({ length: 21 }, (_, index) => api({ identity: nodeIdentity("nodes") }, `api-${index}`));

  expect(validate([healthy({ workloads })])).toEqual([]);
});

describe("a user-assigned identity of the nodes", () => {
  const show = "az identity show --name <name> --resource-group <group> --query";

  test.each([
    [
      "its client id is a name",
      { clientId: "nodes", principalId },
      {
        rule: "valid-guid" as const,
        message: 'clientId "nodes" is not a GUID that names something',
        at: "test › workloads[0] api › identity › source › clientId",
        allowed: guid,
        fix: `${show} clientId -o tsv`,
      },
    ],
    [
      "its principal id is its client id, in any case of letters",
      { clientId, principalId: clientId.toUpperCase() },
      {
        rule: "valid-principal-id" as const,
        message: `principalId "${clientId.toUpperCase()}" is the client id`,
        at: "test › workloads[0] api › identity › source › principalId",
        allowed: "the object id of the identity's service principal, which never equals the client id",
        fix: `${show} principalId -o tsv`,
      },
    ],
  ])("fails when %s", (_, ids, text) => {
    expect(problemsOf(nodeIdentity("nodes", { from: "user-assigned", ...ids }))).toEqual([expected(text)]);
  });
});

describe("system-assigned identities of the nodes", () => {
  test.each([
    ["none is listed", []],
    ["one is listed twice, in any case of letters", [principalId, otherId, principalId.toUpperCase()]],
  ])("fails when %s", (_, principalIds) => {
    expect(problemsOf(nodeIdentity("nodes", { from: "system-assigned", principalIds }))).toEqual([
      expected({
        rule: "valid-node-identity",
        message: `principalIds are ${JSON.stringify(principalIds)}`,
        at: "test › workloads[0] api › identity › source › principalIds",
        allowed: "the object id of each scale set's system-assigned identity, each once, at least one",
        fix: "list one for each pool whose nodes run the workloads",
      }),
    ]);
  });

  test("fails when one is no GUID", () => {
    expect(problemsOf(nodeIdentity("nodes", { from: "system-assigned", principalIds: [otherId, "pool"] }))).toEqual([
      expected({
        rule: "valid-guid",
        message: 'principalId "pool" is not a GUID that names something',
        at: "test › workloads[0] api › identity › source › principalIds[1]",
        allowed: guid,
        fix: "az vmss show --name <scale set> --resource-group <node group> --query identity.principalId -o tsv",
      }),
    ]);
  });
});

test("fails when an identity is a pod identity, with what replaces it", () => {
  expect(problemsOf(podIdentity("orders"))).toEqual([
    expected({
      rule: "no-pod-identity",
      message: 'identity "orders" is a pod identity, which Microsoft has retired',
      at: "test › workloads[0] api › identity",
      allowed: "a managed identity or an Entra application that trusts the service account",
      fix: 'use managedIdentity("orders"), deploy, and remove AzureIdentity and AzureIdentityBinding from the cluster',
    }),
  ]);
});

describe("unique-existing-identity", () => {
  const once = {
    rule: "unique-existing-identity" as const,
    at: "test › workloads[1] web › identity",
    allowed: "one description for each existing identity: two would grant the same access twice",
    fix: "describe it once and let all its workloads refer to that",
  };

  test.each([
    ["the add-on's is described twice", nodeIdentity("one"), nodeIdentity("two")],
    [
      "a system-assigned one is described by two keys, in any case of letters",
      nodeIdentity("one", { from: "system-assigned", principalIds: [otherId, principalId] }),
      nodeIdentity("two", { from: "system-assigned", principalIds: [principalId.toUpperCase()] }),
    ],
    [
      "one of the nodes is also described as existing",
      existingIdentity("one", { clientId, principalId }),
      nodeIdentity("two", { from: "user-assigned", clientId: otherId, principalId }),
    ],
  ])("fails when %s", (_, one, two) => {
    expect(validate([healthy({ workloads: [api({ identity: one }), api({ identity: two }, "web")] })])).toEqual([
      expected({ message: 'identities "one" and "two" have the same principalId', ...once }),
    ]);
  });

  test("fails when the writer of a vault with access policies is an identity of the nodes", () => {
    const orders = keyVault({
      name: "kv-orders",
      permissionModel: "access-policies",
      objectsWriter: principalId.toUpperCase(),
      objects: { db: secret("db", { seed: { version: 1 } }) },
    });
    const identity = nodeIdentity("nodes", { from: "system-assigned", principalIds: [otherId, principalId] });
    const workloads = [api({ identity, mounts: [{ path: "/mnt/secrets", objects: [orders.objects.db] }] })];

    expect(validate([healthy({ vaults: [orders], workloads })])).toEqual([
      expected({
        rule: "unique-existing-identity",
        message: 'identity "nodes" is also the objectsWriter of vault "kv-orders"',
        at: "test › workloads[0] api › identity",
        allowed: "one access policy for each principal of a vault: a second one would replace the first",
        fix: "let another principal write the objects",
      }),
    ]);
  });
});

describe("an identity of the nodes in two environments", () => {
  const shared = [
    existingKeyVault({
      name: "kv-orders",
      resourceGroup: "vaults-rg",
      permissionModel: "rbac",
      objects: { db: secret("db-password") },
    }),
  ];
  const { cluster } = healthy();

  test.each<[string, Identity]>([
    ["the add-on's of one cluster", nodeIdentity("nodes")],
    ["a user-assigned one", nodeIdentity("nodes", { from: "user-assigned", clientId, principalId })],
    ["a system-assigned one", nodeIdentity("nodes", { from: "system-assigned", principalIds: [principalId] })],
  ])("fails when it is %s and both grant it access to one vault", (_, identity) => {
    const problems = validate([
      healthy({ vaults: shared, workloads: [api({ identity })] }),
      healthy({ ...apart, cluster, vaults: shared, workloads: [api({ identity, namespace: "other" })] }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-existing-identity",
        message: 'access of identity "nodes" to vault "kv-orders" is also granted by environment "test"',
        at: "other › identity nodes",
        allowed: "one environment that grants an existing identity access to a vault",
        fix: "use another identity or another vault in one of them",
      }),
    ]);
  });

  test("accepts that of each cluster's own add-on", () => {
    const problems = validate([
      healthy({ vaults: shared, workloads: [api({ identity: nodeIdentity("nodes") })] }),
      healthy({
        ...apart,
        cluster: existingCluster({ name: "aks-other", resourceGroup: "platform-rg" }),
        vaults: shared,
        workloads: [api({ identity: nodeIdentity("nodes") })],
      }),
    ]);

    expect(problems).toEqual([]);
  });
});
