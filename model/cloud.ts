/** An Azure cloud that has AKS. */
export type Cloud = "public" | "usgovernment" | "china";

/**
 * What differs between clouds: the name by which the provider of the CSI driver knows each, and the zone in which the
 * private addresses of vaults have their names. The audience of federated credentials does not: the provider asks for the
 * same one everywhere.
 *
 * @see https://github.com/Azure/go-autorest (autorest/azure/environments.go)
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
export const clouds = {
  public: { providerName: "AzurePublicCloud", vaultZone: "privatelink.vaultcore.azure.net" },
  usgovernment: { providerName: "AzureUSGovernmentCloud", vaultZone: "privatelink.vaultcore.usgovcloudapi.net" },
  china: { providerName: "AzureChinaCloud", vaultZone: "privatelink.vaultcore.azure.cn" },
} as const satisfies Record<Cloud, { readonly providerName: string; readonly vaultZone: string }>;
