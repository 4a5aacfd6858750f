import { groupBy, listed } from "../../../shared/index.js";
import { textIn } from "../../reading/json.js";
import { broken, type Fault, type Undecided, undecided } from "../../rule.js";
import type { Resource } from "../../terraform/resource.js";
import type { Value } from "../../terraform/value.js";
import type { World } from "../../world.js";
import { networkOf, networkOfSubnet, poolNetworksIn, valuesAt } from "./network.js";

/** A link of a private DNS zone to a virtual network. */
interface ZoneLink {
  readonly resource: Resource;
  /** Id of the zone among the artefacts. */
  readonly zone: string | undefined;
  readonly at: readonly string[];
  readonly networkId: Value | undefined;
  /** Whether nobody can read what it is linked to. */
  readonly open: boolean;
}

/** Says whether the nodes see what private DNS zones say. */
export class PrivateZones {
  private readonly world: World;
  private readonly links: ReadonlyMap<string | undefined, readonly ZoneLink[]>;
  /** Networks of the nodes, and whether all are known. */
  private readonly networks: ReadonlySet<string | undefined>;
  private readonly judged = new Set<string>();

  constructor(world: World) {
    this.world = world;
    this.links = groupBy(linksIn(world), ({ zone }) => zone);
    this.networks = new Set(poolNetworksIn(world).map(({ subnet }) => subnet && networkOfSubnet(world, subnet)));
  }

  /** What is wrong with the links of a zone; each zone is judged once. */
  *linkFaults(zone: Resource): Iterable<Fault | Undecided> {
    if (this.judged.has(zone.id)) {
      return;
    }
    this.judged.add(zone.id);
    const links = this.links.get(zone.id) ?? [];
    const linked = links.map(({ networkId }) => networkId && networkOf(this.world, networkId));
    const missing = [...this.networks].filter((network) => !linked.includes(network));
    const [network] = missing;
    const needs = "the cluster with the subnets of its node pools, and every link of the zone";
    if (this.networks.size === 0 || this.networks.has(undefined)) {
      yield undecided({ on: zone, message: `whether the nodes see ${zone.id}: their network is not known`, needs });
    } else if (
      network !== undefined &&
      (zone.existing || links.some(({ open }) => open) || this.resolvesElsewhere(network))
    ) {
      yield undecided({ on: zone, message: `whether the nodes in ${network} see ${zone.id}`, needs });
    } else if (network !== undefined) {
      const [other] = links;
      yield broken({
        on: other?.resource ?? zone,
        ...(other === undefined ? {} : { at: other.at }),
        message: `${zone.id} is not linked to ${network}, the network of the nodes`,
        ...(other?.networkId === undefined ? {} : { got: other.networkId.text }),
        allowed: `a link to ${listed([...this.networks].flatMap((one) => one ?? []))}`,
        fix: "link the zone to the network that the nodes are in, or to the one of their DNS servers",
        shows:
          "FailedMount: … ForbiddenByConnection: the nodes resolve the public address of the vault; or lookup …: no such host",
        also: [zone],
      });
    }
  }

  /** Whether a network asks DNS servers of its own, which may see the zone from theirs. */
  private resolvesElsewhere(network: string): boolean {
    const { azure } = this.world;
    return azure.ofType("azurerm_virtual_network").some((resource) => {
      const id = azure.valueOf(resource, "name");
      const group = azure.valueOf(resource, "resource_group_name");
      const same = `${group?.text ?? ""}/${id?.text ?? ""}`.toLowerCase() === network;
      return same && valuesAt(azure, resource, "dns_servers").length > 0;
    });
  }
}

function linksIn({ azure }: World): readonly ZoneLink[] {
  const zones = azure.ofType("azurerm_private_dns_zone");
  const byName = new Map(zones.map((zone) => [azure.valueOf(zone, "name")?.text.toLowerCase(), zone.id]));
  const own = azure.ofType("azurerm_private_dns_zone_virtual_network_link").map((resource) => ({
    resource,
    zone:
      azure.resourceOf(azure.valueOf(resource, "private_dns_zone_id"))?.id ??
      byName.get(azure.valueOf(resource, "private_dns_zone_name")?.text.toLowerCase()),
    at: ["virtual_network_id"],
    networkId: azure.valueOf(resource, "virtual_network_id"),
    open: isOpen(azure.valueOf(resource, "virtual_network_id")),
  }));
  const generic = azure
    .ofType("azapi_resource")
    .filter((resource) => TYPE.test(azure.valueOf(resource, "type")?.text ?? ""))
    .map((resource) => ({
      resource,
      zone: azure.resourceOf(azure.valueOf(resource, "parent_id"))?.id,
      at: ["body", "properties", "virtualNetwork", "id"],
      networkId: azure.valueOf(resource, "body", "properties", "virtualNetwork", "id"),
      // A body in text, as jsonencode writes it, is not evaluated.
      open: textIn(resource.attributes, "body") !== undefined,
    }));
  return [...own, ...generic];
}

function isOpen(value: Value | undefined): boolean {
  return value !== undefined && value.opaque.length > 0;
}

const TYPE = /^microsoft\.network\/privatednszones\/virtualnetworklinks@/i;
