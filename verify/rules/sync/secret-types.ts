/** What a type asks of the keys of a Secret. */
export interface SecretType {
  /** Keys that must all be there. */
  readonly all: readonly string[];
  /** Keys of which one must be there. */
  readonly some: readonly string[];
  /** Whether the driver refuses every other key. */
  readonly only: boolean;
}

const ANY: SecretType = { all: [], some: [], only: false };

/**
 * Types of Secrets that the driver documents.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
 * @see kubernetes-sigs/secrets-store-csi-driver v1.6.0, docs/book/src/topics/sync-as-kubernetes-secret.md
 */
export const SECRET_TYPES: ReadonlyMap<string, SecretType> = new Map([
  ["Opaque", ANY],
  ["kubernetes.io/tls", { all: ["tls.crt", "tls.key"], some: [], only: true }],
  ["kubernetes.io/dockerconfigjson", { ...ANY, all: [".dockerconfigjson"] }],
  ["kubernetes.io/dockercfg", { ...ANY, all: [".dockercfg"] }],
  ["kubernetes.io/basic-auth", { ...ANY, some: ["username", "password"] }],
  ["kubernetes.io/ssh-auth", { ...ANY, all: ["ssh-privatekey"] }],
  ["bootstrap.kubernetes.io/token", ANY],
  ["kubernetes.io/service-account-token", ANY],
]);

/** Types that the API server reads by itself: their Secrets need nobody else. */
export const READ_BY_SERVER: ReadonlySet<string> = new Set([
  "bootstrap.kubernetes.io/token",
  "kubernetes.io/service-account-token",
]);

/** Type of a Secret that the driver takes apart: certificates into one key, the private key into the other. */
export const TLS_TYPE = "kubernetes.io/tls";
