/** What a key may be used for. */
export type KeyOperation = "decrypt" | "encrypt" | "sign" | "unwrapKey" | "verify" | "wrapKey";

/** A key that Terraform makes. */
export type NewKey = {
  /** What the key may be used for. @default - `sign` and `verify` */
  readonly operations?: readonly KeyOperation[];
  /**
   * Rotation by Key Vault: a new version some time before each expires. ISO 8601 durations.
   *
   * @default - none: the key never expires
   */
  readonly rotation?: {
    /** Life of a version, from 28 days, such as `P1Y`. */
    readonly expireAfter: string;
    /** How long before its end the next one is made, from 7 days, such as `P30D`. */
    readonly renewBefore: string;
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
  /** Days before its end that the next version is made. @default 30 */
  readonly renewDaysBefore?: number;
  /** Form in which the secret of the certificate is stored. @default "pfx" */
  readonly storedAs?: "pfx" | "pem";
}
