import type { Environment } from "../environment.js";
import { federatedCredentialsPerIdentity } from "../limits.js";
import { problem, quote, within } from "../problem.js";
import { type ResolvedEnvironment, resolve } from "../resolve.js";
import { checkUnique, type Problems } from "./checks.js";

/** Something that may stand in one environment only. */
interface Claim {
  /** The environment that claims it. */
  readonly environment: string;
  /** Identifies it, whatever the environment. */
  readonly id: string;
  readonly name: string;
}

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
  yield* checkAzure(resolved);
  yield* checkClusters(resolved);
  yield* checkExistingIdentities(resolved);
}

function* checkAzure(environments: readonly ResolvedEnvironment[]): Problems {
  yield* checkClaims(
    environments.map(({ vaults }) =>
      vaults.filter(({ origin }) => origin === "new").map(({ name }) => ({ id: name.toLowerCase(), name })),
    ),
    environments,
    (again, first) =>
      problem({
        rule: "unique-vault-name",
        message: `vault name ${quote(again.name)} is also created by environment ${quote(first.environment)}`,
        at: within(again.environment, "vaults"),
        allowed: "one vault of a name in the whole of Azure",
        fix: "rename it, or describe it here with existingKeyVault(…)",
      }),
  );
  yield* checkClaims(
    environments.map((environment) =>
      environment.cluster.origin === "new" ? [{ id: clusterId(environment), name: environment.cluster.name }] : [],
    ),
    environments,
    (again, first) =>
      problem({
        rule: "unique-cluster-name",
        message: `cluster name ${quote(again.name)} is also created by environment ${quote(first.environment)}`,
        at: within(again.environment, "cluster", "name"),
        allowed: "one cluster of a name in a resource group",
        fix: "rename it, or describe it here with existingCluster(…)",
      }),
  );
  yield* checkClaims(
    environments.map((environment) =>
      environment.identities
        .flatMap((identity) => (identity.kind === "managed-identity" ? [identity.name] : []))
        .map((name) => ({ id: `${groupId(environment)}/${name}`.toLowerCase(), name })),
    ),
    environments,
    (again, first) =>
      problem({
        rule: "unique-identity-name",
        message: `managed identity ${quote(again.name)} is also created by environment ${quote(first.environment)}`,
        at: within(again.environment, `identity ${again.name}`),
        allowed: "one managed identity of a name in a resource group, in any case of letters",
        fix: "rename one of them, or use another resource group",
      }),
  );
}

function* checkClusters(environments: readonly ResolvedEnvironment[]): Problems {
  const onCluster = (environment: ResolvedEnvironment, names: readonly string[]) =>
    names.map((name) => ({ id: `${clusterId(environment)}/${name}`, name }));

  yield* checkClaims(
    environments.map((environment) =>
      onCluster(
        environment,
        environment.serviceAccounts.map(({ namespace, name }) => `${namespace}/${name}`),
      ),
    ),
    environments,
    (again, first) =>
      problem({
        rule: "unique-subject",
        message: `service account ${quote(again.name)} also belongs to environment ${quote(first.environment)} on the same cluster`,
        at: within(again.environment, "workloads"),
        allowed: "one owner for each service account of a cluster, and with it for each issuer and subject",
        fix: "use another namespace or service account",
      }),
  );
  yield* checkClaims(
    environments.map((environment) => onCluster(environment, environment.workloads.flatMap(objectsOf))),
    environments,
    (again, first) =>
      problem({
        rule: "unique-kubernetes-object",
        message: `${again.name} also belongs to environment ${quote(first.environment)} on the same cluster`,
        at: within(again.environment, "workloads"),
        allowed: "one owner for each object of a cluster",
        fix: "use another namespace or name",
      }),
  );
}

function objectsOf({ kind, namespace, name, mounts }: ResolvedEnvironment["workloads"][number]): readonly string[] {
  return [
    `${kind} ${namespace}/${name}`,
    ...mounts.map(({ providerClass }) => `SecretProviderClass ${namespace}/${providerClass}`),
    ...mounts.flatMap(({ sync }) => sync.map((synced) => `Secret ${namespace}/${synced.name}`)),
  ];
}

function* checkExistingIdentities(environments: readonly ResolvedEnvironment[]): Problems {
  const subjects = new Map<string, { key: string; environments: Set<string>; credentials: Set<string> }>();
  for (const environment of environments) {
    for (const identity of environment.identities) {
      if (identity.kind !== "existing-identity") {
        continue;
      }
      const id = identity.clientId.toLowerCase();
      const entry = subjects.get(id) ?? { key: identity.key, environments: new Set(), credentials: new Set() };
      subjects.set(id, entry);
      entry.environments.add(environment.name);
      for (const { subject } of identity.credentials) {
        entry.credentials.add(`${clusterId(environment)} ${subject}`);
      }
    }
  }
  for (const { key, environments: names, credentials } of subjects.values()) {
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
  claimed: readonly (readonly Omit<Claim, "environment">[])[],
  environments: readonly ResolvedEnvironment[],
  report: Parameters<typeof checkUnique<Claim>>[2],
): Problems {
  const claims = claimed.flatMap((ofOne, index) => {
    const once = new Map(ofOne.map((claim) => [claim.id, claim]));
    return [...once.values()].map((claim) => ({ ...claim, environment: environments[index]?.name ?? "" }));
  });
  yield* checkUnique(claims, ({ id }) => id, report);
}

function groupId({ subscriptionId, resourceGroup }: ResolvedEnvironment): string {
  return `${subscriptionId}/${resourceGroup.name}`.toLowerCase();
}

function clusterId(environment: ResolvedEnvironment): string {
  const { cluster, subscriptionId } = environment;
  const group = cluster.origin === "new" ? groupId(environment) : `${subscriptionId}/${cluster.resourceGroup}`;
  return `${group}/${cluster.name}`.toLowerCase();
}
