import type { FileReference } from "./mounted-file.js";

/** Types of Secret that the driver documents for syncing and an API server accepts from anyone. */
export const syncedSecretTypes = [
  "Opaque",
  "kubernetes.io/tls",
  "kubernetes.io/dockerconfigjson",
  "kubernetes.io/dockercfg",
  "kubernetes.io/basic-auth",
  "kubernetes.io/ssh-auth",
  "bootstrap.kubernetes.io/token",
] as const;

/** Type of a Secret that the driver writes. */
export type SyncedSecretType = (typeof syncedSecretTypes)[number];

/** Options of a synced Secret. */
export interface SyncedSecretOptions {
  /** @default "Opaque" */
  readonly type?: SyncedSecretType;
  /** Labels on the Secret, besides the driver's own. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Annotations on the Secret. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** One key of a synced Secret, for an environment variable to read. */
export interface SyncedSecretKey {
  /** Name of the Secret. */
  readonly secret: string;
  readonly key: string;
}

/** A Kubernetes Secret that the driver keeps in step with mounted files, as long as a pod mounts them. */
export interface SyncedSecret<Key extends string = string> {
  readonly name: string;
  readonly type: SyncedSecretType;
  readonly data: Readonly<Record<Key, FileReference>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** References to its keys, for environment variables. */
  readonly keys: { readonly [Name in Key]: SyncedSecretKey };
}

/**
 * Describes a Secret that the driver writes from mounted files.
 *
 * @param name name of the Secret
 * @param data which mounted file fills which key
 */
export function syncedSecret<Key extends string>(
  name: string,
  data: Readonly<Record<Key, FileReference>>,
  options: SyncedSecretOptions = {},
): SyncedSecret<Key> {
  // Without a compiler the data may be missing; validation then says so.
  const keys = Object.fromEntries(Object.keys(data ?? {}).map((key) => [key, { secret: name, key }]));
  return {
    ...options,
    name,
    type: options.type ?? "Opaque",
    labels: options.labels ?? {},
    annotations: options.annotations ?? {},
    data,
    keys: keys as SyncedSecret<Key>["keys"],
  };
}

/**
 * Describes a `kubernetes.io/tls` Secret from one file that holds both private key and chain: a certificate mounted
 * with `as: "secret"`.
 */
export function tlsSecret(
  name: string,
  pair: FileReference,
  options: Omit<SyncedSecretOptions, "type"> = {},
): SyncedSecret<"tls.crt" | "tls.key"> {
  return syncedSecret(name, { "tls.crt": pair, "tls.key": pair }, { ...options, type: "kubernetes.io/tls" });
}
