import { teamStateKey } from "../naming.js";
import { type ProblemText, quote, within } from "../problem.js";
import type { ResolvedEnvironment, ResolvedIdentity, ResolvedWorkload } from "../resolve.js";

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
  const { name, cluster, networks, resourceGroup, stacks, state, vaults } = environment;
  const group = groupId(environment);
  return [
    ...(state === undefined
      ? []
      : stacks
          .map(({ team }) => (team === undefined ? state.key : teamStateKey(state.key, team)))
          .map((key) => `${state.storageAccount}/${state.container}/${key}`)
          .map((blob) => ({
            id: `state ${blob}`,
            message: `the state ${quote(blob)} is also that of`,
            text: {
              rule: "unique-state" as const,
              at: within(name, "state"),
              allowed: "a state of its own: Terraform would destroy what the other environment has",
              fix: "give it another key, or leave the key out",
            },
          }))),
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
    ...vaults.flatMap((vault) =>
      vault.writer !== undefined
        ? [
            {
              id: `writer ${vault.name}/${writerOf(vault.writer)}`.toLowerCase(),
              message: `the right of ${quote(writerOf(vault.writer))} to write objects in vault ${quote(vault.name)} is also granted by`,
              text: {
                rule: "unique-seed" as const,
                at: within(name, "vaults"),
                allowed: "one environment that grants a writer the right to a vault",
                fix: "write objectsWriter: false in one of them",
              },
            },
          ]
        : [],
    ),
    ...vaults.flatMap((vault) =>
      [
        ...vault.seeds.map(({ object }) => ["secret", object]),
        ...vault.keys.map(({ object }) => ["key", object]),
        ...vault.certificates.map(({ object }) => ["certificate", object]),
      ].map(([kind, object]) => ({
        id: `${kind} ${vault.name}/${object}`.toLowerCase(),
        message: `${kind} ${quote(object)} in vault ${quote(vault.name)} is also made by`,
        text: {
          rule: "unique-seed" as const,
          at: within(name, "vaults"),
          allowed: "one environment that makes an object",
          fix: "make it in one of them, and only declare it in the other",
        },
      })),
    ),
    ...networks
      .filter(({ origin }) => origin === "new")
      .map((network) => ({
        id: `network ${group}/${network.name}`.toLowerCase(),
        message: `network name ${quote(network.name)} is also created by`,
        text: {
          rule: "unique-network-name" as const,
          at: within(name, "networks"),
          allowed: "one network of a name in a resource group",
          fix: "rename it, or describe it here with existingNetwork(…)",
        },
      })),
    ...monitoringOf(environment).map((resource) => ({
      id: `${resource} in ${group}`.toLowerCase(),
      message: `${resource} is also created by`,
      text: {
        rule: "unique-monitoring-name" as const,
        at: within(name, "monitoring"),
        allowed: "one workspace and one action group of a name in a resource group",
        fix: "rename it, or describe it here as existing",
      },
    })),
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
    const read = access.filter((one) => one.identity === identity.key).map(({ vault }) => vault);
    return [
      ...vaults
        .filter((vault) => read.includes(vault.name))
        .flatMap((vault) => principalsOf(identity, environment).map((principal) => ({ vault, principal })))
        .map(({ vault, principal }) => ({
          id: `access ${principal}/${vault.name}`.toLowerCase(),
          message: `access of identity ${quote(identity.key)} to vault ${quote(vault.name)} is also granted by`,
          text: {
            rule: "unique-existing-identity" as const,
            at,
            allowed: "one environment that grants an existing identity access to a vault",
            fix: "use another identity or another vault in one of them",
          },
        })),
      ...(identity.kind !== "existing-identity" || identity.credentialOwner === undefined
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

/** Who an identity is in a vault, where that may also be said of another environment's identity. */
function principalsOf(identity: ResolvedIdentity, environment: ResolvedEnvironment): readonly string[] {
  if (identity.kind === "existing-identity") {
    return [identity.principalId];
  }
  if (identity.kind !== "node-identity") {
    return [];
  }
  const { source } = identity;
  switch (source.from) {
    case "add-on":
      return [`add-on of ${clusterId(environment)}`];
    case "user-assigned":
      return [source.principalId];
    case "system-assigned":
      return source.principalIds;
  }
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

function writerOf({ principal }: NonNullable<ResolvedEnvironment["vaults"][number]["writer"]>): string {
  return principal === "deployer" ? principal : principal.objectId;
}

/** What monitoring creates, as the beginning of a sentence. */
function monitoringOf({ monitoring }: ResolvedEnvironment): readonly string[] {
  return monitoring === undefined
    ? []
    : [
        ...(monitoring.workspace.origin === "new" ? [`workspace ${quote(monitoring.workspace.name)}`] : []),
        ...(monitoring.actionGroup.origin === "new" ? [`action group ${quote(monitoring.actionGroup.name)}`] : []),
      ];
}

/** Whether the stack creates the group: it comes with the first resource that goes into it. */
export function createsGroup(environment: ResolvedEnvironment): boolean {
  const { resourceGroup, cluster, networks, vaults, identities, monitoring } = environment;
  return (
    resourceGroup.origin === "new" &&
    (cluster.origin === "new" ||
      monitoring !== undefined ||
      networks.some(({ origin }) => origin === "new") ||
      vaults.some(({ origin }) => origin === "new") ||
      identities.some(({ kind }) => kind === "managed-identity"))
  );
}

function groupId({ subscriptionId, resourceGroup }: ResolvedEnvironment): string {
  return `${subscriptionId}/${resourceGroup.name}`.toLowerCase();
}

/** The cluster, whichever environment refers to it. */
function clusterId(environment: ResolvedEnvironment): string {
  const { cluster, subscriptionId } = environment;
  const group = cluster.origin === "new" ? groupId(environment) : `${subscriptionId}/${cluster.resourceGroup}`;
  return `${group}/${cluster.name}`.toLowerCase();
}
