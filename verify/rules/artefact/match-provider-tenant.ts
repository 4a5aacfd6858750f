import { quote, shortened } from "../../../shared/index.js";
import type { AzureWorld } from "../../azure/types.js";
import { isGuid } from "../../facts/guid.js";
import { inside } from "../../reading/document.js";
import { field, textIn } from "../../reading/json.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { labelledBlocks } from "../../terraform/blocks.js";
import type { Thing } from "../../thing.js";

/** What a provider makes, it makes in the tenant that it signs in to. */
export const matchProviderTenant = defineRule({
  id: "match-provider-tenant",
  severity: "error",
  summary: "The providers of a stack sign in to one tenant, which each names by its id or its domain.",
  link: "identity",
  needs: ["azure"],
  *check({ azure }) {
    for (const stack of azure.stacks) {
      const settings = settingsOf(azure, stack);
      yield* settings.filter(({ tenant }) => !isGuid(tenant) && !DOMAIN.test(tenant)).map(malformed);
      yield* againstAzurerm(settings.filter(({ tenant }) => isGuid(tenant)));
    }
  },
});

interface Settings {
  readonly on: Thing;
  readonly provider: string;
  readonly tenant: string;
  readonly aliased: boolean;
}

/** Providers that sign in to a tenant. */
const PROVIDERS = ["azurerm", "azuread", "azapi"];

function settingsOf(azure: AzureWorld, stack: string): readonly Settings[] {
  const prefix = azure.stacks.length > 1 ? `${stack}: ` : "";
  return azure.documentsOf(stack).flatMap((document) =>
    labelledBlocks(field(document.value, "provider")).flatMap(({ label, body, path }): Settings[] => {
      const tenant = textIn(body, "tenant_id");
      if (!PROVIDERS.includes(label) || tenant === undefined || tenant.includes("${")) {
        return [];
      }
      const alias = textIn(body, "alias");
      const id = `${prefix}provider.${label}${alias === undefined ? "" : `.${alias}`}`;
      const on: Thing = { id, place: inside({ document, path: ["provider"] }, ...path) };
      return [{ on, provider: label, tenant, aliased: alias !== undefined }];
    }),
  );
}

/** Resources of azapi stand inside of those of azurerm; Entra's may well be those of another tenant. */
function* againstAzurerm(settings: readonly Settings[]): Iterable<Fault> {
  const main = settings.filter(({ aliased }) => !aliased);
  const azurerm = main.find(({ provider }) => provider === "azurerm");
  for (const { on, tenant } of main.filter(({ provider }) => provider === "azapi")) {
    if (azurerm !== undefined && tenant.toLowerCase() !== azurerm.tenant.toLowerCase()) {
      yield broken({
        on,
        at: ["tenant_id"],
        message: `${on.id} signs in to the tenant ${quote(tenant)}, ${azurerm.on.id} to ${quote(azurerm.tenant)}`,
        got: tenant,
        allowed: `the tenant of azurerm: ${quote(azurerm.tenant)}`,
        fix: `write ${quote(azurerm.tenant)}, or give the block an alias`,
        shows: "InvalidAuthenticationTokenTenant: The access token is from the wrong issuer",
        also: [azurerm.on],
      });
    }
  }
}

function malformed({ on, tenant }: Settings): Fault {
  return broken({
    on,
    at: ["tenant_id"],
    message: `${on.id} signs in to the tenant ${shortened(tenant)}, which is neither an id nor a domain`,
    got: tenant,
    allowed: "the id of a tenant, a GUID, or one of its domains",
    fix: "write the id as az account show --query tenantId prints it",
    shows: `AADSTS90002: Tenant '${shortened(tenant).slice(1, -1)}' not found.`,
  });
}

const DOMAIN = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
