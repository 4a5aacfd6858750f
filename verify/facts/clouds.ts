/** A cloud that the provider knows by name. */
interface Cloud {
  readonly name: string;
  readonly aliases: readonly string[];
  /** What the name of a vault ends in there; undefined where a file says so. */
  readonly vaultSuffix: string | undefined;
  /** Whether it is no more. */
  readonly retired: boolean;
}

/**
 * Values of `cloudName`; case makes no difference.
 *
 * @see Azure/go-autorest, autorest/azure/environments.go
 */
export const CLOUDS: readonly Cloud[] = [
  { name: "AzurePublicCloud", aliases: ["AzureCloud"], vaultSuffix: "vault.azure.net", retired: false },
  {
    name: "AzureUSGovernmentCloud",
    aliases: ["AzureUSGovernment"],
    vaultSuffix: "vault.usgovcloudapi.net",
    retired: false,
  },
  { name: "AzureChinaCloud", aliases: [], vaultSuffix: "vault.azure.cn", retired: false },
  { name: "AzureGermanCloud", aliases: [], vaultSuffix: "vault.microsoftazure.de", retired: true },
  { name: "AzureStackCloud", aliases: [], vaultSuffix: undefined, retired: false },
];

/** The cloud of a name or alias, in any case; undefined where there is none. */
export function cloudNamed(name: string): Cloud | undefined {
  const wanted = name.toLowerCase();
  return CLOUDS.find((cloud) => [cloud.name, ...cloud.aliases].some((one) => one.toLowerCase() === wanted));
}
