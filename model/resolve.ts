import type { Cloud } from "./cloud.js";
import type { Cluster } from "./cluster.js";
import type { AzureStorageState, Environment, TerraformOverrides } from "./environment.js";
import type { Exception } from "./exception.js";
import type { NodeIdentity } from "./identity.js";
import type { ObjectType } from "./mounted-file.js";
import type { NewNamespace } from "./namespace.js";
import * as naming from "./naming.js";
import type { Network } from "./network.js";
import { byText } from "./order.js";
import type { ManifestPatches } from "./patch.js";
import { resolveIdentities } from "./resolve-identities.js";
import {
  type ResolvedArgoCd,
  type ResolvedGuardrails,
  type ResolvedScraping,
  resolveInCluster,
} from "./resolve-in-cluster.js";
import { type ResolvedMonitoring, resolveMonitoring } from "./resolve-monitoring.js";
import { type ResolvedVault, resolveVaults } from "./resolve-vaults.js";
import { resolveWorkload } from "./resolve-workload.js";
import type { ResolvedFile, ResolvedWorkload } from "./resolved-workload.js";

/**
 * An environment with every default, name and reference worked out: what the two halves draw. Plain data throughout.
 * Lists that have no order of their own are sorted, so the order of a description never shows in an artefact.
 */
export interface ResolvedEnvironment {
  readonly name: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly location: string;
  readonly cloud: Cloud;
  /** At least one, or nothing. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly resourceGroup: { readonly origin: "new" | "existing"; readonly name: string };
  readonly cluster: Cluster & { readonly dnsPrefix?: string };
  readonly networks: readonly Network[];
  readonly monitoring?: ResolvedMonitoring;
  readonly overrides: TerraformOverrides;
  readonly exceptions: readonly Exception[];
  /** What is deployed in one go, and has a state and a binding of its own: the platform's stack, then each team's. */
  readonly stacks: readonly ResolvedStack[];
  readonly state?: Required<AzureStorageState>;
  readonly outputName: string;
  readonly vaults: readonly ResolvedVault[];
  readonly identities: readonly ResolvedIdentity[];
  readonly access: readonly ResolvedAccess[];
  readonly namespaces: readonly ResolvedNamespace[];
  readonly serviceAccounts: readonly ResolvedServiceAccount[];
  readonly workloads: readonly ResolvedWorkload[];
  readonly guardrails?: ResolvedGuardrails;
  readonly scraping?: ResolvedScraping;
  readonly argoCd?: ResolvedArgoCd;
  readonly patches: ManifestPatches;
}

/** A stack of an environment. */
export interface ResolvedStack {
  /** The environment's name; with a team, `<environment>-<team>`. */
  readonly name: string;
  readonly team?: string;
}

/** One identity, after splitting. */
export type ResolvedIdentity = {
  /** Unique in the environment; the key of its client id in the binding. */
  readonly key: string;
  /** Key of the identity that the description has, which a split made this one of. */
  readonly declaredKey: string;
  /** Into how many identities the description splits it, or `"auto"`; 1 where it cannot be split. */
  readonly split: number | "auto";
  readonly team?: string;
  /** None where the identity does not trust service accounts one by one. */
  readonly credentials: readonly ResolvedCredential[];
} & (
  | { readonly kind: "managed-identity"; readonly name: string; readonly trust: "federation" | "identity-binding" }
  | { readonly kind: "entra-application"; readonly name: string; readonly owners?: readonly string[] }
  | {
      readonly kind: "existing-identity";
      readonly clientId: string;
      readonly principalId: string;
      /** Where its federated credentials belong, or nothing where they are somebody else's to create. */
      readonly credentialOwner?: CredentialOwner;
      /** Federated credentials that it holds for others. */
      readonly otherCredentials: number;
    }
  | { readonly kind: "node-identity"; readonly source: NodeIdentity["source"] }
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
  /** What exactly it mounts, sorted, each once. */
  readonly objects: readonly { readonly type: ObjectType; readonly name: string }[];
}

/** A namespace that workloads live in. */
export interface ResolvedNamespace {
  readonly name: string;
  /** What a namespace to create has, or nothing for one that exists. */
  readonly create?: Omit<NewNamespace, "name">;
}

/** A service account and the identity it stands for. */
export interface ResolvedServiceAccount {
  readonly namespace: string;
  readonly name: string;
  readonly identity: string;
}

/**
 * Works an environment out. References that lead nowhere are left out here; `validate` reports them, and nothing is
 * drawn from a description with problems.
 */
export function resolve(environment: Environment): ResolvedEnvironment {
  const { identities, assigned } = resolveIdentities(environment);
  const workloads = assigned
    .map(({ workload, identity }) => resolveWorkload(workload, identity))
    .sort(byText(({ namespace, name, controller }) => `${namespace}/${name}/${controller.kind}`));

  return {
    name: environment.name,
    tenantId: environment.tenantId,
    subscriptionId: environment.subscriptionId,
    location: environment.location,
    cloud: environment.cloud ?? "public",
    ...(Object.keys(environment.tags ?? {}).length > 0 && { tags: environment.tags }),
    resourceGroup:
      typeof environment.resourceGroup === "string"
        ? { origin: "new", name: environment.resourceGroup }
        : environment.resourceGroup,
    cluster: resolveCluster(environment.cluster),
    networks: [...(environment.networks ?? [])].sort(byText(({ name }) => name)),
    ...(environment.monitoring && { monitoring: resolveMonitoring(environment.name, environment.monitoring) }),
    overrides: environment.overrides ?? {},
    exceptions: environment.exceptions ?? [],
    stacks: resolveStacks(environment),
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
    ...resolveInCluster(environment),
  };
}

function resolveCluster(cluster: Cluster): ResolvedEnvironment["cluster"] {
  return cluster.origin === "new"
    ? { ...cluster, dnsPrefix: cluster.dnsPrefix ?? naming.clusterDnsPrefix(cluster.name) }
    : cluster;
}

function resolveStacks({ name, workloads }: Environment): readonly ResolvedStack[] {
  const teams = [...new Set(workloads.flatMap(({ team }) => team ?? []))].sort();
  return [{ name }, ...teams.map((team) => ({ name: naming.teamStackName(name, team), team }))];
}

function resolveAccess(workloads: readonly ResolvedWorkload[]): readonly ResolvedAccess[] {
  const found = new Map<string, { identity: string; vault: string; files: ResolvedFile[] }>();
  for (const { identity, mounts } of workloads) {
    for (const { vault, files } of mounts) {
      const key = `${identity}/${vault}`;
      const access = found.get(key) ?? { identity, vault, files: [] };
      found.set(key, access);
      access.files.push(...files);
    }
  }
  return [...found.entries()].sort(byText(([key]) => key)).map(([, { identity, vault, files }]) => {
    const objects = new Map(
      files.map(({ type, objectName: name }) => [`${type}/${name.toLowerCase()}`, { type, name }]),
    );
    return {
      identity,
      vault,
      reads: distinct(files.map(({ type }) => type)),
      lists: distinct(files.filter(({ versionHistory }) => versionHistory !== undefined).map(({ type }) => type)),
      objects: [...objects.entries()].sort(byText(([key]) => key)).map(([, object]) => object),
    };
  });
}

function distinct<Text extends string>(texts: readonly Text[]): readonly Text[] {
  return [...new Set(texts)].sort();
}

function resolveNamespaces(environment: Environment): readonly ResolvedNamespace[] {
  const found = new Map<string, ResolvedNamespace>();
  for (const { namespace = "default" } of environment.workloads) {
    if (typeof namespace !== "string") {
      const { name, ...create } = namespace;
      found.set(name, { name, create });
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

/** The part of an environment that belongs to one of its stacks: its identities and all that goes with them. */
export function partForStack(environment: ResolvedEnvironment, { team }: ResolvedStack): ResolvedEnvironment {
  const identities = environment.identities.filter((identity) => identity.team === team);
  const keys = new Set(identities.map(({ key }) => key));
  const workloads = environment.workloads.filter((workload) => workload.team === team);
  const namespaces = new Set(workloads.map(({ namespace }) => namespace));
  return {
    ...environment,
    identities,
    workloads,
    access: environment.access.filter(({ identity }) => keys.has(identity)),
    serviceAccounts: environment.serviceAccounts.filter(({ identity }) => keys.has(identity)),
    namespaces: environment.namespaces.filter(({ name }) => namespaces.has(name)),
  };
}
