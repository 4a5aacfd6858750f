/** A cloud that the provider knows by name. */
export interface Cloud {
  /** As `cloudName` of a class spells it. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** What the name of a vault ends in there; undefined where a file says so. */
  readonly vaultSuffix: string | undefined;
  /** Private DNS zone of its vaults; undefined where it has none. */
  readonly zone: string | undefined;
  /** What `environment` of the Terraform provider calls it, in lower case. */
  readonly environments: readonly string[];
  /** How the names of its regions begin; empty for the public cloud, which has all others. */
  readonly regions: readonly string[];
  /** Whether it is no more. */
  readonly retired: boolean;
}

const PUBLIC: Cloud = {
  name: "AzurePublicCloud",
  aliases: ["AzureCloud"],
  vaultSuffix: "vault.azure.net",
  zone: "privatelink.vaultcore.azure.net",
  environments: ["public", "global"],
  regions: [],
  retired: false,
};

/**
 * Values of `cloudName`; case makes no difference.
 *
 * @see Azure/go-autorest, autorest/azure/environments.go
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
export const CLOUDS: readonly Cloud[] = [
  PUBLIC,
  {
    name: "AzureUSGovernmentCloud",
    aliases: ["AzureUSGovernment"],
    vaultSuffix: "vault.usgovcloudapi.net",
    zone: "privatelink.vaultcore.usgovcloudapi.net",
    environments: ["usgovernment", "usgovernmentl4", "usgovernmentl5", "dod"],
    regions: ["usgov", "usdod"],
    retired: false,
  },
  {
    name: "AzureChinaCloud",
    aliases: [],
    vaultSuffix: "vault.azure.cn",
    zone: "privatelink.vaultcore.azure.cn",
    environments: ["china"],
    regions: ["china"],
    retired: false,
  },
  {
    name: "AzureGermanCloud",
    aliases: [],
    vaultSuffix: "vault.microsoftazure.de",
    zone: undefined,
    environments: [],
    regions: [],
    retired: true,
  },
  {
    name: "AzureStackCloud",
    aliases: [],
    vaultSuffix: undefined,
    zone: undefined,
    environments: [],
    regions: [],
    retired: false,
  },
];

/** The cloud of a name or alias, in any case; undefined where there is none. */
export function cloudNamed(name: string): Cloud | undefined {
  const wanted = name.toLowerCase();
  return CLOUDS.find((cloud) => [cloud.name, ...cloud.aliases].some((one) => one.toLowerCase() === wanted));
}

/** The cloud that an `environment` of the Terraform provider means; undefined where there is none. */
export function cloudOfEnvironment(environment: string): Cloud | undefined {
  return CLOUDS.find(({ environments }) => environments.includes(environment.toLowerCase()));
}

/** The cloud that a region is in, by its name as Azure or people write it. */
export function cloudOfRegion(region: string): Cloud {
  const name = region.toLowerCase().replaceAll(" ", "");
  return CLOUDS.find(({ regions }) => regions.some((start) => name.startsWith(start))) ?? PUBLIC;
}
