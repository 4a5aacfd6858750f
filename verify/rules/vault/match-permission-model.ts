import { groupBy, quote } from "../../../shared/index.js";
import type { Grant, Vault } from "../../azure/types.js";
import { isIdle } from "../../chain/access.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { World } from "../../world.js";
import { roleOf } from "./grants.js";
import { readingsOf } from "./readings.js";
import { called, nameOf } from "./wording.js";

/** A vault asks either roles or policies; what is given in the other way permits nothing. */
export const matchPermissionModel = defineRule({
  id: "match-permission-model",
  severity: "error",
  summary: "Each grant on a vault is of the kind that the vault decides by.",
  link: "access",
  needs: ["azure"],
  *check(world) {
    const needed = neededIn(world);
    const byVault = groupBy(world.azure.grants, ({ scope }) => scope.vault);
    for (const [vault, grants] of byVault) {
      const counted = grants.filter((grant) => grant.kind === "policy" || roleOf(grant)?.plane === "data");
      const idle = vault === undefined ? [] : counted.filter((grant) => isIdle(grant, vault));
      if (vault === undefined || idle.length === 0) {
        continue;
      }
      const isNeeded = idle.some(({ id }) => needed.has(id));
      // Where nothing else is given, it is the vault that is wrong.
      if (isNeeded && idle.length === counted.length && !vault.existing) {
        yield ofVault(vault, idle);
      } else {
        yield* idle.map((grant) => ofGrant(grant, vault, needed.has(grant.id)));
      }
    }
  },
});

function ofVault(vault: Vault, grants: readonly Grant[]): Fault {
  const byRoles = vault.permissionModel === "rbac";
  const right = `rbac_authorization_enabled = ${!byRoles}`;
  return broken({
    on: vault,
    at: [MODEL.find((argument) => Object.hasOwn(vault.resource.attributes, argument)) ?? "name"],
    message: `vault ${quote(nameOf(vault))} decides by ${byRoles ? "roles" : "access policies"}, and only ${byRoles ? "access policies" : "roles"} are given on it`,
    got: String(byRoles),
    allowed: `${right}, or grants of the other kind`,
    fix: `write ${right}, or give ${byRoles ? "roles" : "access policies"} instead`,
    shows: refusal(byRoles),
    also: grants,
  });
}

const MODEL = ["rbac_authorization_enabled", "enable_rbac_authorization"];

function ofGrant(grant: Grant, vault: Vault, isNeeded: boolean): Fault {
  const byRoles = vault.permissionModel === "rbac";
  return broken({
    on: grant,
    severity: isNeeded ? "error" : "warning",
    message: `${called(grant)} has no effect: vault ${quote(nameOf(vault))} decides by ${byRoles ? "roles" : "access policies"}`,
    allowed: byRoles ? "role assignments: the vault asks nothing else" : "access policies: the vault asks nothing else",
    fix: byRoles
      ? "assign a role instead, and remove the policy"
      : "write an access policy instead, or let the vault decide by roles: rbac_authorization_enabled = true",
    shows: isNeeded ? refusal(byRoles) : "nothing until somebody counts on it",
    also: [vault],
  });
}

function refusal(byRoles: boolean): string {
  return byRoles
    ? "FailedMount: … 403 Forbidden … ForbiddenByRbac: Caller is not authorized to perform action on resource"
    : "FailedMount: … 403 Forbidden … does not have secrets get permission on key vault";
}

/** Ids of the grants without which something that is mounted cannot be read. */
function neededIn(world: World): ReadonlySet<string> {
  const needed = new Set<string>();
  for (const { identity, vault, objects } of readingsOf(world)) {
    for (const object of objects) {
      const { sure, unsure, idle } = world.access.accessOf(identity, vault, object);
      if (sure.length + unsure.length === 0) {
        for (const { id } of idle) {
          needed.add(id);
        }
      }
    }
  }
  return needed;
}
