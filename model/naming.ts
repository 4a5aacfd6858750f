import { createHash } from "node:crypto";
import type { Cluster } from "./cluster.js";
import {
  dnsLabel,
  dnsPrefix,
  federatedCredentialName,
  logWorkspaceName,
  managedIdentityName,
  providerClassName,
} from "./limits/index.js";

/**
 * Every name that both halves must agree on, or that one half derives. Each depends on what it names and on nothing
 * else in the description, so adding, removing or reordering other things never changes it.
 *
 * Parts that may contain dashes are joined by an underscore where the platform allows one: `a-b` with `c` and `a` with
 * `b-c` stay two names.
 */

/** Key of the identity that a service account gets when its workloads name none. */
export function defaultIdentityKey(namespace: string, serviceAccount: string): string {
  return `${namespace}_${serviceAccount}`;
}

/**
 * Name of a created identity: a managed identity's name, an application's display name.
 *
 * @param part which identity of a split, as in {@link splitName}
 */
export function identityName(environment: string, key: string, part: number | string): string {
  return shorten(splitName(`${environment}-${withoutDots(key)}`, part), managedIdentityName.max);
}

/**
 * Name, or key, of one of the identities that a split makes. The first keeps the name, so raising the split from 1
 * replaces nothing.
 *
 * @param part counted from 1, or the bits of an automatic split
 */
export function splitName(name: string, part: number | string): string {
  return part === 1 || part === "" ? name : `${name}-${part}`;
}

/** Subject that Microsoft Entra compares with the token of a service account: case-sensitive, no wildcards. */
export function federatedSubject(namespace: string, serviceAccount: string): string {
  return `system:serviceaccount:${namespace}:${serviceAccount}`;
}

/** Name of the federated credential for a service account. Holds the environment, as identities may be shared by several. */
export function credentialName(environment: string, namespace: string, serviceAccount: string): string {
  return shorten(`${environment}_${namespace}_${withoutDots(serviceAccount)}`, federatedCredentialName.max);
}

/** Name of the SecretProviderClass through which a workload reads a vault. */
export function className(workload: string, vault: string): string {
  return shorten(`${workload}-${vault.toLowerCase()}`, providerClassName.max);
}

/** Name of the pod's volume for a provider class. */
export function volumeName(providerClass: string): string {
  return shorten(providerClass.replaceAll(".", "-"), dnsLabel.max);
}

/**
 * Name of the empty volume behind a folder that a container may write to. Where the path is more than plain words, eight
 * digits of its SHA-256 tell apart what the dashes no longer do.
 */
export function scratchVolume(container: string, path: string): string {
  const words = path
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .join("-");
  const plain = /^(\/[a-z0-9]+)+$/.test(path) && !container.includes("-");
  const digest = createHash("sha256").update(`${container}:${path}`).digest("hex").slice(0, 8);
  return shorten(plain ? `${container}-${words}` : `${container}-${words}-${digest}`, dnsLabel.max);
}

/** Name of the stack of a team, and of its binding. */
export function teamStackName(environment: string, team: string): string {
  return `${environment}-${team}`;
}

/** Blob that keeps the state of a team's stack, beside the platform's. */
export function teamStateKey(platform: string, team: string): string {
  return platform.replace(/(\.tfstate)?$/, `-${team}$1`);
}

/**
 * Name of an AKS identity binding, of which a cluster has one list for all its environments: lower-case letters and digits
 * only, so eight digits of the SHA-256 stand for what had to go.
 */
export function identityBindingName(environment: string, key: string): string {
  const clean = `${environment}${key}`.replaceAll(/[^a-z0-9]/g, "").slice(0, 40);
  const digest = createHash("sha256").update(`${environment}/${key}`).digest("hex").slice(0, 8);
  return `b${clean}${digest}`;
}

/** Name of the Log Analytics workspace that an environment creates. */
export function logsName(environment: string): string {
  return shorten(`${environment}-logs`, logWorkspaceName.max);
}

/** Name of what managed Prometheus consists of; the shortest limit among its resources is 43, as Azure's tools cut it. */
export function metricsName(environment: string): string {
  return shorten(`${environment}-metrics`, 43);
}

/** Name of the identity that a cluster's control plane has where it must change a network that is not its own. */
export function controlPlaneName(cluster: string): string {
  return shorten(`${cluster}-control-plane`, managedIdentityName.max);
}

/** Name of the identity that a described cluster's control plane gets; none where it has one of AKS's making. */
export function controlPlaneOf(cluster: Cluster): string | undefined {
  return cluster.origin === "new" && cluster.systemPool.subnet !== undefined
    ? controlPlaneName(cluster.name)
    : undefined;
}

/**
 * Name of the pool that stands in for another while Terraform replaces its nodes. Windows takes six characters, so a
 * part of the name is no name: of both only digits of the SHA-256 are taken.
 */
export function temporaryPoolName(pool: string, os: "Linux" | "Windows"): string {
  const digest = createHash("sha256").update(pool).digest("hex");
  return os === "Windows" ? `t${digest.slice(0, 5)}` : `tmp${digest.slice(0, 9)}`;
}

/** Prefix of the API server's host name. */
export function clusterDnsPrefix(cluster: string): string {
  return shorten(cluster.replaceAll("_", "-"), dnsPrefix.max);
}

/** Terraform variable that carries the value of a seeded secret; a shell can set it as `TF_VAR_<name>`. */
export function seedVariable(vault: string, object: string): string {
  return `seed_${vault}__${object}`.replaceAll("-", "_");
}

/** Terraform's name for a resource that stands for the thing so named; unique within the resource type. */
export function terraformName(name: string): string {
  const clean = withoutDots(name);
  return /^[A-Za-z_]/.test(clean) ? clean : `_${clean}`;
}

/**
 * Cuts a name to a length. What is cut off is replaced by eight hexadecimal digits of the whole name's SHA-256, so two
 * long names that begin alike stay two names.
 */
export function shorten(name: string, max: number): string {
  if (name.length <= max) {
    return name;
  }
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 8);
  const head = name.slice(0, max - digest.length - 1).replace(/[-._]+$/, "");
  return `${head}-${digest}`;
}

function withoutDots(name: string): string {
  return name.replaceAll(".", "_");
}

/** Outputs of the platform's stack besides the binding, and what reads them; no binding may take their names. */
export const otherOutputs = {
  /** Read by the stacks of teams. */
  platform: "platform",
  /** Read by whoever fills the vaults, and by `akv verify`. */
  vaultObjects: "vault_objects",
} as const;
