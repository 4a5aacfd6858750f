import type { Environment } from "./environment.js";
import { credentialOwnerOf, type Identity, managedIdentity } from "./identity.js";
import * as naming from "./naming.js";
import { byText } from "./order.js";
import type { ResolvedCredential, ResolvedIdentity } from "./resolve.js";
import { namespaceOf, serviceAccountOf } from "./resolve-workload.js";
import { partOf } from "./split.js";
import type { Workload } from "./workload.js";

/** Identities of an environment after splitting, and which of them each workload has. */
export interface ResolvedIdentities {
  readonly identities: readonly ResolvedIdentity[];
  /** Each workload with the key of its identity, in the order of the description. */
  readonly assigned: readonly { readonly workload: Workload; readonly identity: string }[];
}

/** The identity that a workload asks for, or the one its service account gets by default. */
export function declaredIdentity(workload: Workload): Identity {
  return (
    workload.identity ?? managedIdentity(naming.defaultIdentityKey(namespaceOf(workload), serviceAccountOf(workload)))
  );
}

/** Splits identities over the service accounts that use them and gives each its federated credentials. */
export function resolveIdentities(environment: Environment): ResolvedIdentities {
  const found = new Map<string, { identity: Identity; part: number; credentials: Map<string, ResolvedCredential> }>();

  const assigned = environment.workloads.map((workload) => {
    const identity = declaredIdentity(workload);
    const credential = credentialOf(environment, workload);
    const part = identity.kind === "existing-identity" ? 1 : partOf(credential.subject, identity.split);
    const key = naming.splitName(identity.key, part);
    const entry = found.get(key) ?? { identity, part, credentials: new Map() };
    found.set(key, entry);
    entry.credentials.set(credential.subject, credential);
    return { workload, identity: key };
  });

  return {
    assigned,
    identities: [...found.entries()].sort(byText(([key]) => key)).map(([key, { identity, part, credentials }]) => ({
      ...resolveIdentity(environment, identity, part),
      key,
      credentials: [...credentials.values()].sort(byText(({ subject }) => subject)),
    })),
  };
}

/** The federated credential that a workload's service account needs. */
function credentialOf(environment: Environment, workload: Workload): ResolvedCredential {
  const namespace = namespaceOf(workload);
  const serviceAccount = serviceAccountOf(workload);
  return {
    name: workload.federatedCredential ?? naming.credentialName(environment.name, namespace, serviceAccount),
    namespace,
    serviceAccount,
    subject: naming.federatedSubject(namespace, serviceAccount),
  };
}

type WithoutKey<Value> = Value extends unknown ? Omit<Value, "key" | "credentials"> : never;

function resolveIdentity(environment: Environment, identity: Identity, part: number): WithoutKey<ResolvedIdentity> {
  if (identity.kind === "existing-identity") {
    const { kind, clientId, principalId, resourceId } = identity;
    const credentialOwner = resourceId === undefined ? undefined : credentialOwnerOf(resourceId);
    return { kind, clientId, principalId, ...(credentialOwner && { credentialOwner }) };
  }
  const name =
    identity.name === undefined
      ? naming.identityName(environment.name, identity.key, part)
      : naming.splitName(identity.name, part);
  return identity.kind === "entra-application" && identity.owners
    ? { kind: identity.kind, name, owners: identity.owners }
    : { kind: identity.kind, name };
}
