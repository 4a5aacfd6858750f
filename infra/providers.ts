import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider/index.js";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import { Construct } from "constructs";
import type { ResolvedEnvironment } from "../model/index.js";

/** Settings of {@link Providers}. */
export interface ProvidersProps {
  readonly environment: ResolvedEnvironment;
  /** Whether the environment holds anything of Microsoft Entra itself. */
  readonly entra: boolean;
}

/** Configures the providers for the environment's tenant and subscription. Credentials come from the shell. */
export class Providers extends Construct {
  constructor(scope: Construct, id: string, { environment, entra }: ProvidersProps) {
    super(scope, id);
    const { tenantId, subscriptionId } = environment;
    const registered = resourceProviders(environment);

    new AzurermProvider(this, "azurerm", {
      tenantId,
      subscriptionId,
      // 4.x registers some 60 resource providers by default, 5.x none. The same short list on both is enough for a
      // fresh subscription.
      resourceProviderRegistrations: "none",
      resourceProvidersToRegister: registered.length === 0 ? undefined : registered,
      // What is deleted stays recoverable: purging takes a deliberate hand.
      features: [{ keyVault: [{ purgeSoftDeleteOnDestroy: false, purgeSoftDeletedSecretsOnDestroy: false }] }],
    });
    if (entra) {
      new AzureadProvider(this, "azuread", { tenantId });
    }
  }
}

/** The resource providers behind what the environment creates; what exists already has its own registered. */
function resourceProviders({ cluster, vaults, identities }: ResolvedEnvironment): string[] {
  return [
    ...(cluster.origin === "new" ? ["Microsoft.Compute", "Microsoft.ContainerService"] : []),
    ...(vaults.some(({ origin }) => origin === "new") ? ["Microsoft.KeyVault"] : []),
    ...(cluster.origin === "new" || identities.some(({ kind }) => kind === "managed-identity")
      ? ["Microsoft.ManagedIdentity"]
      : []),
    ...(cluster.origin === "new" ? ["Microsoft.Network", "Microsoft.Storage"] : []),
  ];
}
