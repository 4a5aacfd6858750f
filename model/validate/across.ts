import type { Environment } from "../environment.js";
import { federatedCredentialsPerIdentity } from "../limits.js";
import { problem, quote, within } from "../problem.js";
import { type ResolvedEnvironment, resolve } from "../resolve.js";
import { checkUnique, type Problems } from "./checks.js";
import { type Claim, claimsInAzure, claimsInCluster, claimsOnIdentities, clusterId, createsGroup } from "./claims.js";

/** Checks what environments share: their names, Azure resources, identities and clusters. */
export function* checkAcross(environments: readonly Environment[]): Problems {
  yield* checkUnique(
    environments,
    ({ name }) => name,
    ({ name }) =>
      problem({
        rule: "unique-environment-name",
        message: `environment name ${quote(name)} is used twice`,
        at: "environments",
        allowed: "each name once: it names the stack, the folders and the binding",
        fix: "rename one of the environments",
      }),
  );
  const resolved = environments.map(resolve);
  for (const environment of resolved) {
    yield* checkGroup(environment);
  }
  yield* checkClaims(resolved, claimsInAzure);
  yield* checkClaims(resolved, claimsOnIdentities);
  yield* checkClaims(resolved, claimsInCluster);
  yield* checkExistingIdentities(resolved);
}

/** A group that something existing is in exists. */
function* checkGroup(environment: ResolvedEnvironment): Problems {
  const { name, resourceGroup, cluster, vaults } = environment;
  const neighbour = [cluster, ...vaults].find(
    (one) => one.origin === "existing" && one.resourceGroup.toLowerCase() === resourceGroup.name.toLowerCase(),
  );
  if (neighbour !== undefined && createsGroup(environment)) {
    yield problem({
      rule: "unique-resource-group",
      message: `resource group ${quote(resourceGroup.name)} is to be created, but ${quote(neighbour.name)} exists in it`,
      at: within(name, "resourceGroup"),
      allowed: "a name that is free, or a group described as existing",
      fix: `resourceGroup: existingResourceGroup(${quote(resourceGroup.name)})`,
    });
  }
}

function* checkExistingIdentities(environments: readonly ResolvedEnvironment[]): Problems {
  const found = new Map<string, { key: string; environments: Set<string>; credentials: Set<string> }>();
  for (const environment of environments) {
    for (const identity of environment.identities) {
      if (identity.kind === "existing-identity") {
        const id = identity.clientId.toLowerCase();
        const entry = found.get(id) ?? { key: identity.key, environments: new Set(), credentials: new Set() };
        found.set(id, entry);
        entry.environments.add(environment.name);
        for (const { subject } of identity.credentials) {
          entry.credentials.add(`${clusterId(environment)} ${subject}`);
        }
      }
    }
  }
  for (const { key, environments: names, credentials } of found.values()) {
    if (credentials.size > federatedCredentialsPerIdentity) {
      yield problem({
        rule: "valid-credential-count",
        message: `existing identity ${quote(key)} needs ${credentials.size} federated credentials`,
        at: within([...names].join(", "), `identity ${key}`),
        allowed: `at most ${federatedCredentialsPerIdentity} for one identity, each for one service account of one cluster`,
        fix: "divide its service accounts over several identities",
      });
    }
  }
}

function* checkClaims(
  environments: readonly ResolvedEnvironment[],
  claimsOf: (environment: ResolvedEnvironment) => readonly Claim[],
): Problems {
  const claims = environments.flatMap((environment) => {
    // Twice within one environment is another check's business.
    const once = new Map(claimsOf(environment).map((claim) => [claim.id, claim]));
    return [...once.values()].map((claim) => ({ ...claim, environment: environment.name }));
  });
  yield* checkUnique(
    claims,
    ({ id }) => id,
    ({ text, message }, first) => problem({ ...text, message: `${message} environment ${quote(first.environment)}` }),
  );
}
