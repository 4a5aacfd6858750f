import { quote } from "../../../shared/index.js";
import { isGuid } from "../../facts/guid.js";
import { FILL_IN_FIRST, placeholderIn } from "../../facts/placeholder.js";
import { broken, defineRule } from "../../rule.js";
import { noSuchTenant } from "./shown.js";
import { tenantPath } from "./tenants.js";

const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** The tenant goes into the URL that the provider asks for a token. */
export const validTenantId = defineRule({
  id: "valid-tenant-id",
  severity: "error",
  summary: "Each tenant id in a provider class is a GUID, or adfs in an Azure Stack cloud.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      const { tenantId } = providerClass;
      if (tenantId === undefined) {
        continue;
      }
      const placeholder = placeholderIn(tenantId);
      const stack = providerClass.parameter("cloudName")?.toLowerCase() === "azurestackcloud";
      if ((isGuid(tenantId) && placeholder === undefined) || (tenantId === "adfs" && stack)) {
        continue;
      }
      const isDomain = DOMAIN.test(tenantId);
      const maybe = placeholder === "template" || isDomain;
      yield broken({
        on: providerClass,
        at: tenantPath(providerClass),
        // A domain may be one of the tenant's, and a template may yet be filled in.
        severity: maybe ? "warning" : "error",
        message: `the tenant of ${providerClass.id} is ${quote(tenantId)}, which is ${
          placeholder !== undefined ? "still to be filled in" : isDomain ? "a domain, and no GUID" : "no GUID"
        }`,
        got: tenantId,
        allowed: "a GUID; adfs where cloudName is AzureStackCloud",
        fix:
          placeholder === "template"
            ? FILL_IN_FIRST
            : "write the id of the vault's tenant: az keyvault show --query properties.tenantId",
        shows: isDomain
          ? `${noSuchTenant(tenantId)}; nothing where the domain is one of the tenant`
          : noSuchTenant(tenantId),
      });
    }
  },
});
