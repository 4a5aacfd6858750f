import type { Vault } from "../../azure/types.js";
import { field, isObject } from "../../reading/json.js";
import type { World } from "../../world.js";

/** A cloud of Azure. */
export interface Cloud {
  /** As `cloudName` of a class spells it. */
  readonly name: string;
  /** Other spellings of `cloudName`, in lower case. */
  readonly aliases: readonly string[];
  /** What the provider's `environment` calls it. */
  readonly environments: readonly string[];
  /** How the names of its regions begin; empty for the public cloud, which has all others. */
  readonly regions: readonly string[];
  /** Private DNS zone of its vaults. */
  readonly zone: string;
}

/**
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 * @see Azure/go-autorest, autorest/azure/environments.go
 */
export const CLOUDS: readonly Cloud[] = [
  {
    name: "AzurePublicCloud",
    aliases: ["azurepubliccloud", "azurecloud"],
    environments: ["public", "global"],
    regions: [],
    zone: "privatelink.vaultcore.azure.net",
  },
  {
    name: "AzureUSGovernmentCloud",
    aliases: ["azureusgovernmentcloud", "azureusgovernment"],
    environments: ["usgovernment", "usgovernmentl4", "usgovernmentl5", "dod"],
    regions: ["usgov", "usdod"],
    zone: "privatelink.vaultcore.usgovcloudapi.net",
  },
  {
    name: "AzureChinaCloud",
    aliases: ["azurechinacloud"],
    environments: ["china"],
    regions: ["china"],
    zone: "privatelink.vaultcore.azure.cn",
  },
];

/** Where a vault is: by the provider that makes it, or else by its region; undefined where neither says so. */
export function cloudOf({ azure }: World, { resource }: Vault): Cloud | undefined {
  const environment = environmentOf(resource.place.document.value, resource.attributes);
  const byProvider = CLOUDS.find(({ environments }) => environments.includes(environment ?? ""));
  const location = azure.valueOf(resource, "location");
  const region = location?.known ? location.text.toLowerCase().replaceAll(" ", "") : undefined;
  if (byProvider !== undefined || region === undefined) {
    return byProvider;
  }
  return CLOUDS.find(({ regions }) => regions.some((start) => region.startsWith(start))) ?? CLOUDS[0];
}

/** The cloud that a `cloudName` means; case does not count. */
export function cloudNamed(name: string): Cloud | undefined {
  return CLOUDS.find(({ aliases }) => aliases.includes(name.toLowerCase()));
}

/** `environment` of the provider that a resource is made with, in lower case. */
function environmentOf(document: unknown, attributes: unknown): string | undefined {
  const [, alias] = String(field(attributes, "provider") ?? "azurerm").split(".");
  const written = field(document, "provider", "azurerm");
  const blocks: readonly unknown[] = Array.isArray(written) ? written : isObject(written) ? [written] : [];
  const own = blocks.find((block) => field(block, "alias") === alias);
  const planned = field(document, "configuration", "provider_config", "azurerm", "expressions", "environment");
  const environment = field(own, "environment") ?? field(planned, "constant_value");
  return typeof environment === "string" ? environment.toLowerCase() : undefined;
}
