/** A subnet as a network's list declares it, before it belongs to a network. */
export interface SubnetDeclaration {
  /** Name in Azure. */
  readonly name: string;
  /** IPv4 range in CIDR notation; left out for a subnet that exists. */
  readonly range?: string;
}

/** A reference to a subnet. Take it from {@link Network.subnets}; it cannot name an undeclared one. */
export interface Subnet extends SubnetDeclaration {
  /** Name of the network that holds the subnet. */
  readonly network: string;
}

type Subnets<Declared> = { readonly [Key in keyof Declared]: Subnet };

/** A virtual network that the environment creates. */
export interface NewNetwork<Declared = Readonly<Record<string, SubnetDeclaration>>> {
  readonly origin: "new";
  readonly name: string;
  /** IPv4 ranges in CIDR notation. */
  readonly ranges: readonly string[];
  readonly subnets: Subnets<Declared>;
}

/** A virtual network that exists already, in the environment's subscription. */
export interface ExistingNetwork<Declared = Readonly<Record<string, SubnetDeclaration>>> {
  readonly origin: "existing";
  readonly name: string;
  readonly resourceGroup: string;
  readonly subnets: Subnets<Declared>;
}

/** A virtual network that nodes and private endpoints live in. */
export type Network = NewNetwork | ExistingNetwork;

/**
 * Describes a virtual network that the environment creates. Every subnet gets the service endpoint of Key Vault, so that
 * a restricted vault can let it in.
 *
 * @param props.ranges IPv4 ranges of the network in CIDR notation, at least one
 * @param props.subnets for each subnet its name in Azure and its range
 */
export function newNetwork<const Declared extends Readonly<Record<string, Required<SubnetDeclaration>>>>(props: {
  readonly name: string;
  readonly ranges: readonly string[];
  readonly subnets: Declared;
}): NewNetwork<Declared> {
  return { ...props, origin: "new", subnets: bound(props.name, props.subnets) };
}

/**
 * Describes a virtual network that exists already, in the environment's subscription; its subnets are read, and left
 * alone.
 *
 * @param props.subnets for each subnet its name in Azure. A subnet that a restricted vault lets in needs the service
 *   endpoint `Microsoft.KeyVault`
 */
export function existingNetwork<const Declared extends Readonly<Record<string, string>>>(props: {
  readonly name: string;
  readonly resourceGroup: string;
  readonly subnets: Declared;
}): ExistingNetwork<Declared> {
  const named = Object.entries(props.subnets ?? {}).map(([key, name]) => [key, { name }] as const);
  return { ...props, origin: "existing", subnets: bound(props.name, Object.fromEntries(named)) };
}

function bound<Declared>(network: string, subnets: Readonly<Record<string, SubnetDeclaration>>): Subnets<Declared> {
  const entries = Object.entries(subnets ?? {}).map(([key, subnet]) => [key, { ...subnet, network }]);
  return Object.fromEntries(entries) as Subnets<Declared>;
}

/** A private DNS zone that exists already, in the environment's subscription. */
export interface ExistingDnsZone {
  readonly origin: "existing";
  readonly resourceGroup: string;
  /** Whether the networks of nodes and private endpoints are linked to the zone already. */
  readonly linked: boolean;
}

/**
 * Describes the private DNS zone for vaults, `privatelink.vaultcore.azure.net`, where it exists already.
 *
 * @param props.linked whether the networks are linked to it by somebody else; otherwise the environment links them.
 *   Default: false
 */
export function existingDnsZone(props: { readonly resourceGroup: string; readonly linked?: boolean }): ExistingDnsZone {
  return { origin: "existing", resourceGroup: props.resourceGroup, linked: props.linked ?? false };
}
