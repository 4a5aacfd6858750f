interface CreatedIdentityProps {
  /**
   * Over how many identities to spread the service accounts, from 1. One identity holds at most 20 federated
   * credentials, one for each service account. Raising the number moves only the accounts that the new identities
   * take over; see docs/decisions/0006.
   *
   * @default 1
   */
  readonly split?: number;
}

/** Settings of a user-assigned managed identity. */
export interface ManagedIdentityProps extends CreatedIdentityProps {
  /** Name in Azure; with `split`, that of the first, and the others append `-2`, `-3` … @default - `<environment>-<key>` */
  readonly name?: string;
}

/** Settings of an Entra application. */
export interface EntraApplicationProps extends CreatedIdentityProps {
  /** Display name; with `split`, that of the first, and the others append `-2`, `-3` … @default - `<environment>-<key>` */
  readonly name?: string;
}

/** Where to find an identity that exists already. */
export interface ExistingIdentityProps {
  /** The client id (application id), which goes into the SecretProviderClass. */
  readonly clientId: string;
  /** The object id of its service principal, which receives the access. Not the client id. */
  readonly principalId: string;
  /**
   * Where its federated credentials belong: the ARM id of a user-assigned identity, or `/applications/<object id>`.
   *
   * @default - the credentials are somebody else's to create; `npm start` prints which
   */
  readonly resourceId?: string;
}

/** A user-assigned managed identity that the environment creates. */
export interface ManagedIdentity extends Required<CreatedIdentityProps> {
  readonly kind: "managed-identity";
  readonly key: string;
  readonly name?: string;
}

/** An Entra application, with its service principal, that the environment creates. */
export interface EntraApplication extends Required<CreatedIdentityProps> {
  readonly kind: "entra-application";
  readonly key: string;
  readonly name?: string;
}

/** An identity that exists already. */
export interface ExistingIdentity extends ExistingIdentityProps {
  readonly kind: "existing-identity";
  readonly key: string;
}

/** What a workload is in Microsoft Entra. */
export type Identity = ManagedIdentity | EntraApplication | ExistingIdentity;

/**
 * Describes a user-assigned managed identity that the environment creates.
 *
 * @param key short name within the environment, an RFC 1123 label
 */
export function managedIdentity(key: string, props: ManagedIdentityProps = {}): ManagedIdentity {
  return { split: 1, ...props, kind: "managed-identity", key };
}

/**
 * Describes an Entra application that the environment creates together with its service principal.
 *
 * @param key short name within the environment, an RFC 1123 label
 */
export function entraApplication(key: string, props: EntraApplicationProps = {}): EntraApplication {
  return { split: 1, ...props, kind: "entra-application", key };
}

/**
 * Describes an identity that exists already.
 *
 * @param key short name within the environment, an RFC 1123 label
 */
export function existingIdentity(key: string, props: ExistingIdentityProps): ExistingIdentity {
  return { ...props, kind: "existing-identity", key };
}
