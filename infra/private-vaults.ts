import { DataAzurermPrivateDnsZone } from "@cdktf/provider-azurerm/lib/data-azurerm-private-dns-zone/index.js";
import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone/index.js";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type ResolvedVault, terraformName } from "../model/index.js";
import { AzapiResource, azapiTypes } from "./azapi.js";
import type { Networks } from "./network.js";

type PrivateNetwork = Extract<(ResolvedVault & { readonly origin: "new" })["network"], { readonly access: "private" }>;
type ExistingZone = NonNullable<PrivateNetwork["dnsZone"]>;

/** Settings of {@link PrivateVaults}. */
export interface PrivateVaultsProps {
  /** Zone in which the names of vaults resolve to private addresses. */
  readonly zoneName: string;
  readonly networks: Networks;
  readonly location: string;
  readonly resourceGroupName: () => string;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The private ways to vaults: an endpoint for each, and the zone that makes their names resolve to it, linked to every
 * network of the environment. Nodes without that link resolve the public address and are refused.
 */
export class PrivateVaults extends Construct {
  private readonly props: PrivateVaultsProps;
  private zone?: { readonly id: string; readonly links: readonly ITerraformDependable[] };

  constructor(scope: Construct, id: string, props: PrivateVaultsProps) {
    super(scope, id);
    this.props = props;
  }

  /** Gives a vault its endpoint; returns what stands before the vault can be reached from its networks. */
  connect(vault: string, vaultId: string, { subnet, dnsZone }: PrivateNetwork): ITerraformDependable[] {
    const { networks, location, resourceGroupName, tags } = this.props;
    this.zone ??= this.addZone(dnsZone);
    const zone = this.zone;
    const endpoint = new PrivateEndpoint(this, vault, {
      name: `${vault}-endpoint`,
      location,
      resourceGroupName: resourceGroupName(),
      subnetId: networks.subnetId(subnet),
      privateServiceConnection: {
        name: `${vault}-endpoint`,
        isManualConnection: false,
        privateConnectionResourceId: vaultId,
        subresourceNames: ["vault"],
      },
      privateDnsZoneGroup: { name: "vault", privateDnsZoneIds: [zone.id] },
      tags,
    });
    endpoint.overrideLogicalId(terraformName(vault));
    return [endpoint, ...zone.links];
  }

  /** The one zone of the environment; every private vault describes the same. */
  private addZone(described: ExistingZone | undefined) {
    const { zoneName, resourceGroupName, tags } = this.props;
    const zone =
      described === undefined
        ? new PrivateDnsZone(this, "zone:", { name: zoneName, resourceGroupName: resourceGroupName(), tags })
        : new DataAzurermPrivateDnsZone(this, "zone:", { name: zoneName, resourceGroupName: described.resourceGroup });
    zone.overrideLogicalId("vaults");
    const { id } = zone;
    return { id, links: described?.linked ? [] : this.link(id) };
  }

  private link(zoneId: string): readonly ITerraformDependable[] {
    return [...this.props.networks.ids].map(([name, virtualNetwork]) => {
      const link = new AzapiResource(this, `link:${name}`, {
        type: azapiTypes.dnsZoneLink,
        name,
        parentId: zoneId,
        location: "global",
        body: { properties: { registrationEnabled: false, virtualNetwork: { id: virtualNetwork } } },
      });
      link.overrideLogicalId(`link_vaults_${terraformName(name)}`);
      return link;
    });
  }
}
