import { describe, expect, test } from "vitest";
import { keyVault, newCluster, newNetwork, validate } from "../../../model/index.js";
import { healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const cidr = 'an IPv4 range in CIDR notation, from its first address, such as "10.0.0.0/16"';
const rewrite = "write the first address of the range, a slash and the number of fixed bits; /32 for one address";

/** A network with one subnet, but for what the test says otherwise. */
function networkOf({ ranges = ["10.20.0.0/16"], subnets = {} as Record<string, string> }) {
  const named = Object.entries(subnets).map(([name, range]) => [name, { name, range }]);
  return newNetwork({ name: "net", ranges, subnets: Object.fromEntries(named) });
}

describe("the ranges of a network and its subnets", () => {
  test.each([
    [
      "the network has no range",
      {
        network: networkOf({ ranges: [] }),
        message: "the network has no range",
        at: "test › networks[0] net › ranges",
        allowed: "at least one range",
        fix: 'give it one, for example "10.20.0.0/16"',
      },
    ],
    [
      "a range of the network has no bits, although a subnet lies in it",
      {
        network: networkOf({ ranges: ["10.20.0.0/16", "10.30.0.0"], subnets: { nodes: "10.30.1.0/24" } }),
        message: 'range "10.30.0.0" is not valid',
        at: "test › networks[0] net › ranges[1]",
        allowed: cidr,
        fix: rewrite,
      },
    ],
    [
      "the range of a subnet begins in its middle",
      {
        network: networkOf({ subnets: { nodes: "10.20.0.1/24" } }),
        message: 'range "10.20.0.1/24" is not valid',
        at: "test › networks[0] net › subnets.nodes",
        allowed: cidr,
        fix: rewrite,
      },
    ],
    [
      "a subnet has 4 addresses",
      {
        network: networkOf({ subnets: { nodes: "10.20.0.4/30" } }),
        message: 'range "10.20.0.4/30" is too narrow for a subnet',
        at: "test › networks[0] net › subnets.nodes",
        allowed: "/29 or wider: Azure keeps five addresses of each subnet",
        fix: "widen it",
      },
    ],
    [
      "a subnet follows right after its network",
      {
        network: networkOf({ ranges: ["10.20.0.0/16", "10.40.0.0/16"], subnets: { nodes: "10.21.0.0/24" } }),
        message: 'range "10.21.0.0/24" is not in the network',
        at: "test › networks[0] net › subnets.nodes",
        allowed: "a part of 10.20.0.0/16, 10.40.0.0/16",
        fix: "move it, or give the network a range that holds it",
      },
    ],
    [
      "a subnet is wider than its network",
      {
        network: networkOf({ subnets: { nodes: "10.20.0.0/15" } }),
        message: 'range "10.20.0.0/15" is not in the network',
        at: "test › networks[0] net › subnets.nodes",
        allowed: "a part of 10.20.0.0/16",
        fix: "move it, or give the network a range that holds it",
      },
    ],
    [
      "a subnet lies in another",
      {
        network: networkOf({ subnets: { nodes: "10.20.0.0/22", other: "10.20.8.0/24", pods: "10.20.3.0/24" } }),
        message: 'range "10.20.3.0/24" overlaps with that of subnets.nodes, "10.20.0.0/22"',
        at: "test › networks[0] net › subnets.pods",
        allowed: "subnets that share no address",
        fix: "move one of them",
      },
    ],
  ])("fails when %s", (_, { network, ...text }) => {
    expect(validate([healthy({ networks: [network] })])).toEqual([expected({ rule: "valid-address-range", ...text })]);
  });
});

describe("the ranges that may reach an API server", () => {
  const clusterOf = (ranges: readonly string[]) =>
    newCluster({ name: "aks-orders", apiServer: { access: "ranges", ranges } });
  const many = (count: number) => Array.from({ length: count }, (_, index) => `20.0.${index}.0/24`);

  test.each([
    ["200 ranges", many(200)],
    ["none but the cluster itself", ["0.0.0.0/32"]],
    ["a single address", ["20.1.2.3/32"]],
    ["the neighbours of private ranges", ["9.255.255.0/24", "11.0.0.0/24", "172.32.0.0/24", "192.169.0.0/24"]],
  ])("accepts %s", (_, ranges) => {
    expect(validate([healthy({ cluster: clusterOf(ranges) })])).toEqual([]);
  });

  test("fails when there are 201", () => {
    expect(validate([healthy({ cluster: clusterOf(many(201)) })])).toEqual([
      expected({
        rule: "valid-address-range",
        message: "there are 201 ranges",
        at: "test › cluster › apiServer › ranges",
        allowed: "at most 200",
        fix: "join neighbouring ranges",
      }),
    ]);
  });

  test.each(["10.1.0.0/16", "172.31.0.0/16", "192.168.1.0/24"])("fails when one is private, such as %s", (range) => {
    expect(validate([healthy({ cluster: clusterOf(["20.0.0.0/24", range]) })])).toEqual([
      expected({
        rule: "valid-address-range",
        message: `range "${range}" holds private addresses`,
        at: "test › cluster › apiServer › ranges[1]",
        allowed: "public addresses: Azure sees the address that a request leaves its network with",
        fix: "give the address of the network's gateway, or let a subnet in",
      }),
    ]);
  });

  test("fails when one is no range", () => {
    expect(validate([healthy({ cluster: clusterOf(["office"]) })])).toEqual([
      expected({
        rule: "valid-address-range",
        message: 'range "office" is not valid',
        at: "test › cluster › apiServer › ranges[0]",
        allowed: cidr,
        fix: rewrite,
      }),
    ]);
  });
});

describe("the ranges that a vault lets in", () => {
  const vaultOf = (ranges: readonly string[]) =>
    keyVault({ name: "kv-audit", network: { access: "restricted", ranges }, objects: {} });
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => `20.${Math.floor(index / 250)}.${index % 250}.0/24`);

  test("accepts 1000", () => {
    expect(validate([healthy({ vaults: [vault, vaultOf(many(1000))] })])).toEqual([]);
  });

  test("fails when there are 1001", () => {
    expect(validate([healthy({ vaults: [vault, vaultOf(many(1001))] })])).toEqual([
      expected({
        rule: "valid-address-range",
        message: "there are 1001 ranges",
        at: "test › vaults[1] kv-audit › network › ranges",
        allowed: "at most 1000",
        fix: "join neighbouring ranges",
      }),
    ]);
  });

  test("fails when one is private", () => {
    expect(validate([healthy({ vaults: [vault, vaultOf(["10.20.0.0/22"])] })])).toEqual([
      expected({
        rule: "valid-address-range",
        message: 'range "10.20.0.0/22" holds private addresses',
        at: "test › vaults[1] kv-audit › network › ranges[0]",
        allowed: "public addresses: Azure sees the address that a request leaves its network with",
        fix: "give the address of the network's gateway, or let a subnet in",
      }),
    ]);
  });
});
