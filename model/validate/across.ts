import { clouds } from "../cloud.js";
import type { Environment } from "../environment.js";
import { federatedCredentialsPerIdentity } from "../limits/index.js";
import { planCredentials } from "../plan.js";
import { problem, quote, within } from "../problem.js";
import { type ResolvedEnvironment, resolve } from "../resolve.js";
import { checkUnique, type Problems } from "./checks.js";
import { claimsInAzure, createsGroup } from "./claims/azure.js";
import type { Claim } from "./claims/claim.js";
import { claimsInCluster } from "./claims/cluster.js";
import { claimsOnIdentities } from "./claims/identities.js";

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
  yield* checkStackNames(resolved);
  for (const environment of resolved) {
    yield* checkGroup(environment);
  }
  yield* checkClaims(resolved, claimsInAzure);
  yield* checkClaims(resolved, claimsOnIdentities);
  yield* checkClaims(resolved, claimsInCluster);
  yield* checkExistingIdentities(resolved);
}

/** A team's stack is named after environment and team, which must not be another environment. */
function* checkStackNames(environments: readonly ResolvedEnvironment[]): Problems {
  const stacks = environments.flatMap(({ name, stacks: all }) =>
    all.map((stack) => ({ environment: name, stack: stack.name, team: stack.team })),
  );
  for (const { environment, stack, team } of stacks) {
    const clash = stacks.find((other) => other.stack === stack && other.environment !== environment);
    if (team !== undefined && clash !== undefined) {
      yield problem({
        rule: "unique-environment-name",
        message: `the stack of team ${quote(team)} would be ${quote(stack)}, which is also a stack of environment ${quote(clash.environment)}`,
        at: within(environment, "workloads"),
        allowed: "each stack once: it names the folder, the state and the binding",
        fix: "rename the team or the environment",
      });
    }
  }
}

/** A group that something existing is in exists. */
function* checkGroup(environment: ResolvedEnvironment): Problems {
  const { name, resourceGroup } = environment;
  const neighbour = neighboursOf(environment).find(
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

/** Everything that is in a resource group, and may exist. */
function neighboursOf({ cloud, cluster, networks, monitoring, vaults }: ResolvedEnvironment) {
  const zones = vaults.flatMap((vault) =>
    vault.origin === "new" && vault.network.access === "private" && vault.network.dnsZone
      ? [{ ...vault.network.dnsZone, name: clouds[cloud].vaultZone }]
      : [],
  );
  const destinations = monitoring ? [monitoring.workspace, monitoring.actionGroup] : [];
  return [cluster, ...networks, ...destinations, ...vaults, ...zones];
}

function* checkExistingIdentities(environments: readonly ResolvedEnvironment[]): Problems {
  for (const { identity, environments: names, subjects, others } of planCredentials(environments)) {
    if (identity.kind === "existing-identity" && subjects.length + others > federatedCredentialsPerIdentity) {
      yield problem({
        rule: "valid-credential-count",
        message: `existing identity ${quote(identity.key)} needs ${subjects.length} federated credentials${others === 0 ? "" : ` beside ${others} others`}`,
        at: within(names.join(", "), `identity ${identity.key}`),
        allowed: `at most ${federatedCredentialsPerIdentity} for one identity, each for one service account of one cluster`,
        fix: "divide its service accounts over several identities",
      });
    }
  }
}

function* checkClaims(
  environments: readonly ResolvedEnvironment[],
  claimsOf: (environment: ResolvedEnvironment) => Iterable<Claim>,
): Problems {
  const claims = environments.flatMap((environment) => {
    // Twice within one environment is another check's business.
    const once = new Map([...claimsOf(environment)].map((claim) => [claim.id, claim]));
    return [...once.values()].map((claim) => ({ claim, environment: environment.name }));
  });
  yield* checkUnique(
    claims,
    ({ claim }) => claim.id,
    ({ claim: { id, message, ...text } }, first) =>
      problem({ ...text, message: `${message} environment ${quote(first.environment)}` }),
  );
}
