import type { Environment } from "../environment.js";
import type { ExistingIdentity, Identity } from "../identity.js";
import * as limits from "../limits.js";
import { splitName } from "../naming.js";
import { problem, quote, within } from "../problem.js";
import type { ResolvedIdentity } from "../resolve.js";
import { declaredIdentity, resolveIdentities } from "../resolve-identities.js";
import { namespaceOf, serviceAccountOf } from "../resolve-workload.js";
import { sufficientSplit } from "../split.js";
import { checkGuid, checkInteger, checkName, checkUnique, type Problems } from "./checks.js";

/** Where federated credentials of an existing identity can be created. */
const FEDERATED_RESOURCE =
  /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+|\/applications\/[0-9a-f-]{36})$/i;

/** Checks identities, their federated credentials, and which service accounts stand for them. */
export function* checkIdentities(environment: Environment): Problems {
  const { name, workloads } = environment;
  const declared = new Map<string, { identity: Identity; at: string }>();

  for (const [index, workload] of workloads.entries()) {
    const at = within(name, `workloads[${index}] ${workload.name}`, "identity");
    const identity = declaredIdentity(workload);
    const before = declared.get(identity.key);
    if (before === undefined) {
      declared.set(identity.key, { identity, at });
      if (workload.identity) {
        yield* checkIdentity(workload.identity, at);
      }
    } else if (JSON.stringify(before.identity) !== JSON.stringify(identity)) {
      yield problem({
        rule: "unique-identity-key",
        message: `identity key ${quote(identity.key)} stands for two different identities`,
        at,
        allowed: "one identity for each key",
        fix: `describe it once and let all its workloads refer to that; the other is at ${before.at}`,
      });
    }
  }
  yield* checkServiceAccounts(environment);
  yield* checkResolved(environment, declared);
}

function* checkIdentity(identity: Identity, at: string): Problems {
  yield* checkName("valid-identity-key", "identity key", identity.key, within(at, "key"), limits.dnsLabel);
  if (identity.kind === "existing-identity") {
    yield* checkExisting(identity, at);
    return;
  }
  yield* checkInteger("valid-split", "split", identity.split, within(at, "split"), { min: 1, max: 1000 });
}

function* checkExisting({ clientId, principalId, resourceId }: ExistingIdentity, at: string): Problems {
  const show = "az identity show --name <name> --resource-group <group> --query";
  yield* checkGuid("clientId", clientId, within(at, "clientId"), `${show} clientId -o tsv`);
  yield* checkGuid("principalId", principalId, within(at, "principalId"), `${show} principalId -o tsv`);
  if (clientId.toLowerCase() === principalId.toLowerCase()) {
    yield problem({
      rule: "valid-principal-id",
      message: `principalId ${quote(principalId)} is the client id`,
      at: within(at, "principalId"),
      allowed: "the object id of the identity's service principal, which never equals the client id",
      fix: `${show} principalId -o tsv`,
    });
  }
  if (resourceId !== undefined && !FEDERATED_RESOURCE.test(resourceId)) {
    yield problem({
      rule: "valid-resource-id",
      message: `resourceId ${quote(resourceId)} cannot hold federated credentials`,
      at: within(at, "resourceId"),
      allowed:
        "the ARM id of a user-assigned identity (/subscriptions/…/Microsoft.ManagedIdentity/userAssignedIdentities/…), or /applications/<object id of the application>",
      fix: `${show} id -o tsv`,
    });
  }
}

function* checkServiceAccounts(environment: Environment): Problems {
  const { name, workloads } = environment;
  const first = new Map<string, { identity: string; credential: string | undefined; workload: string }>();
  for (const [index, workload] of workloads.entries()) {
    const account = `${namespaceOf(workload)}/${serviceAccountOf(workload)}`;
    const identity = declaredIdentity(workload).key;
    const credential = workload.federatedCredential;
    const before = first.get(account);
    const at = within(name, `workloads[${index}] ${workload.name}`);
    if (before === undefined) {
      first.set(account, { identity, credential, workload: workload.name });
    } else if (before.identity !== identity) {
      yield problem({
        rule: "unique-subject",
        message: `service account ${quote(account)} stands for identity ${quote(identity)} here and for ${quote(before.identity)} in workload ${quote(before.workload)}`,
        at: within(at, "identity"),
        allowed: "one identity for each service account",
        fix: "give the workload a service account of its own, or the same identity",
      });
    } else if (before.credential !== credential) {
      yield problem({
        rule: "unique-subject",
        message: `service account ${quote(account)} has two names for one federated credential: ${quote(credential ?? "(derived)")} here and ${quote(before.credential ?? "(derived)")} in workload ${quote(before.workload)}`,
        at: within(at, "federatedCredential"),
        allowed: "one credential for an issuer and a subject",
        fix: "give both workloads the same federatedCredential, or none",
      });
    }
  }
}

function* checkResolved(
  environment: Environment,
  declared: ReadonlyMap<string, { identity: Identity; at: string }>,
): Problems {
  const { identities } = resolveIdentities(environment);
  for (const identity of identities) {
    yield* checkCredentials(environment, identity);
    if (identity.kind !== "existing-identity") {
      const rule = identity.kind === "managed-identity" ? limits.managedIdentityName : limits.applicationDisplayName;
      yield* checkName(
        "valid-identity-name",
        "identity name",
        identity.name,
        within(environment.name, `identity ${identity.key}`, "name"),
        rule,
      );
    }
  }
  yield* checkUnique(
    identities.flatMap((identity) => (identity.kind === "managed-identity" ? [identity] : [])),
    (identity) => identity.name.toLowerCase(),
    (again, first) =>
      problem({
        rule: "unique-identity-name",
        message: `identities ${quote(first.key)} and ${quote(again.key)} are both named ${quote(again.name)}`,
        at: within(environment.name, `identity ${again.key}`, "name"),
        allowed: "one managed identity of a name in a resource group, in any case of letters",
        fix: "rename one of them",
      }),
  );
  const byKey = new Map(identities.map((identity) => [identity.key, identity]));
  for (const { identity, at } of declared.values()) {
    yield* checkCount(identity, byKey, at);
  }
}

function* checkCredentials({ name }: Environment, { key, credentials }: ResolvedIdentity): Problems {
  const at = within(name, `identity ${key}`, "federatedCredentials");
  for (const credential of credentials) {
    yield* checkName(
      "valid-credential-name",
      "federated credential name",
      credential.name,
      at,
      limits.federatedCredentialName,
    );
  }
  yield* checkUnique(
    credentials,
    (credential) => credential.name.toLowerCase(),
    (again, first) =>
      problem({
        rule: "unique-credential-name",
        message: `federated credential name ${quote(again.name)} is used for ${quote(first.subject)} and ${quote(again.subject)}`,
        at,
        allowed: "one credential of a name in an identity",
        fix: "rename one of them",
      }),
  );
}

function* checkCount(identity: Identity, byKey: ReadonlyMap<string, ResolvedIdentity>, at: string): Problems {
  if (identity.kind === "existing-identity") {
    return; // counted over all environments, in across.ts
  }
  const max = limits.federatedCredentialsPerIdentity;
  const keys = Array.from({ length: identity.split }, (_, index) => splitName(identity.key, index + 1));
  const parts = keys.flatMap((key) => byKey.get(key) ?? []);
  const crowded = parts.find(({ credentials }) => credentials.length > max);
  if (crowded === undefined) {
    return;
  }
  const subjects = parts.flatMap(({ credentials }) => credentials.map(({ subject }) => subject));
  yield problem({
    rule: "valid-credential-count",
    message: `identity ${quote(crowded.key)} needs ${crowded.credentials.length} federated credentials`,
    at,
    allowed: `at most ${max} for one identity, each for one service account`,
    fix: `set split: ${sufficientSplit(subjects, identity.split + 1, max)} on identity ${quote(identity.key)}`,
  });
}
