import { quote } from "../../../shared/index.js";
import type { Vault } from "../../azure/types.js";
import { daysUntil } from "../../facts/days.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { statedVersions } from "../limits/stated-versions.js";
import { admitsBefore } from "../limits/version-range.js";
import { roleOf } from "./grants.js";
import { nameOf } from "./wording.js";

/**
 * Day on which the versions of Key Vault's management API end that make a silent vault decide by access policies.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/access-control-default
 */
const POLICIES_BY_OMISSION_END = "2027-02-27";

/** A vault that says nothing goes by access policies today, and by roles with the next version of whatever makes it. */
export const requirePermissionModel = defineRule({
  id: "require-permission-model",
  severity: "warning",
  summary: "Each vault says whether it decides by roles or by access policies.",
  link: "vault",
  needs: ["azure"],
  *check({ azure, today }) {
    const byRoles = new Set(
      azure.grants.flatMap((grant) =>
        grant.kind === "role" && grant.identity && grant.scope.vault && roleOf(grant)?.plane === "data"
          ? [grant.scope.vault.id]
          : [],
      ),
    );
    const stated = statedVersions(azure);
    for (const vault of azure.vaults) {
      if (vault.permissionModel !== "unstated") {
        continue;
      }
      const needsRoles = byRoles.has(vault.id);
      const versions = stated(vault.resource.stack, "azurerm");
      if (versions !== undefined && !admitsBefore(versions.range, REQUIRED_SINCE)) {
        yield notPlanned(vault, needsRoles);
        continue;
      }
      yield broken({
        on: vault,
        severity: needsRoles ? "error" : "warning",
        message: `vault ${quote(nameOf(vault))} does not say who decides, so access policies do, ${when(daysUntil(today, POLICIES_BY_OMISSION_END))}`,
        allowed: "rbac_authorization_enabled = true, or false on purpose",
        fix: needsRoles
          ? "write rbac_authorization_enabled = true: roles are assigned on it, and have no effect otherwise"
          : "write rbac_authorization_enabled = false now; move to roles, then true",
        shows: needsRoles
          ? "FailedMount: … 403 Forbidden … does not have secrets get permission on key vault"
          : 'azurerm 5: Missing required argument: The argument "rbac_authorization_enabled" is required',
      });
    }
  },
});

/** First version of azurerm that goes no further without the argument. */
const REQUIRED_SINCE = "5.0.0";

function notPlanned(vault: Vault, needsRoles: boolean): Fault {
  return broken({
    on: vault,
    severity: "error",
    message: `vault ${quote(nameOf(vault))} does not say who decides, which azurerm 5 asks of each vault`,
    allowed: "rbac_authorization_enabled = true, or false on purpose",
    fix: `write rbac_authorization_enabled = ${needsRoles ? "true: roles are assigned on it" : "true, or false for access policies"}`,
    shows: 'terraform plan: Missing required argument: The argument "rbac_authorization_enabled" is required',
  });
}

function when(days: number): string {
  if (!(days > 0)) {
    return `by API versions that ended on ${POLICIES_BY_OMISSION_END}; from 2026-02-01 on a new vault goes by roles`;
  }
  const left = `${days} ${days === 1 ? "day" : "days"}`;
  return `for ${left} more: the API versions with that default end on ${POLICIES_BY_OMISSION_END}`;
}
