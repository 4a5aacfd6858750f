import { EventgridSystemTopic } from "@cdktf/provider-azurerm/lib/eventgrid-system-topic/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { terraformName } from "../../model/index.js";
import { AzapiResource, azapiTypes } from "../azapi.js";
import type { MonitoredVault, MonitoringProps } from "./index.js";

/** Settings of {@link NearExpiry}. */
export interface NearExpiryProps extends MonitoringProps {
  readonly vault: MonitoredVault;
  readonly actionGroupId: string;
}

/**
 * Tells when an object of a vault expires within 30 days: Key Vault says so through Event Grid, whose subscription raises
 * an alert. An expired secret still mounts, so nothing else would tell.
 *
 * @see https://learn.microsoft.com/azure/event-grid/handler-azure-monitor-alerts
 */
export class NearExpiry extends Construct {
  /** Stands once objects that are made will be told about. */
  readonly told: ITerraformDependable;

  constructor(scope: Construct, id: string, props: NearExpiryProps) {
    super(scope, id);
    const { vault, actionGroupId, resourceGroupName, tags } = props;
    const topic = new EventgridSystemTopic(this, "Topic", {
      name: `${vault.name}-events`,
      location: vault.location,
      resourceGroupName: resourceGroupName(),
      sourceResourceId: vault.id,
      topicType: "Microsoft.KeyVault.vaults",
      tags,
    });
    topic.overrideLogicalId(terraformName(vault.name));
    const subscription = new AzapiResource(this, "Subscription", {
      type: azapiTypes.eventSubscription,
      name: "near-expiry",
      parentId: topic.id,
      body: {
        properties: {
          destination: {
            endpointType: "MonitorAlert",
            properties: {
              severity: "Sev2",
              description: `An object of vault ${vault.name} expires within 30 days.`,
              actionGroups: [actionGroupId],
            },
          },
          // The only schema that alerts take.
          eventDeliverySchema: "CloudEventSchemaV1_0",
          filter: {
            includedEventTypes: [
              "Microsoft.KeyVault.CertificateNearExpiry",
              "Microsoft.KeyVault.KeyNearExpiry",
              "Microsoft.KeyVault.SecretNearExpiry",
            ],
          },
        },
      },
    });
    this.told = subscription;
    subscription.overrideLogicalId(`near-expiry_${terraformName(vault.name)}`);
  }
}
