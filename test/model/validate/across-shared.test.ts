import { describe, expect, test } from "vitest";
import {
  type Environment,
  existingDnsZone,
  existingIdentity,
  existingNetwork,
  existingResourceGroup,
  keyVault,
  managedIdentity,
  newCluster,
  secret,
  validate,
} from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

/** What environments share in Azure beside the things they describe by name. */

const network = existingNetwork({
  name: "hub",
  resourceGroup: "network-rg",
  subnets: { nodes: "nodes", ends: "ends" },
});

/** An environment with nothing but a private vault in the network. */
function withPrivateVault(name: string, group: string, dnsZone?: ReturnType<typeof existingDnsZone>): Environment {
  return healthy({
    name,
    resourceGroup: existingResourceGroup(group),
    networks: [network],
    vaults: [
      keyVault({
        name: `kv-${name}`,
        network: { access: "private", subnet: network.subnets.ends, ...(dnsZone && { dnsZone }) },
        objects: { db: secret("db") },
      }),
    ],
    workloads: [],
  });
}

describe("unique-dns-zone between environments", () => {
  const problemOf = (message: string) =>
    expected({
      rule: "unique-dns-zone",
      message: `${message} environment "one"`,
      at: "two › vaults",
      allowed: "one zone of vaults in a resource group, and one link of it to a network",
      fix: "describe it here with existingDnsZone({ …, linked: true })",
    });

  test("fails when two create the zone in one resource group, and link it to one network", () => {
    expect(validate([withPrivateVault("one", "orders-rg"), withPrivateVault("two", "Orders-RG")])).toEqual([
      problemOf("the private DNS zone of vaults is also created by"),
      problemOf('network "hub" is also linked to the private DNS zone of vaults by'),
    ]);
  });

  test("fails when two link an existing zone to one network", () => {
    const zone = existingDnsZone({ resourceGroup: "dns-rg" });

    expect(validate([withPrivateVault("one", "one-rg", zone), withPrivateVault("two", "two-rg", zone)])).toEqual([
      problemOf('network "hub" is also linked to the private DNS zone of vaults by'),
    ]);
  });

  test("accepts one that links and one that finds the link there", () => {
    const zone = existingDnsZone({ resourceGroup: "dns-rg" });
    const linked = existingDnsZone({ resourceGroup: "dns-rg", linked: true });

    expect(validate([withPrivateVault("one", "one-rg", zone), withPrivateVault("two", "two-rg", linked)])).toEqual([]);
  });
});

describe("the name of a cluster's own identity", () => {
  const cluster = newCluster({ name: "aks", systemPool: { subnet: network.subnets.nodes } });

  test("fails when an identity of the environment has it, in any case of letters", () => {
    const identity = managedIdentity("cp", { name: "AKS-control-plane" });

    expect(validate([healthy({ networks: [network], cluster, workloads: [api({ identity })] })])).toEqual([
      expected({
        rule: "unique-identity-name",
        message: 'identity "cp" is named "aks-control-plane", like the cluster\'s own',
        at: "test › identity cp › name",
        allowed: "one managed identity of a name in a resource group, in any case of letters",
        fix: "rename it",
      }),
    ]);
  });

  test("fails when an identity of another environment has it", () => {
    const group = existingResourceGroup("orders-rg");
    const one = healthy({ name: "one", networks: [network], cluster, resourceGroup: group, vaults: [], workloads: [] });
    const identity = managedIdentity("cp", { name: "aks-control-plane" });
    const two = healthy({ name: "two", resourceGroup: group, workloads: [api({ identity })] });

    expect(validate([one, two])).toEqual([
      expected({
        rule: "unique-identity-name",
        message: 'managed identity "aks-control-plane" is also created by environment "one"',
        at: "two › identity cp",
        allowed: "one managed identity of a name in a resource group, in any case of letters",
        fix: "rename one of them, or use another resource group",
      }),
    ]);
  });
});

describe("an existing identity that several environments describe", () => {
  const ids = {
    clientId: "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643",
    principalId: "c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38",
    resourceId: "/applications/c58e1b07-2d64-4f9a-b0c3-7a91e6f5d482",
  };
  function environmentOf(name: string, otherCredentials: number): Environment {
    const vault = keyVault({ name: `kv-${name}`, objects: { db: secret("db") } });
    const identity = existingIdentity("old", { ...ids, otherCredentials });
    const mounts = [{ path: "/mnt/secrets", objects: [vault.objects.db] }];
    return healthy({
      name,
      resourceGroup: `${name}-rg`,
      vaults: [vault],
      workloads: [api({ namespace: name, identity, mounts }), api({ namespace: name, identity, mounts }, "worker")],
    });
  }

  test.each([
    ["first", [19, 0]],
    ["last", [0, 19]],
  ])("fails when its credentials are too many with those of others, said by the %s", (_, [one = 0, two = 0]) => {
    expect(validate([environmentOf("one", one), environmentOf("two", two)])).toEqual([
      expected({
        rule: "valid-credential-count",
        message: 'existing identity "old" needs 4 federated credentials beside 19 others',
        at: "one, two › identity old",
        allowed: "at most 20 for one identity, each for one service account of one cluster",
        fix: "divide its service accounts over several identities",
      }),
    ]);
  });
});
