import type { Environment } from "./environment.js";
import { credentialOwnerOf, type Identity, managedIdentity, type SplitIdentity } from "./identity.js";
import { federatedCredentialsPerIdentity } from "./limits/index.js";
import * as naming from "./naming.js";
import { byText } from "./order.js";
import type { ResolvedCredential, ResolvedIdentity } from "./resolve.js";
import { namespaceOf, serviceAccountOf } from "./resolve-workload.js";
import { divide, partOf } from "./split.js";
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
  const wanted = wantedOf(environment);
  const divided = divideAutomatic(wanted);
  const found = new Map<string, Found>();

  const assigned = wanted.map(({ workload, identity, credential }) => {
    const part = divided.get(identity.key)?.get(credential.subject) ?? partOfSplit(identity, credential.subject);
    const key = naming.splitName(identity.key, part);
    const entry = found.get(key) ?? { identity, part, team: workload.team, credentials: new Map() };
    found.set(key, entry);
    entry.credentials.set(credential.subject, credential);
    return { workload, identity: key };
  });

  return {
    assigned,
    identities: [...found.entries()]
      .sort(byText(([key]) => key))
      .map(([key, { identity, part, team, credentials }]) => ({
        ...resolveIdentity(environment, identity, part),
        key,
        declaredKey: identity.key,
        split: "split" in identity && isFederated(identity) ? identity.split : 1,
        ...(team !== undefined && { team }),
        credentials: isFederated(identity) ? [...credentials.values()].sort(byText(({ subject }) => subject)) : [],
      })),
  };
}

/** Tells the keys of the identities that a declared one of the environment stands for, the first first. */
export function partKeysIn(environment: Environment): (identity: Identity) => readonly string[] {
  const divided = divideAutomatic(wantedOf(environment));
  return (identity) => {
    if (!("split" in identity) || !isFederated(identity)) {
      return [identity.key];
    }
    if (identity.split !== "auto") {
      return Array.from({ length: identity.split }, (_, index) => naming.splitName(identity.key, index + 1));
    }
    const parts = divided.get(identity.key)?.values() ?? [];
    return [...new Set(parts)].sort().map((part) => naming.splitName(identity.key, part));
  };
}

/** A workload with what it asks for. */
interface Wanted {
  readonly workload: Workload;
  readonly identity: Identity;
  readonly credential: ResolvedCredential;
}

function wantedOf(environment: Environment): readonly Wanted[] {
  return environment.workloads.map((workload) => ({
    workload,
    identity: declaredIdentity(workload),
    credential: credentialOf(environment, workload),
  }));
}

interface Found {
  readonly identity: Identity;
  readonly part: number | string;
  readonly team: string | undefined;
  readonly credentials: Map<string, ResolvedCredential>;
}

/** Whether an identity trusts service accounts one by one. */
function isFederated(identity: Identity): boolean {
  return identity.kind === "managed-identity"
    ? identity.trust === "federation"
    : identity.kind === "entra-application" || identity.kind === "existing-identity";
}

/** For each identity that is split automatically, which part each of its subjects belongs to. */
function divideAutomatic(
  wanted: readonly Pick<Wanted, "identity" | "credential">[],
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const subjects = new Map<string, Set<string>>();
  for (const { identity, credential } of wanted) {
    if ("split" in identity && identity.split === "auto" && isFederated(identity)) {
      subjects.set(identity.key, (subjects.get(identity.key) ?? new Set()).add(credential.subject));
    }
  }
  return new Map([...subjects].map(([key, of]) => [key, divide([...of], federatedCredentialsPerIdentity)]));
}

function partOfSplit(identity: Identity, subject: string): number {
  return "split" in identity && typeof identity.split === "number" && isFederated(identity)
    ? partOf(subject, identity.split)
    : 1;
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

type WithoutKey<Value> = Value extends unknown
  ? Omit<Value, "key" | "declaredKey" | "split" | "credentials" | "team">
  : never;

function resolveIdentity(
  environment: Environment,
  identity: Identity,
  part: number | string,
): WithoutKey<ResolvedIdentity> {
  switch (identity.kind) {
    case "existing-identity": {
      const { kind, clientId, principalId, resourceId, otherCredentials = 0 } = identity;
      const credentialOwner = resourceId === undefined ? undefined : credentialOwnerOf(resourceId);
      return { kind, clientId, principalId, otherCredentials, ...(credentialOwner && { credentialOwner }) };
    }
    case "node-identity":
      return { kind: identity.kind, source: identity.source };
    case "pod-identity":
      throw new Error("pod identity reached the drawing, although validation refuses it");
    default:
      return resolveCreated(environment, identity, part);
  }
}

function resolveCreated(
  environment: Environment,
  identity: SplitIdentity,
  part: number | string,
): WithoutKey<ResolvedIdentity> {
  const name =
    identity.name === undefined
      ? naming.identityName(environment.name, identity.key, part)
      : naming.splitName(identity.name, part);
  if (identity.kind === "managed-identity") {
    return { kind: identity.kind, name, trust: identity.trust };
  }
  return { kind: identity.kind, name, ...(identity.owners && { owners: identity.owners }) };
}
