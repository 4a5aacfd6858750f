import type { Cluster } from "./cluster.js";
import type { AzureStorageState, Environment } from "./environment.js";
import type { ObjectType } from "./mounted-file.js";
import * as naming from "./naming.js";
import { byText } from "./order.js";
import { resolveIdentities } from "./resolve-identities.js";
import { resolveWorkload } from "./resolve-workload.js";

/**
 * An environment with every default, name and reference worked out: what the two halves draw. Plain data throughout.
 * Lists that have no order of their own are sorted, so the order of a description never shows in an artefact.
 */
export interface ResolvedEnvironment {
  readonly name: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly location: string;
  /** At least one, or nothing. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly resourceGroup: { readonly origin: "new" | "existing"; readonly name: string };
  readonly cluster: Cluster & { readonly dnsPrefix?: string };
  readonly state?: Required<AzureStorageState>;
  readonly outputName: string;
  readonly vaults: readonly ResolvedVault[];
  readonly identities: readonly ResolvedIdentity[];
  readonly access: readonly ResolvedAccess[];
  readonly namespaces: readonly ResolvedNamespace[];
  readonly serviceAccounts: readonly ResolvedServiceAccount[];
  readonly workloads: readonly ResolvedWorkload[];
}

/** A vault without its objects, but for the secrets that Terraform writes. */
export type ResolvedVault = {
  readonly name: string;
  readonly permissionModel: "rbac" | "access-policies";
  /** Object id of who gets the right to write secrets. */
  readonly secretsWriter?: string;
  readonly seeds: readonly ResolvedSeed[];
} & (
  | {
      readonly origin: "new";
      readonly sku: "standard" | "premium";
      readonly softDeleteRetentionDays: number;
      readonly purgeProtection: boolean;
    }
  | { readonly origin: "existing"; readonly resourceGroup: string }
);

/** A secret whose value Terraform writes, from an ephemeral variable. */
export interface ResolvedSeed {
  readonly object: string;
  readonly variable: string;
  readonly version: number;
}

/** One identity, after splitting. */
export type ResolvedIdentity = {
  /** Unique in the environment; the key of its client id in the binding. */
  readonly key: string;
  readonly credentials: readonly ResolvedCredential[];
} & (
  | { readonly kind: "managed-identity"; readonly name: string }
  | { readonly kind: "entra-application"; readonly name: string; readonly owners?: readonly string[] }
  | {
      readonly kind: "existing-identity";
      readonly clientId: string;
      readonly principalId: string;
      /** Where its federated credentials belong, or nothing where they are somebody else's to create. */
      readonly credentialOwner?: CredentialOwner;
    }
);

/** What federated credentials belong to. */
export type CredentialOwner =
  /** ARM id of a user-assigned identity. */
  | { readonly kind: "user-assigned-identity"; readonly id: string }
  /** `/applications/<object id>`. */
  | { readonly kind: "application"; readonly id: string };

/** Trust in one service account of the environment's cluster. */
export interface ResolvedCredential {
  readonly name: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** What the token of the service account says it is. */
  readonly subject: string;
}

/** What an identity must be able to read in a vault. */
export interface ResolvedAccess {
  readonly identity: string;
  readonly vault: string;
  /** Types of object that it mounts, sorted. */
  readonly reads: readonly ObjectType[];
  /** Types whose versions it lists, sorted. */
  readonly lists: readonly ObjectType[];
}

/** A namespace that workloads live in. */
export interface ResolvedNamespace {
  readonly name: string;
  /** Labels of a namespace to create, or nothing for one that exists. */
  readonly create?: { readonly labels: Readonly<Record<string, string>> };
}

/** A service account and the identity it stands for. */
export interface ResolvedServiceAccount {
  readonly namespace: string;
  readonly name: string;
  readonly identity: string;
}

/** A workload with the names of everything it is wired to. */
export interface ResolvedWorkload {
  readonly kind: "Deployment" | "Pod";
  readonly name: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly identity: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** Copies of the pod; a bare Pod is one. */
  readonly replicas: number;
  readonly runAsUser: number;
  readonly resources: ResolvedResources;
  readonly env: readonly ResolvedVariable[];
  readonly mounts: readonly ResolvedMount[];
}

/** Requests and limits of a container, as Kubernetes quantities. */
export interface ResolvedResources {
  readonly cpuRequest: string;
  readonly cpuLimit?: string;
  readonly memoryRequest: string;
  readonly memoryLimit: string;
}

/** An environment variable with its text, or with the Secret's key that holds it. */
export type ResolvedVariable =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly secret: string; readonly key: string };

/** One provider class and the volume that mounts it. */
export interface ResolvedMount {
  readonly path: string;
  readonly vault: string;
  readonly providerClass: string;
  readonly volume: string;
  readonly files: readonly ResolvedFile[];
  readonly sync: readonly ResolvedSyncedSecret[];
}

/** One entry of the provider's list of objects. */
export interface ResolvedFile {
  readonly objectName: string;
  readonly type: ObjectType;
  readonly alias?: string;
  readonly version?: string;
  readonly versionHistory?: number;
  readonly format?: "pem" | "pfx";
  readonly encoding?: "utf-8" | "base64" | "hex";
  readonly permission?: string;
}

/** A Secret that the driver writes. */
export interface ResolvedSyncedSecret {
  readonly name: string;
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly data: readonly { readonly key: string; readonly path: string }[];
}

/**
 * Works an environment out. References that lead nowhere are left out here; `validate` reports them, and nothing is
 * drawn from a description with problems.
 */
export function resolve(environment: Environment): ResolvedEnvironment {
  const { identities, assigned } = resolveIdentities(environment);
  const workloads = assigned
    .map(({ workload, identity }) => resolveWorkload(workload, identity))
    .sort(byText(({ namespace, name, kind }) => `${namespace}/${name}/${kind}`));

  return {
    name: environment.name,
    tenantId: environment.tenantId,
    subscriptionId: environment.subscriptionId,
    location: environment.location,
    ...(Object.keys(environment.tags ?? {}).length > 0 && { tags: environment.tags }),
    resourceGroup:
      typeof environment.resourceGroup === "string"
        ? { origin: "new", name: environment.resourceGroup }
        : environment.resourceGroup,
    cluster: resolveCluster(environment.cluster),
    ...(environment.state && {
      state: { ...environment.state, key: environment.state.key ?? `${environment.name}.tfstate` },
    }),
    outputName: environment.outputName ?? "binding",
    vaults: resolveVaults(environment),
    identities,
    access: resolveAccess(workloads),
    namespaces: resolveNamespaces(environment),
    serviceAccounts: resolveServiceAccounts(workloads),
    workloads,
  };
}

function resolveCluster(cluster: Cluster): ResolvedEnvironment["cluster"] {
  return cluster.origin === "new"
    ? { ...cluster, dnsPrefix: cluster.dnsPrefix ?? naming.clusterDnsPrefix(cluster.name) }
    : cluster;
}

function resolveVaults(environment: Environment): readonly ResolvedVault[] {
  return environment.vaults
    .map(({ objects, ...vault }) => ({
      ...vault,
      seeds: Object.values(objects)
        .flatMap(({ name, seed }) =>
          seed ? [{ object: name, variable: naming.seedVariable(vault.name, name), version: seed.version }] : [],
        )
        .sort(byText(({ object }) => object)),
    }))
    .sort(byText(({ name }) => name));
}

function resolveAccess(workloads: readonly ResolvedWorkload[]): readonly ResolvedAccess[] {
  const found = new Map<string, { identity: string; vault: string; reads: Set<ObjectType>; lists: Set<ObjectType> }>();
  for (const { identity, mounts } of workloads) {
    for (const { vault, files } of mounts) {
      const key = `${identity}/${vault}`;
      const access = found.get(key) ?? { identity, vault, reads: new Set(), lists: new Set() };
      found.set(key, access);
      for (const file of files) {
        access.reads.add(file.type);
        if (file.versionHistory !== undefined) {
          access.lists.add(file.type);
        }
      }
    }
  }
  return [...found.entries()]
    .sort(byText(([key]) => key))
    .map(([, access]) => ({ ...access, reads: [...access.reads].sort(), lists: [...access.lists].sort() }));
}

function resolveNamespaces(environment: Environment): readonly ResolvedNamespace[] {
  const found = new Map<string, ResolvedNamespace>();
  for (const { namespace = "default" } of environment.workloads) {
    if (typeof namespace !== "string") {
      found.set(namespace.name, { name: namespace.name, create: { labels: namespace.labels } });
    } else if (!found.has(namespace)) {
      found.set(namespace, { name: namespace });
    }
  }
  return [...found.values()].sort(byText(({ name }) => name));
}

function resolveServiceAccounts(workloads: readonly ResolvedWorkload[]): readonly ResolvedServiceAccount[] {
  const found = new Map(
    workloads.map(({ namespace, serviceAccount, identity }) => [
      `${namespace}/${serviceAccount}`,
      { namespace, name: serviceAccount, identity },
    ]),
  );
  return [...found.entries()].sort(byText(([key]) => key)).map(([, account]) => account);
}
