import { groupBy } from "../../../shared/index.js";
import type { Vault } from "../../azure/types.js";
import type { Step } from "../../reading/document.js";
import { blocksIn } from "../../terraform/blocks.js";
import type { Resource } from "../../terraform/resource.js";
import type { Value } from "../../terraform/value.js";
import type { World } from "../../world.js";
import { nodePools } from "../limits/node-pools.js";

/** A private endpoint of a vault. */
export interface Endpoint {
  readonly resource: Resource;
  /** The vault that it leads to, or was meant to. */
  readonly vaultId: string | undefined;
  readonly subresources: readonly Value[];
  /** Zones that its address is written into, as far as they are among the artefacts. */
  readonly zoneIds: readonly Value[];
}

/** The private endpoints that have to do with vaults. */
export function endpointsIn({ azure }: World): readonly Endpoint[] {
  return azure.ofType("azurerm_private_endpoint").flatMap((resource) => {
    const target = azure.valueOf(resource, CONNECTION, 0, "private_connection_resource_id");
    const subresources = valuesAt(azure, resource, CONNECTION, 0, "subresource_names");
    const [reference] = target?.references ?? [];
    const type = azure.resourceOf(target)?.type ?? reference?.resource.type;
    const ofVault = type === "azurerm_key_vault" || /\/microsoft\.keyvault\/vaults\//i.test(target?.text ?? "");
    return ofVault || subresources.some(({ text }) => text.toLowerCase() === "vault")
      ? [
          {
            resource,
            vaultId:
              azure.resourceOf(target)?.id ?? (type === "azurerm_key_vault" ? reference?.resource.id : undefined),
            subresources,
            zoneIds: valuesAt(azure, resource, "private_dns_zone_group", 0, "private_dns_zone_ids"),
          },
        ]
      : [];
  });
}

/** Block of a private endpoint that says what it leads to. */
export const CONNECTION = "private_service_connection";

/** The private endpoints of each vault, by its id. */
export function endpointsByVault(world: World): ReadonlyMap<string | undefined, readonly Endpoint[]> {
  return groupBy(endpointsIn(world), ({ vaultId }) => vaultId);
}

/** Where the nodes of a pool are. */
export interface PoolNetwork {
  readonly resource: Resource;
  /** Path of the subnet in the resource. */
  readonly at: readonly Step[];
  /** Undefined where AKS makes the network. */
  readonly subnet: Value | undefined;
}

/** The networks of the node pools that are made here. */
export function poolNetworksIn({ azure }: World): readonly PoolNetwork[] {
  return nodePools(azure)
    .filter(({ resource }) => !resource.existing)
    .map(({ resource, at, setting }) => ({ resource, at: [...at, SUBNET], subnet: setting(SUBNET) }));
}

const SUBNET = "vnet_subnet_id";

/** What tells a virtual network from others: its resource group and name; undefined where that is not known. */
export function networkOfSubnet({ azure }: World, subnet: Value): string | undefined {
  const resource = azure.resourceOf(subnet);
  const name = resource && azure.valueOf(resource, "virtual_network_name");
  if (resource !== undefined && name !== undefined) {
    return keyOf(azure.valueOf(resource, "resource_group_name"), name);
  }
  return keyIn(subnet.text);
}

/** The same for the id of a network. */
export function networkOf({ azure }: World, id: Value): string | undefined {
  const resource = azure.resourceOf(id);
  const name = resource && azure.valueOf(resource, "name");
  return resource === undefined || name === undefined
    ? keyIn(id.text)
    : keyOf(azure.valueOf(resource, "resource_group_name"), name);
}

function keyOf(group: Value | undefined, name: Value): string {
  return `${group?.text ?? ""}/${name.text}`.toLowerCase();
}

function keyIn(id: string): string | undefined {
  const parts = id.toLowerCase().split("/");
  const group = parts.indexOf("resourcegroups");
  const network = parts.indexOf("virtualnetworks");
  return group === -1 || network === -1 ? undefined : `${parts[group + 1]}/${parts[network + 1]}`;
}

/** The values of a list; none where an expression stands for the whole of it, which would go on for ever. */
export function valuesAt(
  azure: World["azure"],
  resource: Resource,
  ...path: readonly (string | number)[]
): readonly Value[] {
  const values: Value[] = [];
  if (azure.valueOf(resource, ...path) !== undefined) {
    return values;
  }
  for (let index = 0; ; index += 1) {
    const value = azure.valueOf(resource, ...path, index);
    if (value === undefined) {
      return values;
    }
    values.push(value);
  }
}

/** Whether a value is the id of a subnet, as far as can be told. */
export function isSubnet(azure: World["azure"], value: Value): boolean {
  const [reference] = value.references;
  const isId = azure.resourceOf(value)?.type === "azurerm_subnet" || /\/subnets\/[^/]+$/i.test(value.text);
  const isOther = ["azurerm_subnet", "azurerm_virtual_network"].includes(reference?.resource.type ?? "");
  return isId || !(value.known || isOther);
}

/** Service endpoint that carries requests of a subnet to vaults. */
export const VAULT_ENDPOINT = "Microsoft.KeyVault";

/** The subnet that a value is the id of, where it is made here with service endpoints, and none of them leads to vaults. */
export function subnetWithoutEndpoint(azure: World["azure"], subnet: Value): Resource | undefined {
  const resource = azure.resourceOf(subnet);
  if (resource === undefined || resource.type !== "azurerm_subnet" || resource.existing) {
    return undefined;
  }
  const blocks = blocksIn(resource.attributes, "service_endpoint");
  const services = [
    ...valuesAt(azure, resource, "service_endpoints"),
    ...blocks.flatMap((_, index) => azure.valueOf(resource, "service_endpoint", index, "service") ?? []),
  ];
  const isSure = services.length > 0 && services.every(({ known }) => known);
  return isSure && services.every(({ text }) => !text.startsWith(VAULT_ENDPOINT)) ? resource : undefined;
}

/** Whether two ids are the same thing; Azure does not tell case apart. */
export function sameId(one: Value, other: Value): boolean {
  return one.text.toLowerCase() === other.text.toLowerCase();
}

/** The vaults that classes read, by their ids. */
export function readVaults(world: World): ReadonlyMap<string, Vault> {
  const names = new Set(world.kubernetes.classes.map((one) => one.parameter("keyvaultName")?.toLowerCase() ?? ""));
  return new Map([...names].flatMap((name) => world.azure.vaultNamed(name) ?? []).map((vault) => [vault.id, vault]));
}
