import type { ObjectType } from "./mounted-file.js";

/**
 * The built-in Azure roles that this project assigns.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security
 */
export const builtInRoles = {
  /** Reads values of secrets, and of certificates read as secrets. */
  secretsUser: "Key Vault Secrets User",
  /** Reads certificates, public keys and values of secrets. */
  certificateUser: "Key Vault Certificate User",
  /** Reads certificates, public keys and metadata; no value of any secret. */
  reader: "Key Vault Reader",
  /** Writes secrets: for whoever deploys a seeded one. */
  secretsOfficer: "Key Vault Secrets Officer",
} as const;

/** Name of a built-in role. */
export type BuiltInRole = (typeof builtInRoles)[keyof typeof builtInRoles];

/**
 * The one role that lets a principal read these types of object and as little else as possible; docs/decisions/0007.
 *
 * Secrets alone: Secrets User. Keys or certificates alone: Reader, which shows no secret value and no power over keys.
 * Both: Certificate User, whose rights are fewer than those of the other two together.
 */
export function leastRole(types: ReadonlySet<ObjectType>): BuiltInRole {
  if (!types.has("secret")) {
    return builtInRoles.reader;
  }
  return types.size === 1 ? builtInRoles.secretsUser : builtInRoles.certificateUser;
}
