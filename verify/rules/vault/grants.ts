import type { Grant } from "../../azure/types.js";
import { type BuiltInRole, roleNamed } from "../../facts/roles.js";

/** The built-in role of a grant, where it is one that has to do with vaults. */
export function roleOf({ role }: Grant): BuiltInRole | undefined {
  return role === undefined ? undefined : roleNamed(role);
}

/** Whether a grant is on a vault or something in it. */
export function isOnVault({ scope }: Grant): boolean {
  return scope.level === "vault" || scope.level === "object";
}

/** Whether a grant is on more than one vault. */
export function isWide({ scope }: Grant): boolean {
  return ["resource-group", "subscription", "management-group"].includes(scope.level);
}
