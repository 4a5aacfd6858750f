import type { CredentialOwner } from "./resolve.js";

interface CreatedIdentityProps {
  /** Name in Azure; with `split`, that of the first, and the others append `-2`, `-3` … @default - `<environment>-<key>` */
  readonly name?: string;
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
export type ManagedIdentityProps = CreatedIdentityProps;

/** Settings of an Entra application. */
export interface EntraApplicationProps extends CreatedIdentityProps {
  /**
   * Object ids of the owners of application and service principal. A pipeline that may change only what it owns
   * (Application.ReadWrite.OwnedBy) names itself here.
   *
   * @default - none: whoever deploys has rights on all applications
   */
  readonly owners?: readonly string[];
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
export interface ManagedIdentity extends ManagedIdentityProps {
  readonly kind: "managed-identity";
  readonly key: string;
  readonly split: number;
}

/** An Entra application, with its service principal, that the environment creates. */
export interface EntraApplication extends EntraApplicationProps {
  readonly kind: "entra-application";
  readonly key: string;
  readonly split: number;
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
  return { ...props, split: props.split ?? 1, kind: "managed-identity", key };
}

/**
 * Describes an Entra application that the environment creates together with its service principal.
 *
 * @param key short name within the environment, an RFC 1123 label
 */
export function entraApplication(key: string, props: EntraApplicationProps = {}): EntraApplication {
  return { ...props, split: props.split ?? 1, kind: "entra-application", key };
}

/**
 * Describes an identity that exists already.
 *
 * @param key short name within the environment, an RFC 1123 label
 */
export function existingIdentity(key: string, props: ExistingIdentityProps): ExistingIdentity {
  return { ...props, kind: "existing-identity", key };
}

const USER_ASSIGNED =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/([^/]+)$/i;
const APPLICATION = /^\/applications\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * What the resource id of an existing identity names, in the spelling that Terraform asks for: Azure's tools print the
 * fixed words in any case, the provider reads only one. Undefined for an id that cannot hold federated credentials.
 */
export function credentialOwnerOf(resourceId: string): CredentialOwner | undefined {
  const application = APPLICATION.exec(resourceId);
  if (application) {
    return { kind: "application", id: `/applications/${application[1]}` };
  }
  const identity = USER_ASSIGNED.exec(resourceId);
  if (identity) {
    const [, subscription, group, name] = identity;
    const id = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
    return { kind: "user-assigned-identity", id };
  }
  return undefined;
}
