import { listed, quote } from "../../../shared/index.js";
import { CLOUDS } from "../../facts/clouds.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";
import type { World } from "../../world.js";
import { cloudOf } from "./clouds.js";
import { isWritten } from "./configuration.js";
import { CONNECTION, type Endpoint, endpointsIn, readVaults } from "./network.js";
import { PrivateZones } from "./private-zones.js";

/** Private DNS zones of vaults, that of the public cloud first. */
const ZONES = CLOUDS.flatMap(({ zone }) => zone ?? []);

/** An endpoint is of use where the nodes resolve the vault's name to its address, and only then. */
export const matchPrivateEndpoint = defineRule({
  id: "match-private-endpoint",
  severity: "error",
  summary: "Each private endpoint of a vault leads to it, under its name, in the network of the nodes.",
  link: "vault",
  needs: ["azure"],
  *check(world) {
    const zones = new PrivateZones(world);
    const read = readVaults(world);
    for (const endpoint of endpointsIn(world)) {
      if (endpoint.resource.existing) {
        continue;
      }
      yield* connectionOf(world, endpoint);
      yield* namesOf(world, endpoint, zones, read.has(endpoint.vaultId ?? ""));
    }
  },
});

function* connectionOf({ azure }: World, { resource, subresources }: Endpoint): Iterable<Fault> {
  const target = azure.valueOf(resource, CONNECTION, 0, "private_connection_resource_id");
  const [reference] = target?.references ?? [];
  if (azure.resourceOf(target) === undefined && target !== undefined && reference !== undefined) {
    const isVault = reference.resource.type === "azurerm_key_vault";
    yield broken({
      on: resource,
      at: [CONNECTION, "private_connection_resource_id"],
      message: `${resource.id} leads to ${isVault ? `${reference.attribute} of ` : ""}${reference.resource.id}, which is not the id of a vault`,
      got: target.text,
      allowed: "the id of a vault",
      fix: isVault ? `write ${quote(`\${${reference.resource.address}.id}`)}` : "write the id of the vault",
      shows: "terraform plan: parsing …: the ID is not a resource id; or no endpoint for the vault",
    });
  }
  const subnet = azure.valueOf(resource, "subnet_id");
  const [place] = subnet?.references ?? [];
  if (
    (subnet === undefined && isWritten(resource)) ||
    (place?.resource.type === "azurerm_subnet" && place.attribute !== "id")
  ) {
    yield broken({
      on: resource,
      at: ["subnet_id"],
      message: `${resource.id} is in no subnet`,
      ...(subnet === undefined ? {} : { got: subnet.text }),
      allowed: "the id of a subnet",
      fix: place === undefined ? "write the id of a subnet" : `write ${quote(`\${${place.resource.address}.id}`)}`,
      shows: "terraform plan: Missing required argument, or: the ID is no subnet's",
    });
  }
  const names = subresources.map(({ text }) => text);
  // Azure takes it in any case.
  const isOpen =
    subresources.some(({ known }) => !known) ||
    azure.valueOf(resource, CONNECTION, 0, "subresource_names")?.known === false;
  if (!isOpen && (names.length !== 1 || names[0]?.toLowerCase() !== "vault")) {
    yield broken({
      on: resource,
      at: [CONNECTION, "subresource_names"],
      message: `${resource.id} is for ${names.length === 0 ? "no part" : listed(names)} of the vault`,
      got: quote(names),
      allowed: '["vault"]',
      fix: 'write ["vault"]',
      shows: "terraform apply: PrivateEndpointInvalidGroupId, or MissingParameter: groupIds",
    });
  }
  const manual = azure.valueOf(resource, CONNECTION, 0, "is_manual_connection");
  if (manual?.known && manual.text === "true") {
    yield broken({
      on: resource,
      at: [CONNECTION, "is_manual_connection"],
      severity: "warning",
      message: `${resource.id} waits until somebody approves it by hand`,
      got: "true",
      allowed: "false, where whoever applies may approve it",
      fix: "write false, or approve it before the pods start",
      shows: "FailedMount: … ForbiddenByConnection: … nor via an approved private link, until it is approved",
    });
  }
}

function* namesOf(
  world: World,
  { resource, zoneIds, vaultId }: Endpoint,
  zones: PrivateZones,
  isRead: boolean,
): Iterable<Fault | Undecided> {
  const written = world.azure.valueOf(resource, "private_dns_zone_group", 0, "private_dns_zone_ids");
  if (zoneIds.length === 0 && (!isWritten(resource) || written?.known === false)) {
    return;
  }
  if (zoneIds.length === 0) {
    yield broken({
      on: resource,
      at: ["private_dns_zone_group"],
      severity: "warning",
      message: `${resource.id} writes its address into no private DNS zone`,
      allowed: `a private_dns_zone_group with the zone ${ZONES[0]}`,
      fix: "add a private_dns_zone_group, unless a policy of the tenant does",
      shows: "FailedMount: … ForbiddenByConnection: the name leads to the vault's public address",
    });
    return;
  }
  const vault = world.azure.vaults.find(({ id }) => id === vaultId);
  const cloud = vault === undefined ? undefined : cloudOf(world, vault);
  for (const zoneId of zoneIds) {
    const zone = world.azure.resourceOf(zoneId);
    const name = zone === undefined ? undefined : world.azure.valueOf(zone, "name");
    const right = cloud === undefined ? ZONES : [cloud.zone ?? ""];
    if (zone === undefined) {
      const [reference] = zoneId.references;
      yield reference?.resource.type === "azurerm_private_dns_zone"
        ? broken({
            on: resource,
            at: ["private_dns_zone_group", "private_dns_zone_ids"],
            message: `${resource.id} names the zone by ${reference.attribute}`,
            got: zoneId.text,
            allowed: "the id of a private DNS zone",
            fix: `write ${quote(`\${${reference.resource.address}.id}`)}`,
          })
        : undecided({
            on: resource,
            at: ["private_dns_zone_group", "private_dns_zone_ids"],
            message: `whether the nodes see the zone of ${resource.id}: it is not among the artefacts`,
            needs: "the Terraform of the private DNS zone and its links",
          });
    } else if ((name === undefined && isWritten(zone)) || (name?.known && !right.includes(name.text.toLowerCase()))) {
      yield broken({
        on: zone,
        at: ["name"],
        message: `${zone.id}, which ${resource.id} writes its address into, is called ${quote(name?.text ?? "")}`,
        ...(name === undefined ? {} : { got: name.text }),
        allowed: listed(right),
        fix: `write ${quote(right[0])}`,
        shows:
          "FailedMount: … ForbiddenByConnection: the name of the vault leads to its public address, or no such host",
        also: [resource],
      });
    } else if (isRead) {
      yield* zones.linkFaults(zone);
    }
  }
}
