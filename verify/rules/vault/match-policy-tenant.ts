import { quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";
import { isWritten } from "./configuration.js";

/** A policy is for an object id of a tenant; the same id in another tenant is nobody. */
export const matchPolicyTenant = defineRule({
  id: "match-policy-tenant",
  severity: "error",
  summary: "Each access policy is for the tenant of its vault.",
  link: "access",
  needs: ["azure"],
  *check({ azure }) {
    for (const grant of azure.grants) {
      const own = grant.scope.vault?.tenantId;
      if (grant.resource.type !== "azurerm_key_vault_access_policy" || own?.known !== true) {
        continue;
      }
      const tenant = azure.valueOf(grant.resource, "tenant_id");
      const isOpen = tenant === undefined ? !isWritten(grant.resource) : !tenant.known;
      if (isOpen || tenant?.text.toLowerCase() === own.text.toLowerCase()) {
        continue;
      }
      yield broken({
        on: grant,
        at: ["tenant_id"],
        message:
          tenant === undefined
            ? `${grant.id} names no tenant`
            : `${grant.id} is for tenant ${quote(tenant.text)}, and its vault is of ${quote(own.text)}`,
        ...(tenant === undefined ? {} : { got: tenant.text }),
        allowed: quote(own.text),
        fix: `write tenant_id = ${quote(own.text)}`,
        shows:
          tenant === undefined
            ? 'terraform plan: Missing required argument: The argument "tenant_id" is required'
            : "FailedMount: … 403 Forbidden … does not have secrets get permission on key vault",
        ...(grant.scope.vault === undefined ? {} : { also: [grant.scope.vault] }),
      });
    }
  },
});
