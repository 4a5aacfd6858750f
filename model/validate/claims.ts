import { type ProblemText, quote, within } from "../problem.js";
import type { ResolvedEnvironment, ResolvedWorkload } from "../resolve.js";

/** What an environment claims for itself, and what to say when another one does too. */
export interface Claim {
  /** Identifies it, whatever the environment. */
  readonly id: string;
  /** The problem, but for the environment that claims it first. */
  readonly text: Omit<ProblemText, "message">;
  /** What is claimed twice, as the beginning of a sentence that ends with the other environment's name. */
  readonly message: string;
}

/** Names and settings that Azure gives to one owner. */
export function claimsInAzure(environment: ResolvedEnvironment): readonly Claim[] {
  const { name, cluster, resourceGroup, state, vaults } = environment;
  const group = groupId(environment);
  return [
    ...(state === undefined
      ? []
      : [
          {
            id: `state ${state.storageAccount}/${state.container}/${state.key}`,
            message: `the state ${quote(`${state.storageAccount}/${state.container}/${state.key}`)} is also that of`,
            text: {
              rule: "unique-state" as const,
              at: within(name, "state"),
              allowed: "a state of its own: Terraform would destroy what the other environment has",
              fix: "give it another key, or leave the key out",
            },
          },
        ]),
    ...(!createsGroup(environment)
      ? []
      : [
          {
            id: `group ${group}`,
            message: `resource group ${quote(resourceGroup.name)} is also created by`,
            text: {
              rule: "unique-resource-group" as const,
              at: within(name, "resourceGroup"),
              allowed: "one creator for a resource group of a subscription",
              fix: "rename it, or describe it here with existingResourceGroup(…)",
            },
          },
        ]),
    ...(cluster.origin === "existing"
      ? []
      : [
          {
            id: `cluster ${clusterId(environment)}`,
            message: `cluster name ${quote(cluster.name)} is also created by`,
            text: {
              rule: "unique-cluster-name" as const,
              at: within(name, "cluster", "name"),
              allowed: "one cluster of a name in a resource group",
              fix: "rename it, or describe it here with existingCluster(…)",
            },
          },
        ]),
    ...vaults
      .filter(({ origin }) => origin === "new")
      .map((vault) => ({
        id: `vault ${vault.name.toLowerCase()}`,
        message: `vault name ${quote(vault.name)} is also created by`,
        text: {
          rule: "unique-vault-name" as const,
          at: within(name, "vaults"),
          allowed: "one vault of a name in the whole of Azure",
          fix: "rename it, or describe it here with existingKeyVault(…)",
        },
      })),
    ...vaults
      .filter(({ origin, secretsWriter }) => origin === "existing" && secretsWriter !== undefined)
      .map((vault) => ({
        id: `writer ${vault.name}/${vault.secretsWriter}`.toLowerCase(),
        message: `the right of ${quote(vault.secretsWriter)} to write secrets in vault ${quote(vault.name)} is also granted by`,
        text: {
          rule: "unique-seed" as const,
          at: within(name, "vaults"),
          allowed: "one environment that grants a writer the right to an existing vault",
          fix: "name the secretsWriter in one of them",
        },
      })),
    ...vaults.flatMap((vault) =>
      vault.seeds.map(({ object }) => ({
        id: `seed ${vault.name}/${object}`.toLowerCase(),
        message: `secret ${quote(object)} in vault ${quote(vault.name)} is also seeded by`,
        text: {
          rule: "unique-seed" as const,
          at: within(name, "vaults"),
          allowed: "one environment that writes the value of a secret",
          fix: "seed it in one of them",
        },
      })),
    ),
  ];
}

/** Identities that are created, and what is granted to existing ones. */
export function claimsOnIdentities(environment: ResolvedEnvironment): readonly Claim[] {
  const { name, access, identities, vaults } = environment;
  return identities.flatMap((identity): readonly Claim[] => {
    const at = within(name, `identity ${identity.key}`);
    if (identity.kind === "managed-identity") {
      return [
        {
          id: `identity ${groupId(environment)}/${identity.name}`.toLowerCase(),
          message: `managed identity ${quote(identity.name)} is also created by`,
          text: {
            rule: "unique-identity-name",
            at,
            allowed: "one managed identity of a name in a resource group, in any case of letters",
            fix: "rename one of them, or use another resource group",
          },
        },
      ];
    }
    if (identity.kind === "entra-application") {
      return [];
    }
    const read = access.filter((one) => one.identity === identity.key).map(({ vault }) => vault);
    return [
      ...vaults
        .filter((vault) => read.includes(vault.name))
        .map((vault) => ({
          id: `access ${identity.principalId}/${vault.name}`.toLowerCase(),
          message: `access of identity ${quote(identity.key)} to vault ${quote(vault.name)} is also granted by`,
          text: {
            rule: "unique-existing-identity" as const,
            at,
            allowed: "one environment that grants an existing identity access to a vault",
            fix: "use another identity or another vault in one of them",
          },
        })),
      ...(identity.credentialOwner === undefined
        ? []
        : identity.credentials.map((credential) => ({
            id: `credential ${identity.credentialOwner?.id}/${credential.name}`.toLowerCase(),
            message: `federated credential ${quote(credential.name)} of identity ${quote(identity.key)} is also created by`,
            text: {
              rule: "unique-credential-name" as const,
              at,
              allowed: "one credential of a name in an identity",
              fix: "rename one of them",
            },
          }))),
    ];
  });
}

/** Objects of a cluster. */
export function claimsInCluster(environment: ResolvedEnvironment): readonly Claim[] {
  const cluster = clusterId(environment);
  const { name, namespaces, serviceAccounts, workloads } = environment;
  const at = within(name, "workloads");
  return [
    ...namespaces
      .filter(({ create }) => create !== undefined)
      .map((namespace) => ({
        id: `${cluster} Namespace ${namespace.name}`,
        message: `namespace ${quote(namespace.name)} is also created, on the same cluster, by`,
        text: {
          rule: "unique-namespace" as const,
          at,
          allowed: "one creator for a namespace of a cluster",
          fix: "name it as existing in one of them: a plain string",
        },
      })),
    ...serviceAccounts.map((account) => ({
      id: `${cluster} ServiceAccount ${account.namespace}/${account.name}`,
      message: `service account ${quote(`${account.namespace}/${account.name}`)} belongs, on the same cluster, also to`,
      text: {
        rule: "unique-subject" as const,
        at,
        allowed: "one owner for each service account of a cluster, and with it for each issuer and subject",
        fix: "use another namespace or service account",
      },
    })),
    ...workloads.flatMap(objectsOf).map((object) => ({
      id: `${cluster} ${object}`,
      message: `${object} belongs, on the same cluster, also to`,
      text: {
        rule: "unique-kubernetes-object" as const,
        at,
        allowed: "one owner for each object of a cluster",
        fix: "use another namespace or name",
      },
    })),
  ];
}

function objectsOf({ kind, namespace, name, mounts }: ResolvedWorkload): readonly string[] {
  return [
    `${kind} ${namespace}/${name}`,
    ...mounts.map(({ providerClass }) => `SecretProviderClass ${namespace}/${providerClass}`),
    ...mounts.flatMap(({ sync }) => sync.map((synced) => `Secret ${namespace}/${synced.name}`)),
  ];
}

/** Whether the stack creates the group: it comes with the first resource that goes into it. */
export function createsGroup({ resourceGroup, cluster, vaults, identities }: ResolvedEnvironment): boolean {
  return (
    resourceGroup.origin === "new" &&
    (cluster.origin === "new" ||
      vaults.some(({ origin }) => origin === "new") ||
      identities.some(({ kind }) => kind === "managed-identity"))
  );
}

function groupId({ subscriptionId, resourceGroup }: ResolvedEnvironment): string {
  return `${subscriptionId}/${resourceGroup.name}`.toLowerCase();
}

/** The cluster, whichever environment refers to it. */
export function clusterId(environment: ResolvedEnvironment): string {
  const { cluster, subscriptionId } = environment;
  const group = cluster.origin === "new" ? groupId(environment) : `${subscriptionId}/${cluster.resourceGroup}`;
  return `${group}/${cluster.name}`.toLowerCase();
}
