import { describe, expect, test } from "vitest";
import type { NewClusterProps } from "../../../model/cluster.js";
import {
  existingDnsZone,
  existingNetwork,
  keyVault,
  linuxPool,
  newCluster,
  secret,
  validate,
} from "../../../model/index.js";
import type { KeyVaultNetwork } from "../../../model/key-vault-network.js";
import { healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const network = existingNetwork({
  name: "vnet-orders",
  resourceGroup: "network-rg",
  subnets: { nodes: "nodes", more: "more", endpoints: "endpoints" },
});
const { nodes, more, endpoints } = network.subnets;

/** The problems of an environment with a vault in this network and a new cluster of this kind. */
function problemsOf(access: KeyVaultNetwork, cluster: Omit<NewClusterProps, "name">) {
  const vault = keyVault({ name: "kv-shut", network: access, objects: { db: secret("db") } });
  return validate([
    healthy({
      networks: [network],
      cluster: newCluster({ ...cluster, name: "aks-orders" }),
      vaults: [vault],
      workloads: [],
    }),
  ]);
}

const allowed =
  "a way for every node: its subnet, the address that its requests come from, or a network with the private endpoint";

describe("accepts", () => {
  test.each<[string, KeyVaultNetwork, Omit<NewClusterProps, "name">]>([
    ["a public vault", { access: "public" }, {}],
    [
      "a private vault and nodes in a given network",
      { access: "private", subnet: endpoints },
      { systemPool: { subnet: nodes } },
    ],
    [
      "a restricted vault that lets the nodes' subnet in",
      { access: "restricted", subnets: [nodes] },
      { systemPool: { subnet: nodes } },
    ],
    [
      "a restricted vault with ranges, among which the nodes' address may be",
      { access: "restricted", ranges: ["203.0.113.7/32"] },
      {},
    ],
    [
      "a restricted vault that lets in the subnets of all pools",
      { access: "restricted", subnets: [nodes, more] },
      { systemPool: { subnet: nodes }, pools: [linuxPool("apps", { subnet: more })] },
    ],
  ])("%s", (_, access, cluster) => {
    expect(problemsOf(access, cluster)).toEqual([]);
  });
});

describe("require-network", () => {
  test.each<[string, KeyVaultNetwork]>([
    ["private", { access: "private", subnet: endpoints }],
    ["restricted to subnets", { access: "restricted", subnets: [nodes] }],
  ])("fails when a vault is %s and AKS makes the nodes' network", (_, access) => {
    expect(problemsOf(access, {})).toEqual([
      expected({
        rule: "require-network",
        message: 'vault "kv-shut" cannot be reached by the nodes, which are in a network that AKS makes',
        at: "test › vaults[0] kv-shut › network",
        allowed,
        fix: "give the system pool a subnet of a network that the environment lists",
      }),
    ]);
  });

  test("fails when the subnet of a further pool is not let in", () => {
    const cluster = { systemPool: { subnet: nodes }, pools: [linuxPool("apps", { subnet: more })] };

    expect(problemsOf({ access: "restricted", subnets: [nodes] }, cluster)).toEqual([
      expected({
        rule: "require-network",
        message: 'vault "kv-shut" does not let in subnet "more", where nodes are',
        at: "test › vaults[0] kv-shut › network",
        allowed,
        fix: "name the subnet in subnets, or the outbound address of the nodes in ranges",
      }),
    ]);
  });
});

describe("unique-dns-zone", () => {
  const hub = existingDnsZone({ resourceGroup: "dns-rg", linked: true });

  /** The problems of two private vaults with their names in these zones. */
  function problemsOfZones(...zones: readonly (typeof hub | undefined)[]) {
    const vaults = zones.map((dnsZone, index) =>
      keyVault({
        name: `kv-shut-${index}`,
        network: { access: "private", subnet: endpoints, ...(dnsZone && { dnsZone }) },
        objects: { db: secret("db") },
      }),
    );
    return validate([healthy({ networks: [network], vaults, workloads: [] })]);
  }

  test.each([
    ["the environment's own", [undefined, undefined]],
    ["one that exists, in any case of letters", [hub, { ...hub, resourceGroup: "DNS-RG" }]],
  ])("accepts two vaults in one zone: %s", (_, zones) => {
    expect(problemsOfZones(...zones)).toEqual([]);
  });

  test.each([
    ["one has the environment's own zone", [hub, undefined]],
    ["the zones are in different resource groups", [hub, { ...hub, resourceGroup: "other-rg" }]],
    ["only one of them is said to be linked", [hub, { ...hub, linked: false }]],
  ])("fails when %s", (_, zones) => {
    expect(problemsOfZones(...zones)).toEqual([
      expected({
        rule: "unique-dns-zone",
        message: 'vault "kv-shut-1" has its name in another zone than vault "kv-shut-0"',
        at: "test › vaults[1] kv-shut-1 › network › dnsZone",
        allowed: "one zone for all private vaults: a network can be linked to one of that name",
        fix: "give both the same existingDnsZone(…), or neither any",
      }),
    ]);
  });
});
