import { clusterId, groupId } from "../../azure-ids.js";
import { teamStateKey } from "../../naming.js";
import { quote, within } from "../../problem.js";
import type { ResolvedEnvironment } from "../../resolve.js";
import type { ResolvedVault } from "../../resolve-vaults.js";
import type { Claim } from "./claim.js";

/** Names and settings that Azure gives to one owner. */
export function* claimsInAzure(environment: ResolvedEnvironment): Iterable<Claim> {
  const { name, cluster, networks, resourceGroup, vaults } = environment;
  const group = groupId(environment);
  yield* statesOf(environment);
  if (createsGroup(environment)) {
    yield {
      id: `group ${group}`,
      rule: "unique-resource-group",
      message: `resource group ${quote(resourceGroup.name)} is also created by`,
      at: within(name, "resourceGroup"),
      allowed: "one creator for a resource group of a subscription",
      fix: "rename it, or describe it here with existingResourceGroup(…)",
    };
  }
  if (cluster.origin === "new") {
    yield {
      id: `cluster ${clusterId(environment)}`,
      rule: "unique-cluster-name",
      message: `cluster name ${quote(cluster.name)} is also created by`,
      at: within(name, "cluster", "name"),
      allowed: "one cluster of a name in a resource group",
      fix: "rename it, or describe it here with existingCluster(…)",
    };
  }
  for (const vault of vaults) {
    yield* claimsOfVault(vault, within(name, "vaults"));
  }
  for (const network of networks.filter(({ origin }) => origin === "new")) {
    yield {
      id: `network ${group}/${network.name}`.toLowerCase(),
      rule: "unique-network-name",
      message: `network name ${quote(network.name)} is also created by`,
      at: within(name, "networks"),
      allowed: "one network of a name in a resource group",
      fix: "rename it, or describe it here with existingNetwork(…)",
    };
  }
  yield* zonesOf(environment);
  for (const resource of monitoringOf(environment)) {
    yield {
      id: `${resource} in ${group}`.toLowerCase(),
      rule: "unique-monitoring-name",
      message: `${resource} is also created by`,
      at: within(name, "monitoring"),
      allowed: "one workspace and one action group of a name in a resource group",
      fix: "rename it, or describe it here as existing",
    };
  }
}

function* statesOf({ name, stacks, state }: ResolvedEnvironment): Iterable<Claim> {
  if (state === undefined) {
    return;
  }
  for (const { team } of stacks) {
    const key = team === undefined ? state.key : teamStateKey(state.key, team);
    const blob = `${state.storageAccount}/${state.container}/${key}`;
    yield {
      id: `state ${blob}`,
      rule: "unique-state",
      message: `the state ${quote(blob)} is also that of`,
      at: within(name, "state"),
      allowed: "a state of its own: Terraform would destroy what the other environment has",
      fix: "give it another key, or leave the key out",
    };
  }
}

function* claimsOfVault(
  { name, origin, writer, seeds, keys, certificates }: ResolvedVault,
  at: string,
): Iterable<Claim> {
  if (origin === "new") {
    yield {
      id: `vault ${name.toLowerCase()}`,
      rule: "unique-vault-name",
      message: `vault name ${quote(name)} is also created by`,
      at,
      allowed: "one vault of a name in the whole of Azure",
      fix: "rename it, or describe it here with existingKeyVault(…)",
    };
  }
  if (writer !== undefined) {
    const principal = writer.principal === "deployer" ? writer.principal : writer.principal.objectId;
    yield {
      id: `writer ${name}/${principal}`.toLowerCase(),
      rule: "unique-seed",
      message: `the right of ${quote(principal)} to write objects in vault ${quote(name)} is also granted by`,
      at,
      allowed: "one environment that grants a writer the right to a vault",
      fix: "write objectsWriter: false in one of them",
    };
  }
  for (const [kind, made] of [
    ["secret", seeds],
    ["key", keys],
    ["certificate", certificates],
  ] as const) {
    for (const { object } of made) {
      yield {
        id: `${kind} ${name}/${object}`.toLowerCase(),
        rule: "unique-seed",
        message: `${kind} ${quote(object)} in vault ${quote(name)} is also made by`,
        at,
        allowed: "one environment that makes an object",
        fix: "make it in one of them, and only declare it in the other",
      };
    }
  }
}

/** The zone of private vaults, and its links to networks. */
function* zonesOf(environment: ResolvedEnvironment): Iterable<Claim> {
  const { name, networks, subscriptionId, vaults } = environment;
  for (const vault of vaults) {
    if (vault.origin === "existing" || vault.network.access !== "private") {
      continue;
    }
    const { dnsZone } = vault.network;
    const common = {
      rule: "unique-dns-zone" as const,
      at: within(name, "vaults"),
      allowed: "one zone of vaults in a resource group, and one link of it to a network",
      fix: "describe it here with existingDnsZone({ …, linked: true })",
    };
    const zone =
      dnsZone === undefined ? groupId(environment) : `${subscriptionId}/${dnsZone.resourceGroup}`.toLowerCase();
    if (dnsZone === undefined) {
      yield { ...common, id: `zone ${zone}`, message: "the private DNS zone of vaults is also created by" };
    }
    for (const network of dnsZone?.linked ? [] : networks) {
      const group = network.origin === "new" ? groupId(environment) : `${subscriptionId}/${network.resourceGroup}`;
      yield {
        ...common,
        id: `link ${zone} ${group}/${network.name}`.toLowerCase(),
        message: `network ${quote(network.name)} is also linked to the private DNS zone of vaults by`,
      };
    }
  }
}

/** What monitoring creates, as the beginning of a sentence. */
function monitoringOf({ monitoring }: ResolvedEnvironment): readonly string[] {
  return monitoring === undefined
    ? []
    : [
        ...(monitoring.workspace.origin === "new" ? [`workspace ${quote(monitoring.workspace.name)}`] : []),
        ...(monitoring.actionGroup.origin === "new" ? [`action group ${quote(monitoring.actionGroup.name)}`] : []),
      ];
}

/** Whether the stack creates the group: it comes with the first resource that goes into it. */
export function createsGroup(environment: ResolvedEnvironment): boolean {
  const { resourceGroup, cluster, networks, vaults, identities, monitoring } = environment;
  return (
    resourceGroup.origin === "new" &&
    (cluster.origin === "new" ||
      monitoring !== undefined ||
      networks.some(({ origin }) => origin === "new") ||
      vaults.some(({ origin }) => origin === "new") ||
      identities.some(({ kind }) => kind === "managed-identity"))
  );
}
