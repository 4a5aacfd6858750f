import { isDeepStrictEqual } from "node:util";
import type { Environment } from "../environment.js";
import {
  credentialOwnerOf,
  type ExistingIdentity,
  type Identity,
  type NodeIdentity,
  type SplitIdentity,
} from "../identity.js";
import * as limits from "../limits/index.js";
import { controlPlaneOf, splitName } from "../naming.js";
import { problem, quote, within } from "../problem.js";
import type { ResolvedIdentity } from "../resolve.js";
import { declaredIdentity, partKeysIn, resolveIdentities } from "../resolve-identities.js";
import { sufficientSplit } from "../split.js";
import { checkGuid, checkInteger, checkName, checkUnique, type Problems } from "./checks.js";
import { checkPrincipals, type Declared } from "./principals.js";
import { checkServiceAccounts } from "./service-accounts.js";

type PartKeys = ReturnType<typeof partKeysIn>;

/** Checks identities and their federated credentials. */
export function* checkIdentities(environment: Environment): Problems {
  const declared = new Map<string, Declared>();
  for (const [index, workload] of environment.workloads.entries()) {
    const at = within(environment.name, `workloads[${index}] ${workload.name}`, "identity");
    const identity = declaredIdentity(workload);
    const before = declared.get(identity.key);
    if (before === undefined) {
      declared.set(identity.key, { identity, at });
      if (workload.identity) {
        yield* checkIdentity(workload.identity, at);
      }
    } else if (!isDeepStrictEqual(before.identity, identity)) {
      yield problem({
        rule: "unique-identity-key",
        message: `identity key ${quote(identity.key)} stands for two different identities`,
        at,
        allowed: "one identity for each key",
        fix: `describe it once and let all its workloads refer to that; the other is at ${before.at}`,
      });
    }
  }
  const partKeys = partKeysIn(environment);
  yield* checkKeys(partKeys, [...declared.values()]);
  yield* checkPrincipals(environment, [...declared.values()]);
  yield* checkServiceAccounts(environment);
  yield* checkCredentials(environment, partKeys, declared);
}

function* checkIdentity(identity: Identity, at: string): Problems {
  yield* checkName("valid-identity-key", "identity key", identity.key, within(at, "key"), limits.dnsLabel);
  switch (identity.kind) {
    case "existing-identity":
      yield* checkExisting(identity, at);
      break;
    case "node-identity":
      yield* checkNodeIdentity(identity, at);
      break;
    case "managed-identity":
    case "entra-application":
      yield* checkCreated(identity, at);
      break;
    case "pod-identity":
      break; // refused with the shape
  }
}

function* checkCreated(identity: SplitIdentity, at: string): Problems {
  if (identity.name !== undefined) {
    const rule = identity.kind === "managed-identity" ? limits.managedIdentityName : limits.applicationDisplayName;
    const longest = splitName(identity.name, identity.split === "auto" ? LONGEST_AUTOMATIC : identity.split);
    yield* rule.test(identity.name)
      ? checkName(
          "valid-identity-name",
          "identity name",
          longest,
          within(at, "name"),
          rule,
          "leave room for the split's number",
        )
      : checkName("valid-identity-name", "identity name", identity.name, within(at, "name"), rule);
  }
  if (identity.kind === "entra-application") {
    for (const owner of identity.owners ?? []) {
      yield* checkGuid("owner", owner, within(at, "owners"), "give the object id of a user or service principal");
    }
  }
}

/** Bits of an automatic split that nobody reaches: some hundred thousand accounts behind one identity. */
const LONGEST_AUTOMATIC = "1".repeat(16);

function* checkNodeIdentity({ source }: NodeIdentity, at: string): Problems {
  if (source.from === "user-assigned") {
    yield* checkIds(source, within(at, "source"));
  } else if (source.from === "system-assigned") {
    const where = within(at, "source", "principalIds");
    for (const [index, id] of source.principalIds.entries()) {
      const fix = "az vmss show --name <scale set> --resource-group <node group> --query identity.principalId -o tsv";
      yield* checkGuid("principalId", id, `${where}[${index}]`, fix);
    }
    if (new Set(source.principalIds.map((id) => id.toLowerCase())).size !== Math.max(1, source.principalIds.length)) {
      yield problem({
        rule: "valid-node-identity",
        message: `principalIds are ${quote(source.principalIds)}`,
        at: where,
        allowed: "the object id of each scale set's system-assigned identity, each once, at least one",
        fix: "list one for each pool whose nodes run the workloads",
      });
    }
  }
}

function* checkExisting(
  { clientId, principalId, resourceId, otherCredentials = 0 }: ExistingIdentity,
  at: string,
): Problems {
  yield* checkIds({ clientId, principalId }, at);
  yield* checkInteger(
    "valid-credential-count",
    "number of other credentials",
    otherCredentials,
    within(at, "otherCredentials"),
    {
      min: 0,
      max: limits.federatedCredentialsPerIdentity,
    },
  );
  if (resourceId !== undefined && credentialOwnerOf(resourceId) === undefined) {
    yield problem({
      rule: "valid-resource-id",
      message: `resourceId ${quote(resourceId)} cannot hold federated credentials`,
      at: within(at, "resourceId"),
      allowed:
        "the ARM id of a user-assigned identity (/subscriptions/…/Microsoft.ManagedIdentity/userAssignedIdentities/…), or /applications/<object id of the application>",
      fix: "az identity show --name <name> --resource-group <group> --query id -o tsv",
    });
  }
}

function* checkIds(
  { clientId, principalId }: { readonly clientId: string; readonly principalId: string },
  at: string,
): Problems {
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
}

/** Every part of a split takes a key, so `students` split in two leaves no room for another `students-2`. */
function* checkKeys(partKeys: PartKeys, declared: readonly Declared[]): Problems {
  const parts = declared.flatMap(({ identity, at }) =>
    partKeys(identity).map((key, index) => ({ key, at, of: identity.key, part: index + 1 })),
  );
  yield* checkUnique(
    parts,
    ({ key }) => key,
    (again, first) =>
      problem({
        rule: "unique-identity-key",
        message: `identity key ${quote(again.key)} is also that of part ${Math.max(first.part, again.part)} of identity ${quote(first.part > again.part ? first.of : again.of)}`,
        at: again.at,
        allowed: "one identity for each key; a split takes keys with a number, such as <key>-2, besides its own",
        fix: "give one of them another key",
      }),
  );
}

function* checkCredentials(
  environment: Environment,
  partKeys: PartKeys,
  declared: ReadonlyMap<string, Declared>,
): Problems {
  const { name } = environment;
  const { identities } = resolveIdentities(environment);
  for (const { key, credentials } of identities) {
    yield* checkUnique(
      credentials,
      (credential) => credential.name.toLowerCase(),
      (again, first) =>
        problem({
          rule: "unique-credential-name",
          message: `federated credential name ${quote(again.name)} is used for ${quote(first.subject)} and ${quote(again.subject)}`,
          at: within(name, `identity ${key}`, "federatedCredentials"),
          allowed: "one credential of a name in an identity",
          fix: "rename one of them",
        }),
    );
  }
  yield* checkUnique(
    identities.flatMap((identity) => (identity.kind === "managed-identity" ? [identity] : [])),
    (identity) => identity.name.toLowerCase(),
    (again, first) =>
      problem({
        rule: "unique-identity-name",
        message: `identities ${quote(first.key)} and ${quote(again.key)} are both named ${quote(again.name)}`,
        at: within(name, `identity ${again.key}`, "name"),
        allowed: "one managed identity of a name in a resource group, in any case of letters",
        fix: "rename one of them",
      }),
  );
  const controlPlane = controlPlaneOf(environment.cluster);
  const clash = identities.find(
    (identity) => identity.kind === "managed-identity" && identity.name.toLowerCase() === controlPlane?.toLowerCase(),
  );
  if (clash !== undefined) {
    yield problem({
      rule: "unique-identity-name",
      message: `identity ${quote(clash.key)} is named ${quote(controlPlane)}, like the cluster's own`,
      at: within(name, `identity ${clash.key}`, "name"),
      allowed: "one managed identity of a name in a resource group, in any case of letters",
      fix: "rename it",
    });
  }
  const byKey = new Map(identities.map((identity) => [identity.key, identity]));
  for (const { identity, at } of declared.values()) {
    yield* checkCount(identity, partKeys, byKey, at);
  }
}

function* checkCount(
  identity: Identity,
  partKeys: PartKeys,
  byKey: ReadonlyMap<string, ResolvedIdentity>,
  at: string,
): Problems {
  if (!("split" in identity) || identity.split === "auto") {
    return; // existing ones are counted over all environments, in across.ts; the others are never too full
  }
  const max = limits.federatedCredentialsPerIdentity;
  const parts = partKeys(identity).flatMap((key) => byKey.get(key) ?? []);
  const crowded = parts.find(({ credentials }) => credentials.length > max);
  if (crowded === undefined) {
    return;
  }
  const subjects = parts.flatMap(({ credentials }) => credentials.map(({ subject }) => subject));
  const sufficient = sufficientSplit(subjects, identity.split + 1, max);
  const binding = identity.kind === "managed-identity" ? ', or trust: "identity-binding", which has no such limit' : "";
  yield problem({
    rule: "valid-credential-count",
    message: `identity ${quote(crowded.key)} needs ${crowded.credentials.length} federated credentials`,
    at,
    allowed: `at most ${max} for one identity, each for one service account`,
    fix:
      sufficient <= limits.split.max
        ? `set split: ${sufficient} or split: "auto" on identity ${quote(identity.key)}${binding}`
        : `divide its service accounts over several identities${binding}`,
  });
}
