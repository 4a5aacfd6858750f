import type { Environment } from "../environment.js";
import { contains, isRange, overlaps, prefixOf } from "../ipv4.js";
import * as limits from "../limits/index.js";
import type { Network, Subnet } from "../network.js";
import { problem, quote, suggest, within } from "../problem.js";
import { checkName, checkUnique, type Problems } from "./checks.js";
import { checkRange } from "./ranges.js";

/** Checks the networks that an environment lists, and that every reference to a subnet is to one of them. */
export function* checkNetworks(environment: Environment): Problems {
  const { name, networks = [] } = environment;
  for (const [index, network] of networks.entries()) {
    const at = within(name, `networks[${index}] ${network.name}`);
    yield* checkNetwork(network, at);
  }
  yield* checkUnique(
    networks,
    // Terraform's own names take no dots, so `a.b` and `a_b` would be one.
    (network) => network.name.toLowerCase().replaceAll(".", "_"),
    (again) =>
      problem({
        rule: "unique-network-name",
        message: `network name ${quote(again.name)} is used twice`,
        at: within(name, "networks"),
        allowed: "each network once, in any case of letters, dots and underscores alike",
        fix: "list the network once, with all its subnets",
      }),
  );
  for (const { subnet, at } of referencesIn(environment)) {
    yield* checkReference(subnet, networks, at);
  }
}

function* checkNetwork(network: Network, at: string): Problems {
  yield* checkName("valid-network", "network name", network.name, within(at, "name"), limits.networkName);
  const subnets = Object.entries(network.subnets);
  for (const [key, { name }] of subnets) {
    yield* checkName("valid-network", "subnet name", name, within(at, `subnets.${key}`), limits.subnetName);
  }
  yield* checkUnique(
    subnets,
    ([, { name }]) => name.toLowerCase().replaceAll(".", "_"),
    ([key, again], [first]) =>
      problem({
        rule: "valid-network",
        message: `subnet name ${quote(again.name)} is also that of subnets.${first}`,
        at: within(at, `subnets.${key}`),
        allowed: "each subnet of a network once, in any case of letters, dots and underscores alike",
        fix: "list it once, or rename one of the two",
      }),
  );
  if (network.origin === "existing") {
    yield* checkName(
      "valid-resource-group-name",
      "resource group name",
      network.resourceGroup,
      within(at, "resourceGroup"),
      limits.resourceGroupName,
    );
    return;
  }
  yield* checkRanges(network, at);
}

function* checkRanges({ ranges, subnets }: Network & { readonly origin: "new" }, at: string): Problems {
  if (ranges.length === 0) {
    yield problem({
      rule: "valid-address-range",
      message: "the network has no range",
      at: within(at, "ranges"),
      allowed: "at least one range",
      fix: 'give it one, for example "10.20.0.0/16"',
    });
  }
  for (const [index, range] of ranges.entries()) {
    yield* checkRange("range", range, within(at, `ranges[${index}]`));
  }
  const placed = Object.entries(subnets).map(([key, { range = "" }]) => ({
    key,
    range,
    at: within(at, `subnets.${key}`),
  }));
  for (const [index, subnet] of placed.entries()) {
    yield* checkRange("range", subnet.range, subnet.at);
    if (!isRange(subnet.range)) {
      continue;
    }
    if (prefixOf(subnet.range) > 29) {
      yield problem({
        rule: "valid-address-range",
        message: `range ${quote(subnet.range)} is too narrow for a subnet`,
        at: subnet.at,
        allowed: "/29 or wider: Azure keeps five addresses of each subnet",
        fix: "widen it",
      });
    }
    if (ranges.every(isRange) && !ranges.some((range) => contains(range, subnet.range))) {
      yield problem({
        rule: "valid-address-range",
        message: `range ${quote(subnet.range)} is not in the network`,
        at: subnet.at,
        allowed: `a part of ${ranges.join(", ")}`,
        fix: "move it, or give the network a range that holds it",
      });
    }
    const clash = placed.slice(0, index).find((other) => isRange(other.range) && overlaps(other.range, subnet.range));
    if (clash !== undefined) {
      yield problem({
        rule: "valid-address-range",
        message: `range ${quote(subnet.range)} overlaps with that of subnets.${clash.key}, ${quote(clash.range)}`,
        at: subnet.at,
        allowed: "subnets that share no address",
        fix: "move one of them",
      });
    }
  }
}

/** Every subnet that the cluster or a vault refers to. */
function* referencesIn({ name, cluster, vaults }: Environment): Iterable<{ subnet: Subnet; at: string }> {
  if (cluster.origin === "new") {
    const places = [
      [cluster.systemPool.subnet, "systemPool › subnet"],
      [cluster.network.podSubnet, "network › podSubnet"],
      ...cluster.pools.map((pool, index) => [pool.subnet, `pools[${index}] ${pool.name} › subnet`] as const),
    ] as const;
    for (const [subnet, place] of places) {
      if (subnet) {
        yield { subnet, at: within(name, "cluster", place) };
      }
    }
  }
  for (const [index, vault] of vaults.entries()) {
    if (vault.origin === "new" && vault.network.access !== "public") {
      const at = within(name, `vaults[${index}] ${vault.name}`, "network");
      const subnets = vault.network.access === "private" ? [vault.network.subnet] : (vault.network.subnets ?? []);
      for (const subnet of subnets) {
        yield { subnet, at };
      }
    }
  }
}

function* checkReference(subnet: Subnet, networks: readonly Network[], at: string): Problems {
  const network = networks.find(({ name }) => name === subnet.network);
  if (network === undefined) {
    yield problem({
      rule: "match-subnet",
      message: `subnet ${quote(subnet.name)} is in network ${quote(subnet.network)}, which the environment does not list`,
      at,
      allowed: "a subnet of a network in networks",
      fix:
        suggest(
          subnet.network,
          networks.map(({ name }) => name),
        ) || "list the network in networks",
    });
  } else if (!Object.values(network.subnets).some(({ name }) => name === subnet.name)) {
    yield problem({
      rule: "match-subnet",
      message: `network ${quote(network.name)} declares no subnet ${quote(subnet.name)}`,
      at,
      allowed: "a subnet that its network declares",
      fix:
        suggest(
          subnet.name,
          Object.values(network.subnets).map(({ name }) => name),
        ) || "declare it",
    });
  }
}
