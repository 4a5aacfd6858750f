import { expect, test } from "vitest";
import type { Identity } from "../../../model/identity.js";
import { existingCluster, managedIdentity, nodeIdentity, resolve, validate } from "../../../model/index.js";
import { api, healthy, untyped } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const shared = { name: "aks-shared", resourceGroup: "platform-rg" };
const nodes = nodeIdentity("nodes", {
  from: "user-assigned",
  clientId: "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643",
  principalId: "c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38",
});

function problemsOf(keyVaultAddOn: boolean | undefined, ...identities: readonly Identity[]) {
  const cluster = existingCluster({ ...shared, ...(keyVaultAddOn !== undefined && { keyVaultAddOn }) });
  const workloads = identities.map((identity, index) => api({ identity }, `api-${index}`));
  return validate([healthy({ cluster, workloads })]);
}

test.each([
  ["has the add-on unless told otherwise", undefined, true],
  ["has it where that is said", true, true],
  ["does without it where that is said", false, false],
])("an existing cluster %s", (_, said, keyVaultAddOn) => {
  const cluster = existingCluster({ ...shared, ...(said !== undefined && { keyVaultAddOn: said }) });

  expect(resolve(healthy({ cluster })).cluster).toEqual({
    ...shared,
    origin: "existing",
    monitored: false,
    keyVaultAddOn,
  });
});

test.each([
  ["an identity of its own on a cluster without the add-on", false, managedIdentity("orders")],
  ["a node's identity that is not the add-on's on a cluster without it", false, nodes],
  ["the add-on's identity on a cluster that has it", true, nodeIdentity("nodes")],
  ["the add-on's identity on a cluster of which nothing is said", undefined, nodeIdentity("nodes")],
])("accepts %s", (_, keyVaultAddOn, identity) => {
  expect(problemsOf(keyVaultAddOn, identity)).toEqual([]);
});

test("fails when a workload reads as the identity of an add-on that the existing cluster does without", () => {
  expect(problemsOf(false, managedIdentity("orders"), nodeIdentity("nodes"), nodeIdentity("nodes"))).toEqual([
    expected({
      rule: "require-add-on",
      message: 'workload "api-1" reads as the add-on\'s identity, and the cluster does without the add-on',
      at: "test › cluster › keyVaultAddOn",
      allowed: "an identity that the cluster has",
      fix: "give the workload another identity, or leave keyVaultAddOn out",
    }),
  ]);
});

test("fails when the existing cluster's add-on is neither there nor away", () => {
  const cluster = existingCluster({ ...shared, keyVaultAddOn: untyped("no") });

  expect(validate([healthy({ cluster })])).toEqual([
    expected({
      rule: "valid-shape",
      message: 'cluster.keyVaultAddOn is "no", which is not of its type',
      at: "test › cluster.keyVaultAddOn",
      allowed: "true or false",
      fix: "npm run check:types names the line and the type",
    }),
  ]);
});
