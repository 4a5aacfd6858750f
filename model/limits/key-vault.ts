import { nameRule } from "./name-rule.js";

/** @see https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name */
export const vaultName = nameRule(
  "3 to 24 letters, digits and single dashes, first a letter, last a letter or digit",
  3,
  24,
  /^[A-Za-z](?!.*--)[-0-9A-Za-z]*[0-9A-Za-z]$/,
);

/** @see https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name */
export const vaultObjectName = nameRule("1 to 127 letters, digits and dashes", 1, 127, /^[-0-9A-Za-z]+$/);

/** A version of a vault object. */
export const vaultObjectVersion = nameRule("32 hexadecimal digits", 32, 32, /^[0-9a-fA-F]+$/);

/** Rules of a vault's firewall. @see https://learn.microsoft.com/azure/key-vault/general/network-security */
export const vaultFirewall = { ranges: 1000, subnets: 200 } as const;

/** Name of an issuer that a vault knows. */
export const issuerName = nameRule("Self, or 1 to 127 letters, digits and dashes", 1, 127, /^[-0-9A-Za-z]+$/);

/** A host name, wildcards included. */
export const certificateDnsName = nameRule(
  "a host name, with * for its first part at most",
  1,
  253,
  /^(\*\.)?[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?)*$/,
);

/** A distinguished name, as Key Vault takes it for a certificate. */
export const distinguishedName = nameRule(
  'a distinguished name such as "CN=shop.example.com"',
  4,
  1024,
  /^(CN|O|OU|C|L|S|ST|DC|E)=[^=]+(,\s*(CN|O|OU|C|L|S|ST|DC|E)=[^=]+)*$/,
);

/** Life of a certificate. @see https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate */
export const certificateMonths = { min: 1, max: 1200 } as const;

/** A duration of whole years, months or days, as Key Vault takes it for the rotation of a key. */
export const keyDuration = nameRule('an ISO 8601 duration such as "P1Y", "P18M" or "P90D"', 3, 8, /^P\d+[YMD]$/);

/** Days of such a duration; a month counts 30, a year 365. */
export function daysOf(duration: string): number {
  const unit = { Y: 365, M: 30, D: 1 }[duration.slice(-1)] ?? 0;
  return Number.parseInt(duration.slice(1), 10) * unit;
}

/** Days. @see https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation */
export const keyRotation = { shortestLife: 28, longestLife: 36_500, shortestNotice: 7 } as const;

/** Days a deleted vault stays recoverable. @see https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview */
export const softDeleteDays = { min: 7, max: 90 } as const;
