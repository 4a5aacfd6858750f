import type { CredentialOwner } from "./resolve.js";

interface CreatedIdentityProps {
  /** Name in Azure; with `split`, that of the first, and the others append `-2`, `-3` … @default - `<environment>-<key>` */
  readonly name?: string;
  /**
   * Over how many identities to spread the service accounts. One identity holds at most 20 federated credentials, one
   * for each service account.
   *
   * A number, from 1, keeps every account where it is while others come and go; raising it moves only the accounts that
   * the new identities take over. `"auto"` divides an identity in two when a 21st account comes, which moves about half
   * of that identity's accounts and no other. See docs/decisions/0006.
   *
   * @default 1
   */
  readonly split?: number | "auto";
}

/** Settings of a user-assigned managed identity. */
export interface ManagedIdentityProps extends CreatedIdentityProps {
  /**
   * What makes the cluster's service accounts speak for the identity: a federated credential for each
   * (`federation`), or one AKS identity binding for all of them (`identity-binding`, preview: needs driver and provider
   * of a cluster that has the feature, and provider 1.8). A binding is not split: it has no limit of 20.
   *
   * @default "federation"
   */
  readonly trust?: "federation" | "identity-binding";
}

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
  /**
   * Federated credentials that it holds for others, such as another cluster's. They count towards the limit of 20.
   *
   * @default 0
   */
  readonly otherCredentials?: number;
}

/** A user-assigned managed identity that the environment creates. */
export interface ManagedIdentity extends ManagedIdentityProps {
  readonly kind: "managed-identity";
  readonly key: string;
  readonly split: number | "auto";
  readonly trust: "federation" | "identity-binding";
}

/** An Entra application, with its service principal, that the environment creates. */
export interface EntraApplication extends EntraApplicationProps {
  readonly kind: "entra-application";
  readonly key: string;
  readonly split: number | "auto";
}

/** An identity that exists already. */
export interface ExistingIdentity extends ExistingIdentityProps {
  readonly kind: "existing-identity";
  readonly key: string;
}

/**
 * An identity of the nodes. Every pod of every node can use it, whatever its service account: for clusters that cannot
 * federate.
 */
export interface NodeIdentity {
  readonly kind: "node-identity";
  readonly key: string;
  /** Where it comes from. */
  readonly source: /** The add-on's own, which AKS puts on every node of the environment's cluster. */
    | { readonly from: "add-on" }
    /** A user-assigned one that somebody put on the nodes' scale sets. */
    | { readonly from: "user-assigned"; readonly clientId: string; readonly principalId: string }
    /** The system-assigned ones of the scale sets, by their object ids: every pool has its own. */
    | { readonly from: "system-assigned"; readonly principalIds: readonly string[] };
}

/** Pod identity (aad-pod-identity), which is retired. It can be described so that validation can say what replaces it. */
export interface PodIdentity {
  readonly kind: "pod-identity";
  readonly key: string;
}

/** What a workload is in Microsoft Entra. */
export type Identity = ManagedIdentity | EntraApplication | ExistingIdentity | NodeIdentity | PodIdentity;

/** An identity whose service accounts are spread over several. */
export type SplitIdentity = ManagedIdentity | EntraApplication;

/**
 * Describes a user-assigned managed identity that the environment creates.
 *
 * @param key short name within the environment, an RFC 1123 label
 */
export function managedIdentity(key: string, props: ManagedIdentityProps = {}): ManagedIdentity {
  return { ...props, split: props.split ?? 1, trust: props.trust ?? "federation", kind: "managed-identity", key };
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

/**
 * Describes an identity of the nodes. Every pod on the nodes can use it, so it is for clusters that cannot federate;
 * nothing trusts a service account.
 *
 * @param key short name within the environment, an RFC 1123 label
 * @param source the add-on's own identity, a user-assigned one that is on the scale sets already, or the system-assigned
 *   ones. Default: the add-on's
 */
export function nodeIdentity(key: string, source: NodeIdentity["source"] = { from: "add-on" }): NodeIdentity {
  return { kind: "node-identity", key, source };
}

/**
 * Describes pod identity, which validation refuses with the way out.
 *
 * @deprecated retired by Microsoft since September 2025; use {@link managedIdentity}
 */
export function podIdentity(key: string): PodIdentity {
  return { kind: "pod-identity", key };
}

/**
 * Object ids of an identity that exists before the environment does; none where they are born with it, or with the
 * cluster.
 */
export function principalsOf(
  identity: ExistingPrincipals | { readonly kind: Exclude<Identity["kind"], ExistingPrincipals["kind"]> },
): readonly string[] {
  if (identity.kind === "existing-identity") {
    return [identity.principalId];
  }
  if (identity.kind !== "node-identity" || identity.source.from === "add-on") {
    return [];
  }
  return identity.source.from === "user-assigned" ? [identity.source.principalId] : identity.source.principalIds;
}

type ExistingPrincipals = Pick<ExistingIdentity, "kind" | "principalId"> | Pick<NodeIdentity, "kind" | "source">;

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
