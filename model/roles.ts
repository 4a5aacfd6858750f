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
  /** Writes keys: for whoever deploys one. */
  cryptoOfficer: "Key Vault Crypto Officer",
  /** Writes certificates: for whoever deploys one. */
  certificatesOfficer: "Key Vault Certificates Officer",
  /** Joins subnets and changes networks: for the control plane of a cluster in a given subnet. */
  networkContributor: "Network Contributor",
} as const;

/**
 * What each role that reads lets its holder read of the objects in its scope.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 */
export const readableTypes = {
  [builtInRoles.secretsUser]: ["secret"],
  [builtInRoles.certificateUser]: ["cert", "key", "secret"],
  [builtInRoles.reader]: ["cert", "key"],
} as const satisfies Partial<Record<string, readonly ObjectType[]>>;

/** Name of a built-in role that reads. */
export type ReadingRole = keyof typeof readableTypes;

/**
 * The one role that lets a principal read these types of object and as little else as possible; docs/decisions/0007.
 *
 * Secrets alone: Secrets User. Keys or certificates alone: Reader, which shows no secret value and no power over keys.
 * Both: Certificate User, whose rights are fewer than those of the other two together.
 */
export function leastRole(types: ReadonlySet<ObjectType>): ReadingRole {
  if (!types.has("secret")) {
    return builtInRoles.reader;
  }
  return types.size === 1 ? builtInRoles.secretsUser : builtInRoles.certificateUser;
}

/** Where objects stand below a vault's id, by the type that reads them: a certificate's secret and key have its name. */
export const objectScope = { secret: "secrets", key: "keys", cert: "certificates" } as const;

/** The role that writes a kind of object. */
export const writingRole = {
  secret: builtInRoles.secretsOfficer,
  key: builtInRoles.cryptoOfficer,
  certificate: builtInRoles.certificatesOfficer,
} as const;
