import { DataAzurermSubnet } from "@cdktf/provider-azurerm/lib/data-azurerm-subnet/index.js";
import { DataAzurermVirtualNetwork } from "@cdktf/provider-azurerm/lib/data-azurerm-virtual-network/index.js";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network/index.js";
import { Construct } from "constructs";
import { type ResolvedEnvironment, terraformName } from "../model/index.js";
import { AzapiResource, azapiTypes } from "./azapi.js";

type Described = ResolvedEnvironment["networks"][number];

/** A reference to a subnet, as the description makes it. */
export type SubnetReference = Described["subnets"][string];

/**
 * Terraform's name for a subnet. Networks and subnets may both have underscores, so those of the network are doubled:
 * `a_b` with `c` and `a` with `b_c` stay two names.
 */
export function subnetLogicalId({ network, name }: SubnetReference): string {
  return terraformName(`${network.replaceAll("_", "__")}_${name}`);
}

/** Settings of {@link Networks}. */
export interface NetworksProps {
  readonly networks: readonly Described[];
  readonly location: string;
  readonly resourceGroupName: () => string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** The virtual networks of an environment, created or read. */
export class Networks extends Construct {
  /** ARM ids of the networks, by name. */
  readonly ids: ReadonlyMap<string, string>;
  private readonly subnetIds = new Map<string, string>();

  constructor(scope: Construct, id: string, props: NetworksProps) {
    super(scope, id);
    this.ids = new Map(
      props.networks.map((network) => [
        network.name,
        network.origin === "new" ? this.create(network, props) : this.read(network),
      ]),
    );
  }

  /** ARM id of a subnet. */
  subnetId({ network, name }: SubnetReference): string {
    const id = this.subnetIds.get(`${network}/${name}`);
    if (id === undefined) {
      throw new Error(`subnet ${JSON.stringify(name)} of network ${JSON.stringify(network)} is not listed`);
    }
    return id;
  }

  private create(network: Described & { readonly origin: "new" }, props: NetworksProps): string {
    const resource = new VirtualNetwork(this, network.name, {
      name: network.name,
      location: props.location,
      resourceGroupName: props.resourceGroupName(),
      addressSpace: [...network.ranges],
      tags: props.tags,
    });
    resource.overrideLogicalId(terraformName(network.name));
    for (const reference of Object.values(network.subnets)) {
      const { name, range } = reference;
      const subnet = new AzapiResource(this, `${network.name}:${name}`, {
        type: azapiTypes.subnet,
        name,
        parentId: resource.id,
        body: { properties: { addressPrefixes: [range], serviceEndpoints: [{ service: "Microsoft.KeyVault" }] } },
        // Azure writes one subnet of a network at a time.
        locks: [resource.id],
      });
      subnet.overrideLogicalId(`subnet_${subnetLogicalId(reference)}`);
      this.subnetIds.set(`${network.name}/${name}`, subnet.id);
    }
    return resource.id;
  }

  private read({ name, resourceGroup, subnets }: Described & { readonly origin: "existing" }): string {
    const network = new DataAzurermVirtualNetwork(this, name, { name, resourceGroupName: resourceGroup });
    network.overrideLogicalId(terraformName(name));
    for (const subnet of Object.values(subnets)) {
      const data = new DataAzurermSubnet(this, `${name}:${subnet.name}`, {
        name: subnet.name,
        virtualNetworkName: name,
        resourceGroupName: resourceGroup,
      });
      data.overrideLogicalId(subnetLogicalId(subnet));
      this.subnetIds.set(`${name}/${subnet.name}`, data.id);
    }
    return network.id;
  }
}
