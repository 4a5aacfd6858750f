import { describe, expect, test } from "vitest";
import { existingNetwork, keyVault, linuxPool, newCluster, newNetwork, validate } from "../../../model/index.js";
import { healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

/** A network of one range with these subnets. */
function networkOf(subnets: Record<string, { name: string; range: string }>, ranges = ["10.20.0.0/16"]) {
  return newNetwork({ name: "orders-net", ranges, subnets });
}

const nodes = { name: "nodes", range: "10.20.0.0/22" };
const given = existingNetwork({ name: "hub-net", resourceGroup: "hub-rg", subnets: { nodes: "nodes", ends: "ends" } });

test.each([
  ["a network without subnets", networkOf({})],
  ["a subnet that is the whole network", networkOf({ all: { name: "all", range: "10.20.0.0/16" } })],
  ["a subnet of 8 addresses", networkOf({ small: { name: "small", range: "10.20.0.8/29" } })],
  [
    "neighbouring subnets",
    networkOf({ one: { name: "one", range: "10.20.0.0/24" }, two: { name: "two", range: "10.20.1.0/24" } }),
  ],
  [
    "a subnet in the second range of its network",
    networkOf({ far: { name: "far", range: "10.99.1.0/24" } }, ["10.20.0.0/16", "10.99.0.0/16"]),
  ],
  ["a network name of 2 characters", newNetwork({ name: "n1", ranges: ["10.0.0.0/8"], subnets: {} })],
  ["a network name of 64 characters", newNetwork({ name: "n".repeat(64), ranges: ["10.0.0.0/8"], subnets: {} })],
  ["a subnet name of 1 character", networkOf({ one: { name: "s", range: "10.20.0.0/24" } })],
  ["a subnet name of 80 characters", networkOf({ one: { name: "s".repeat(80), range: "10.20.0.0/24" } })],
  ["an existing network", given],
])("accepts %s", (_, network) => {
  expect(validate([healthy({ networks: [network] })])).toEqual([]);
});

describe("valid-network", () => {
  const networkAllowed =
    "2 to 64 letters, digits, dashes, underscores and dots, first a letter or digit, last a letter, digit or underscore";
  const subnetAllowed =
    "1 to 80 letters, digits, dashes, underscores and dots, first a letter or digit, last a letter, digit or underscore";

  test.each([
    ["has 1 character", "n", "rename it"],
    ["has 65 characters", "n".repeat(65), `rename it, for example "${"n".repeat(64)}"`],
    ["ends in a dot", "net.", 'rename it, for example "net"'],
    ["begins with an underscore", "_net", 'rename it, for example "net"'],
  ])("fails when the name of a network %s", (_, name, fix) => {
    const network = newNetwork({ name, ranges: ["10.20.0.0/16"], subnets: {} });

    expect(validate([healthy({ networks: [network] })])).toEqual([
      expected({
        rule: "valid-network",
        message: `network name "${name}" is not valid`,
        at: `test › networks[0] ${name} › name`,
        allowed: networkAllowed,
        fix,
      }),
    ]);
  });

  test.each([
    ["is empty", "", "rename it"],
    ["has 81 characters", "s".repeat(81), `rename it, for example "${"s".repeat(80)}"`],
    ["has a slash", "nodes/1", 'rename it, for example "nodes-1"'],
  ])("fails when the name of a subnet %s", (_, name, fix) => {
    expect(validate([healthy({ networks: [networkOf({ nodes: { ...nodes, name } })] })])).toEqual([
      expected({
        rule: "valid-network",
        message: `subnet name "${name}" is not valid`,
        at: "test › networks[0] orders-net › subnets.nodes",
        allowed: subnetAllowed,
        fix,
      }),
    ]);
  });

  test("fails when two subnets have one name, in any case of letters", () => {
    const network = existingNetwork({
      name: "hub",
      resourceGroup: "hub-rg",
      subnets: { nodes: "nodes", pods: "Nodes" },
    });

    expect(validate([healthy({ networks: [network] })])).toEqual([
      expected({
        rule: "valid-network",
        message: 'subnet name "Nodes" is also that of subnets.nodes',
        at: "test › networks[0] hub › subnets.pods",
        allowed: "each subnet of a network once, in any case of letters, dots and underscores alike",
        fix: "list it once, or rename one of the two",
      }),
    ]);
  });
});

test("fails when the resource group of an existing network ends in a dot", () => {
  const network = existingNetwork({ name: "hub-net", resourceGroup: "hub.", subnets: {} });

  expect(validate([healthy({ networks: [network] })])).toEqual([
    expected({
      rule: "valid-resource-group-name",
      message: 'resource group name "hub." is not valid',
      at: "test › networks[0] hub-net › resourceGroup",
      allowed: "1 to 90 letters, digits, dashes, underscores, dots and parentheses, last not a dot",
      fix: 'rename it, for example "hub"',
    }),
  ]);
});

test.each([
  ["hub-net", "HUB-NET"],
  ["hub.net", "hub_net"],
])(
  "fails when two networks have one name, in any case of letters, dots and underscores alike: %s, %s",
  (one, other) => {
    const networks = [one, other].map((name) => existingNetwork({ name, resourceGroup: "other-rg", subnets: {} }));

    expect(validate([healthy({ networks })])).toEqual([
      expected({
        rule: "unique-network-name",
        message: `network name "${other}" is used twice`,
        at: "test › networks",
        allowed: "each network once, in any case of letters, dots and underscores alike",
        fix: "list the network once, with all its subnets",
      }),
    ]);
  },
);

describe("match-subnet", () => {
  const { subnets } = given;
  const clusterIn = (subnet: typeof subnets.nodes) => newCluster({ name: "aks-orders", systemPool: { subnet } });

  test("accepts the same subnet for nodes and a vault's endpoint", () => {
    const audit = keyVault({ name: "kv-audit", network: { access: "private", subnet: subnets.ends }, objects: {} });

    const problems = validate([
      healthy({ cluster: clusterIn(subnets.nodes), networks: [given], vaults: [vault, audit] }),
    ]);

    expect(problems).toEqual([]);
  });

  test.each([
    ["no network", undefined, "list the network in networks"],
    [
      "a network of a similar name",
      [existingNetwork({ name: "hub-nett", resourceGroup: "hub-rg", subnets: {} })],
      'did you mean "hub-nett"?',
    ],
  ])("fails when the nodes are in a network that is not listed, but %s is", (_, networks, fix) => {
    expect(validate([healthy({ cluster: clusterIn(subnets.nodes), networks })])).toEqual([
      expected({
        rule: "match-subnet",
        message: 'subnet "nodes" is in network "hub-net", which the environment does not list',
        at: "test › cluster › systemPool › subnet",
        allowed: "a subnet of a network in networks",
        fix,
      }),
    ]);
  });

  test.each([
    ["a similar subnet", { nodes: "nodez" }, 'did you mean "nodez"?'],
    ["no subnet", {}, "declare it"],
  ])("fails when the network declares %s instead", (_, declared: Record<string, string>, fix) => {
    const network = existingNetwork({ name: "hub-net", resourceGroup: "hub-rg", subnets: declared });

    expect(validate([healthy({ cluster: clusterIn(subnets.nodes), networks: [network] })])).toEqual([
      expected({
        rule: "match-subnet",
        message: 'network "hub-net" declares no subnet "nodes"',
        at: "test › cluster › systemPool › subnet",
        allowed: "a subnet that its network declares",
        fix,
      }),
    ]);
  });

  const lost = { name: "lost", network: "hub-net" };

  test.each([
    [
      "the pods",
      {
        props: {
          cluster: newCluster({
            name: "aks-orders",
            systemPool: { subnet: subnets.nodes },
            network: { addressing: "flat", podSubnet: lost },
          }),
        },
        at: "test › cluster › network › podSubnet",
      },
    ],
    [
      "a further pool",
      {
        props: {
          cluster: newCluster({
            name: "aks-orders",
            systemPool: { subnet: subnets.nodes },
            pools: [linuxPool("apps", { subnet: lost })],
          }),
        },
        at: "test › cluster › pools[0] apps › subnet",
      },
    ],
    [
      "a private vault",
      {
        props: {
          vaults: [vault, keyVault({ name: "kv-audit", network: { access: "private", subnet: lost }, objects: {} })],
        },
        at: "test › vaults[1] kv-audit › network",
      },
    ],
    [
      "a restricted vault",
      {
        props: {
          vaults: [
            vault,
            keyVault({
              name: "kv-audit",
              network: { access: "restricted", subnets: [subnets.nodes, lost] },
              objects: {},
            }),
          ],
        },
        at: "test › vaults[1] kv-audit › network",
      },
    ],
  ])("fails when the subnet of %s is not declared", (_, { props, at }) => {
    expect(validate([healthy({ networks: [given], ...props })])).toEqual([
      expected({
        rule: "match-subnet",
        message: 'network "hub-net" declares no subnet "lost"',
        at,
        allowed: "a subnet that its network declares",
        fix: 'use "nodes", "ends"',
      }),
    ]);
  });
});
