import { type ITerraformDependable, TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/*
 * Resources written straight against Azure's API, through the azapi provider: what azurerm does not know at all, or
 * spells in two ways that no range of versions shares. See docs/decisions/0011.
 */

/** Types of resource that are written through azapi, each with the version of the API. */
export const azapiTypes = {
  /** azurerm 4.x names the zone of a link by name, 5.x by id; neither knows the other's argument. */
  dnsZoneLink: "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01",
  /** azurerm 4.x lists `service_endpoints`, 5.x has `service_endpoint` blocks. */
  subnet: "Microsoft.Network/virtualNetworks/subnets@2024-05-01",
  /** Not in azurerm. */
  identityBinding: "Microsoft.ContainerService/managedClusters/identityBindings@2026-04-01",
  /** azurerm cannot send events to an alert. */
  eventSubscription: "Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15",
} as const;

/** Settings of {@link AzapiResource}. */
export interface AzapiResourceProps {
  readonly type: (typeof azapiTypes)[keyof typeof azapiTypes];
  readonly name: string;
  /** ARM id of the resource that this one belongs to. */
  readonly parentId: string;
  readonly location?: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** ARM ids of resources that are written by one at a time. */
  readonly locks?: readonly string[];
  readonly dependsOn?: ITerraformDependable[];
}

/** A resource of Azure's API, as `azapi_resource`. */
export class AzapiResource extends TerraformResource {
  private readonly props: AzapiResourceProps;

  constructor(scope: Construct, id: string, props: AzapiResourceProps) {
    super(scope, id, {
      terraformResourceType: "azapi_resource",
      terraformGeneratorMetadata: { providerName: "azapi" },
      dependsOn: props.dependsOn,
    });
    this.props = props;
  }

  /** ARM id; using it waits for the resource. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { type, name, parentId, location, body, locks } = this.props;
    return { type, name, parent_id: parentId, location, body, locks };
  }
}

/** Settings of {@link AzapiProvider}. */
export interface AzapiProviderProps {
  /** @default - the public cloud */
  readonly environment?: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
}

/** The azapi provider for one tenant and subscription. */
export class AzapiProvider extends TerraformProvider {
  private readonly props: AzapiProviderProps;

  constructor(scope: Construct, id: string, props: AzapiProviderProps) {
    super(scope, id, {
      terraformResourceType: "azapi",
      terraformProviderSource: "azure/azapi",
      terraformGeneratorMetadata: { providerName: "azapi" },
    });
    this.props = props;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { environment, tenantId, subscriptionId } = this.props;
    return { environment, tenant_id: tenantId, subscription_id: subscriptionId };
  }
}
