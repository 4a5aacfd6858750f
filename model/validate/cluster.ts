import type { ApiServerAccess, ClusterNetwork, ExistingCluster, NewCluster } from "../cluster.js";
import type { Environment } from "../environment.js";
import { contains, isRange, overlaps } from "../ipv4.js";
import * as limits from "../limits/index.js";
import type { Network } from "../network.js";
import { problem, quote, within } from "../problem.js";
import type { Workload } from "../workload.js";
import { checkGuid, checkName, type Problems } from "./checks.js";
import { checkPools } from "./node-pools.js";
import { checkPublicRanges, checkRange } from "./ranges.js";

/** Checks the cluster. */
export function* checkCluster({ name, cluster, networks = [], workloads }: Environment): Problems {
  const at = within(name, "cluster");
  yield* checkName("valid-cluster-name", "cluster name", cluster.name, within(at, "name"), limits.clusterName);

  if (cluster.origin === "existing") {
    const where = within(at, "resourceGroup");
    yield* checkName(
      "valid-resource-group-name",
      "resource group name",
      cluster.resourceGroup,
      where,
      limits.resourceGroupName,
    );
    yield* checkOwnDriver(cluster, workloads, at);
    return;
  }
  const { kubernetesVersion, dnsPrefix } = cluster;
  if (kubernetesVersion !== undefined) {
    yield* checkName(
      "valid-kubernetes-version",
      "Kubernetes version",
      kubernetesVersion,
      within(at, "kubernetesVersion"),
      limits.kubernetesVersion,
      "choose one of: az aks get-versions --location <region> -o table",
    );
  }
  yield* checkPools(cluster, at);
  yield* checkProfile(cluster, within(at, "network"));
  yield* checkOverlaps(cluster, networks, within(at, "network"));
  yield* checkApiServer(cluster.apiServer, within(at, "apiServer"));
  yield* checkSignIn(cluster, within(at, "entra"));
  yield* checkUpgrades(cluster, at);
  yield* checkAddOn(cluster, workloads.length, at);
  yield* checkBindings(cluster, workloads, at);
  if (dnsPrefix !== undefined) {
    yield* checkName("valid-dns-prefix", "DNS prefix", dnsPrefix, within(at, "dnsPrefix"), limits.dnsPrefix);
  }
}

/** What AKS does not combine. */
function* checkProfile({ network, pools, systemPool }: NewCluster, at: string): Problems {
  const { addressing, dataPlane, policy, podSubnet, podRange, serviceRange, dnsServiceIp, outbound } = network;
  const profile = (message: string, allowed: string, fix: string) =>
    problem({ rule: "valid-network-profile", message, at, allowed, fix });
  const windows = pools.find(({ os }) => os === "Windows");

  if (dataPlane === "cilium" && windows !== undefined) {
    yield profile(
      `the data plane is "cilium", but pool ${quote(windows.name)} is of Windows nodes`,
      "Windows nodes on the data plane azure",
      'set dataPlane: "azure", or leave Windows pools to another cluster',
    );
  }
  if ((policy === "cilium") !== (dataPlane === "cilium")) {
    yield profile(
      `the policy is ${quote(policy)} on the data plane ${quote(dataPlane)}`,
      "cilium for the data plane cilium; none, azure or calico for the data plane azure",
      "leave policy out",
    );
  }
  if (policy === "azure" && dataPlane === "azure" && windows !== undefined) {
    yield profile(
      `the policy is "azure", but pool ${quote(windows.name)} is of Windows nodes, where Azure has retired it`,
      "calico or none with Windows nodes",
      'set policy: "calico"',
    );
  }
  if (dataPlane === "cilium" && addressing === "flat" && podSubnet === undefined) {
    yield profile(
      'the data plane is "cilium" with flat addressing, but pods have no subnet',
      "a podSubnet of their own, or overlay addressing",
      "set podSubnet",
    );
  }
  if (podSubnet !== undefined && (addressing === "overlay" || systemPool.subnet === undefined)) {
    yield profile(
      "there is a podSubnet, but its addresses cannot be used",
      "a podSubnet with flat addressing and a subnet for the nodes",
      addressing === "overlay" ? 'set addressing: "flat", or leave podSubnet out' : "set systemPool.subnet",
    );
  }
  if (podRange !== undefined && addressing === "flat") {
    yield profile(
      "there is a podRange, but flat addressing takes pods' addresses from the network",
      "a podRange with overlay addressing",
      "leave podRange out",
    );
  }
  if ((outbound === "userDefinedRouting" || outbound === "userAssignedNATGateway") && systemPool.subnet === undefined) {
    yield profile(
      `outbound is ${quote(outbound)}, but the nodes are in a network that AKS makes`,
      "a subnet of yours, which has the route table or the NAT gateway",
      "set systemPool.subnet",
    );
  }
  if (outbound === "managedNATGateway" && systemPool.subnet !== undefined) {
    yield profile(
      'outbound is "managedNATGateway", but the nodes are in a network of yours',
      "a gateway that AKS manages in a network that AKS makes",
      'attach a NAT gateway to the subnet and write outbound: "userAssignedNATGateway"',
    );
  }
  if (systemPool.subnet === undefined && pools.some(({ subnet }) => subnet !== undefined)) {
    yield profile(
      "a pool has a subnet, but the system pool has none",
      "all pools in subnets of one network, or none",
      "set systemPool.subnet",
    );
  }
  const subnets = [systemPool, ...pools].map(({ subnet }) => subnet).concat(podSubnet);
  const networks = [...new Set(subnets.flatMap((subnet) => subnet?.network ?? []))];
  if (networks.length > 1) {
    yield profile(
      `nodes and pods are in the networks ${networks.map(quote).join(", ")}`,
      "all pools in subnets of one network, or none",
      "take all their subnets from one network",
    );
  }
  yield* checkServices({ podRange, serviceRange, dnsServiceIp }, at);
}

function* checkServices(
  { podRange, serviceRange, dnsServiceIp }: Pick<ClusterNetwork, "podRange" | "serviceRange" | "dnsServiceIp">,
  at: string,
): Problems {
  if (podRange !== undefined) {
    yield* checkRange("range", podRange, within(at, "podRange"));
  }
  if (serviceRange !== undefined) {
    yield* checkRange("range", serviceRange, within(at, "serviceRange"));
  }
  const together = (serviceRange === undefined) === (dnsServiceIp === undefined);
  const inside =
    serviceRange === undefined ||
    dnsServiceIp === undefined ||
    !isRange(serviceRange) ||
    (contains(serviceRange, `${dnsServiceIp}/32`) && !serviceRange.startsWith(`${dnsServiceIp}/`));
  if (!together || !inside) {
    yield problem({
      rule: "valid-network-profile",
      message: `serviceRange is ${quote(serviceRange)} and dnsServiceIp is ${quote(dnsServiceIp)}`,
      at,
      allowed: "both or neither; the address in the range, and not its first",
      fix: 'for example serviceRange: "10.100.0.0/16", dnsServiceIp: "10.100.0.10"',
    });
  }
}

/** Ranges of pods, services and the nodes' network share no address; where one is left out, AKS's own counts. */
function* checkOverlaps({ network, systemPool }: NewCluster, networks: readonly Network[], at: string): Problems {
  const around = networks.find(({ name }) => name === systemPool.subnet?.network);
  const ranges = [
    { what: "the range of services", range: network.serviceRange ?? limits.clusterRanges.services },
    ...(network.addressing === "overlay"
      ? [{ what: "the range of pods", range: network.podRange ?? limits.clusterRanges.pods }]
      : []),
    ...(around?.origin === "new"
      ? around.ranges.map((range) => ({ what: `a range of network ${quote(around.name)}`, range }))
      : []),
  ].filter(({ range }) => isRange(range));
  for (const [index, one] of ranges.entries()) {
    for (const other of ranges.slice(index + 1).filter(({ range }) => overlaps(one.range, range))) {
      yield problem({
        rule: "valid-network-profile",
        message: `${one.what}, ${quote(one.range)}, overlaps with ${other.what}, ${quote(other.range)}`,
        at,
        allowed: "ranges of services, pods and network that share no address",
        fix: "set serviceRange with dnsServiceIp, or podRange, to a range that is free",
      });
    }
  }
}

function* checkApiServer(apiServer: ApiServerAccess, at: string): Problems {
  if (apiServer.access === "private" && apiServer.dnsZone === "none" && !apiServer.publicName) {
    yield problem({
      rule: "valid-api-server",
      message: "the API server would have no name: no private zone, and none outside",
      at,
      allowed: 'a public name where dnsZone is "none": your DNS server has to find the address somewhere',
      fix: "leave publicName out",
    });
  }
  if (apiServer.access !== "ranges") {
    return;
  }
  if (apiServer.ranges.length === 0) {
    yield problem({
      rule: "valid-api-server",
      message: "there are no ranges, so Azure would let everybody in",
      at: within(at, "ranges"),
      allowed: "at least one range",
      fix: 'name the addresses that deploy, "0.0.0.0/32" for none, or write access: "public"',
    });
  }
  yield* checkPublicRanges(apiServer.ranges, within(at, "ranges"), limits.authorizedRanges);
}

function* checkSignIn({ entra }: NewCluster, at: string): Problems {
  if (entra === undefined) {
    return;
  }
  for (const [index, group] of entra.adminGroups.entries()) {
    const where = within(at, `adminGroups[${index}]`);
    yield* checkGuid("admin group", group, where, "az ad group show --group <name> --query id -o tsv");
  }
  if (entra.adminGroups.length === 0 && !entra.azureRbac && !entra.localAccounts) {
    yield problem({
      rule: "valid-api-server",
      message: "nobody could administer the cluster: no admin group, no Azure roles, no local accounts",
      at,
      allowed: "at least one way in",
      fix: "name a group in adminGroups",
    });
  }
}

function* checkUpgrades({ upgradeChannel, nodeUpgradeChannel, kubernetesVersion }: NewCluster, at: string): Problems {
  if (upgradeChannel === "node-image" && nodeUpgradeChannel !== "NodeImage") {
    yield problem({
      rule: "valid-kubernetes-version",
      message: `the upgrade channel is "node-image", but that of the nodes is ${quote(nodeUpgradeChannel)}`,
      at: within(at, "nodeUpgradeChannel"),
      allowed: "NodeImage for both",
      fix: 'set nodeUpgradeChannel: "NodeImage"',
    });
  }
  if (/^1\.\d+\.\d+$/.test(kubernetesVersion ?? "") && upgradeChannel !== "none" && upgradeChannel !== "node-image") {
    yield problem({
      rule: "valid-kubernetes-version",
      message: `the version is fixed to ${quote(kubernetesVersion)}, but channel ${quote(upgradeChannel)} moves it`,
      at: within(at, "kubernetesVersion"),
      allowed: 'a minor version such as "1.35" with an upgrade channel, or a full one with none',
      fix: `write ${quote(kubernetesVersion?.split(".").slice(0, 2).join("."))}, or set upgradeChannel: "none"`,
    });
  }
}

/** The add-on's identity comes with the add-on. */
function* checkOwnDriver({ keyVaultAddOn }: ExistingCluster, workloads: readonly Workload[], at: string): Problems {
  const reader = workloads.find(
    ({ identity }) => identity?.kind === "node-identity" && identity.source.from === "add-on",
  );
  if (!keyVaultAddOn && reader !== undefined) {
    yield problem({
      rule: "require-add-on",
      message: `workload ${quote(reader.name)} reads as the add-on's identity, and the cluster does without the add-on`,
      at: within(at, "keyVaultAddOn"),
      allowed: "an identity that the cluster has",
      fix: "give the workload another identity, or leave keyVaultAddOn out",
    });
  }
}

function* checkAddOn({ keyVaultAddOn, rotation }: NewCluster, workloads: number, at: string): Problems {
  if (!keyVaultAddOn && workloads > 0) {
    yield problem({
      rule: "require-add-on",
      message: `the Key Vault add-on is off, but ${workloads === 1 ? "a workload mounts" : `${workloads} workloads mount`} from vaults`,
      at: within(at, "keyVaultAddOn"),
      allowed: "the add-on on while workloads use it; AKS itself refuses to switch it off while provider classes exist",
      fix: "remove the workloads first, deploy both halves, then switch it off",
    });
  }
  if (rotation && !limits.isGoDuration(rotation.interval)) {
    yield problem({
      rule: "valid-rotation-interval",
      message: `rotation interval ${quote(rotation.interval)} is not valid`,
      at: within(at, "rotation", "interval"),
      allowed: limits.goDurationAllowed,
      fix: "write it with its unit, or set rotation to false",
    });
  }
}

/**
 * The add-on brings the provider that knows identity bindings from Kubernetes 1.36 on; older ones take no notice of them.
 *
 * @see https://learn.microsoft.com/azure/aks/supported-kubernetes-versions
 */
function* checkBindings({ kubernetesVersion }: NewCluster, workloads: readonly Workload[], at: string): Problems {
  const bound = workloads.find(
    ({ identity }) => identity?.kind === "managed-identity" && identity.trust === "identity-binding",
  );
  const minor = Number(kubernetesVersion?.split(".")[1]);
  if (bound !== undefined && minor < limits.identityBindingSince) {
    yield problem({
      rule: "valid-kubernetes-version",
      message: `Kubernetes ${quote(kubernetesVersion)} has a provider that knows no identity bindings, which ${quote(bound.name)} uses`,
      at: within(at, "kubernetesVersion"),
      allowed: `1.${limits.identityBindingSince} or later, where identities are bound`,
      fix: 'raise the version, or write trust: "federation"',
    });
  }
}
