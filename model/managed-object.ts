/** What a key may be used for. */
export type KeyOperation = "decrypt" | "encrypt" | "sign" | "unwrapKey" | "verify" | "wrapKey";

/** A key that Terraform makes. */
export type NewKey = {
  /** What the key may be used for. @default - `sign` and `verify` */
  readonly operations?: readonly KeyOperation[];
  /**
   * Rotation by Key Vault, counted from the making of each version. ISO 8601 durations of whole years, months or days.
   *
   * @default - none: the key stays, and never expires
   */
  readonly rotation?: {
    /** How old a version is when the next one is made, such as `P11M`. */
    readonly every: string;
    /**
     * How old a version is when it expires, from 28 days and more than a week after the next one, such as `P1Y`. The first
     * version, older than the policy, has no end.
     */
    readonly expireAfter: string;
  };
} & (
  | {
      readonly type: "RSA" | "RSA-HSM";
      /** In bits. @default 3072 */
      readonly size?: 2048 | 3072 | 4096;
    }
  | {
      readonly type: "EC" | "EC-HSM";
      /** @default "P-256"; the provider of the CSI driver cannot mount P-256K, so it is not offered */
      readonly curve?: "P-256" | "P-384" | "P-521";
    }
);

/** A certificate that Key Vault makes, by policy. */
export interface NewCertificate {
  /** The subject as a distinguished name, such as `CN=shop.example.com`. */
  readonly subject: string;
  /** Names that the certificate is valid for. @default - none */
  readonly dnsNames?: readonly string[];
  /** `Self` for self-signed, or the name of an issuer that the vault knows. @default "Self" */
  readonly issuer?: string;
  /** @default 12 */
  readonly validityMonths?: number;
  /** Size of the RSA key in bits. @default 3072 */
  readonly keySize?: 2048 | 3072 | 4096;
  /**
   * Days before its end that the next version is made. The default is more than the 30 at which Key Vault tells that an
   * object is about to expire, so that it tells only where renewal failed.
   *
   * @default 45; half the life of a certificate that lives three months or less
   */
  readonly renewDaysBefore?: number;
  /** Form in which the secret of the certificate is stored. @default "pfx" */
  readonly storedAs?: "pfx" | "pem";
}

/** Days before its end that a certificate is renewed. */
export function renewalOf({ validityMonths = 12, renewDaysBefore }: NewCertificate): number {
  return renewDaysBefore ?? Math.min(45, Math.floor((validityMonths * 28) / 2));
}
