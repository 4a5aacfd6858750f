import { quote, shortened } from "../../../shared/index.js";
import type { Grant } from "../../azure/types.js";
import { isGuid } from "../../facts/guid.js";
import { placeholderIn } from "../../facts/placeholder.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { Value } from "../../terraform/value.js";
import type { World } from "../../world.js";
import { comparableTenant } from "../trust/tenants.js";
import { isWritten } from "./configuration.js";

/** A policy is for an object id of a tenant; the same id in another tenant is nobody. */
export const matchPolicyTenant = defineRule({
  id: "match-policy-tenant",
  severity: "error",
  summary: "Each access policy is for the tenant of its vault.",
  link: "access",
  needs: ["azure"],
  *check(world) {
    const { azure } = world;
    for (const grant of azure.grants) {
      if (grant.resource.type !== "azurerm_key_vault_access_policy") {
        continue;
      }
      const own = grant.scope.vault?.tenantId;
      const tenant = azure.valueOf(grant.resource, "tenant_id");
      if (own?.known !== true) {
        yield* withoutVault(world, grant, tenant);
        continue;
      }
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

/** What can be said of a policy where nothing says which tenant its vault is of: that of the classes that read it. */
function* withoutVault({ kubernetes }: World, grant: Grant, tenant: Value | undefined): Iterable<Fault> {
  if (tenant?.known !== true || placeholderIn(tenant.text) !== undefined) {
    return;
  }
  const at = { on: grant, at: ["tenant_id"], got: tenant.text };
  if (!isGuid(tenant.text)) {
    yield broken({
      ...at,
      message: `${grant.id} is for tenant ${shortened(tenant.text)}, which is no id of a tenant`,
      allowed: "the id of the vault's tenant: a GUID",
      fix: "write the id as az account show --query tenantId prints it",
      shows: 'Terraform: expected "tenant_id" to be a valid UUID',
    });
    return;
  }
  const vault = (grant.scope.vault?.name ?? grant.scope.vaultName)?.toLowerCase();
  const readers = kubernetes.classes.filter((one) => one.parameter("keyvaultName")?.toLowerCase() === vault);
  const [asked, another] = new Set(readers.flatMap(({ tenantId }) => comparableTenant(tenantId) ?? []));
  if (vault === undefined || asked === undefined || another !== undefined || asked === tenant.text.toLowerCase()) {
    return;
  }
  const also = readers.filter((one: ProviderClass) => comparableTenant(one.tenantId) === asked).slice(0, 1);
  yield broken({
    ...at,
    message: `${grant.id} is for tenant ${quote(tenant.text)}, and all classes that read its vault ask ${quote(asked)}`,
    allowed: quote(asked),
    fix: "write the tenant that the vault is really in, in both",
    shows: "FailedMount: … 403 Forbidden … does not have secrets get permission on key vault",
    also,
  });
}
