import { isDeepStrictEqual } from "node:util";
import type { Environment } from "../environment.js";
import type { KeyVault } from "../key-vault.js";
import type { ExistingDnsZone, Subnet } from "../network.js";
import { problem, quote, within } from "../problem.js";
import type { Problems } from "./checks.js";

/**
 * Checks that the nodes of a new cluster reach every vault of the environment that keeps others out, and by one name: it
 * is they who ask, not the pods. Where the nodes of an existing cluster are is not known here.
 */
export function* checkReach(environment: Environment): Problems {
  yield* checkZones(environment);
  const { name, cluster, vaults } = environment;
  if (cluster.origin === "existing") {
    return;
  }
  const { systemPool, pools } = cluster;
  const nodes = [systemPool.subnet, ...pools.map((pool) => pool.subnet ?? systemPool.subnet)];
  for (const [index, vault] of vaults.entries()) {
    const outside = nodes.filter((subnet) => !reaches(subnet, vault));
    const [shut] = outside;
    if (outside.length > 0) {
      yield problem({
        rule: "require-network",
        message:
          shut === undefined
            ? `vault ${quote(vault.name)} cannot be reached by the nodes, which are in a network that AKS makes`
            : `vault ${quote(vault.name)} does not let in subnet ${quote(shut.name)}, where nodes are`,
        at: within(name, `vaults[${index}] ${vault.name}`, "network"),
        allowed:
          "a way for every node: its subnet, the address that its requests come from, or a network with the private endpoint",
        fix:
          shut === undefined
            ? "give the system pool a subnet of a network that the environment lists"
            : "name the subnet in subnets, or the outbound address of the nodes in ranges",
      });
    }
  }
}

/** Whether nodes in a subnet, or in a network that AKS makes, can reach a vault; as far as the description tells. */
function reaches(subnet: Subnet | undefined, vault: KeyVault): boolean {
  if (vault.origin === "existing" || vault.network.access === "public") {
    return true;
  }
  if (vault.network.access === "private") {
    return subnet !== undefined;
  }
  const { ranges = [], subnets = [] } = vault.network;
  if (ranges.length > 0 || subnets.length === 0) {
    return true; // an outbound address may be among the ranges; a vault that lets nobody in is told elsewhere
  }
  return subnets.some(({ network, name }) => network === subnet?.network && name === subnet.name);
}

/** A network is linked to one zone of a name. */
function* checkZones({ name, vaults }: Environment): Problems {
  const zones = vaults.flatMap((vault, index) =>
    vault.origin === "new" && vault.network.access === "private"
      ? [
          {
            vault,
            zone: vault.network.dnsZone,
            at: within(name, `vaults[${index}] ${vault.name}`, "network", "dnsZone"),
          },
        ]
      : [],
  );
  const [first] = zones;
  for (const { vault, zone, at } of zones) {
    if (first !== undefined && !isDeepStrictEqual(lowered(zone), lowered(first.zone))) {
      yield problem({
        rule: "unique-dns-zone",
        message: `vault ${quote(vault.name)} has its name in another zone than vault ${quote(first.vault.name)}`,
        at,
        allowed: "one zone for all private vaults: a network can be linked to one of that name",
        fix: "give both the same existingDnsZone(…), or neither any",
      });
    }
  }
}

function lowered(zone: ExistingDnsZone | undefined) {
  return zone && { ...zone, resourceGroup: zone.resourceGroup.toLowerCase() };
}
