import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider/index.js";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import type { TerraformStack } from "cdktf";
import type { ResolvedEnvironment, ResolvedStack } from "../model/index.js";
import { AzapiProvider } from "./azapi.js";
import { type Provider, requireVersions } from "./azurerm-range.js";
import { environmentOf } from "./cloud.js";
import { addressesOf } from "./overrides.js";
import { TimeProvider } from "./sleep.js";

/**
 * The resource providers of a subscription behind each type of resource. What exists already has its own registered.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/azure-services-resource-providers
 */
const registrations: Readonly<Record<string, readonly string[]>> = {
  azurerm_eventgrid_system_topic: ["Microsoft.EventGrid"],
  azurerm_key_vault: ["Microsoft.KeyVault"],
  azurerm_kubernetes_cluster: [
    "Microsoft.Compute",
    "Microsoft.ContainerService",
    "Microsoft.ManagedIdentity",
    "Microsoft.Network",
    "Microsoft.Storage",
  ],
  azurerm_log_analytics_workspace: ["Microsoft.OperationalInsights"],
  azurerm_monitor_action_group: ["Microsoft.Insights"],
  azurerm_monitor_alert_prometheus_rule_group: ["Microsoft.AlertsManagement"],
  azurerm_monitor_diagnostic_setting: ["Microsoft.Insights"],
  azurerm_monitor_metric_alert: ["Microsoft.Insights"],
  azurerm_monitor_workspace: ["Microsoft.Monitor"],
  azurerm_private_dns_zone: ["Microsoft.Network"],
  azurerm_private_endpoint: ["Microsoft.Network"],
  azurerm_user_assigned_identity: ["Microsoft.ManagedIdentity"],
  azurerm_virtual_network: ["Microsoft.Network"],
};

/**
 * Configures the providers that the stack's resources need, for the environment's tenant and subscription. To be called
 * once everything else is in the stack. Credentials come from the shell.
 *
 * @param register resource providers to register besides those of the stack's own resources
 */
export function addProviders(
  stack: TerraformStack,
  { tenantId, subscriptionId, cloud }: ResolvedEnvironment,
  { team }: ResolvedStack,
  register: readonly string[],
): void {
  const addresses = addressesOf(stack);
  const typesOf = (all: readonly string[]) => all.map((address) => address.replace(/^data\./, "").split(".")[0] ?? "");
  const types = typesOf(addresses);
  const created = typesOf(addresses.filter((address) => !address.startsWith("data.")));
  const uses = (provider: Provider) => types.some((type) => type.startsWith(`${provider}_`));
  const registered = [...new Set([...register, ...created.flatMap((type) => registrations[type] ?? [])])].sort();

  const environment = environmentOf(cloud);
  new AzurermProvider(stack, "provider:azurerm", {
    environment,
    tenantId,
    subscriptionId,
    // 4.x registers some 60 resource providers by default, 5.x none. The same short list on both is enough for a
    // fresh subscription. A team's stack comes after the platform's: asking even whether something is registered would
    // take a right on the whole subscription.
    resourceProviderRegistrations: "none",
    resourceProvidersToRegister: team !== undefined || registered.length === 0 ? undefined : registered,
    // What is deleted stays recoverable: purging takes a deliberate hand.
    features: [
      {
        keyVault: [
          {
            purgeSoftDeleteOnDestroy: false,
            purgeSoftDeletedCertificatesOnDestroy: false,
            purgeSoftDeletedKeysOnDestroy: false,
            purgeSoftDeletedSecretsOnDestroy: false,
          },
        ],
      },
    ],
  });
  if (uses("azuread")) {
    new AzureadProvider(stack, "provider:azuread", { environment, tenantId });
  }
  if (uses("azapi")) {
    new AzapiProvider(stack, "provider:azapi", { environment, tenantId, subscriptionId });
  }
  if (uses("time")) {
    new TimeProvider(stack, "provider:time");
  }
  requireVersions(stack, ["azurerm", ...(["azapi", "azuread", "time"] as const).filter(uses)]);
}
