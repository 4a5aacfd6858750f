import type { ObjectType } from "./mounted-file.js";
import type { ResolvedAccess, ResolvedEnvironment, ResolvedIdentity } from "./resolve.js";
import type { ResolvedVault } from "./resolve-vaults.js";
import { leastRole, objectScope, type ReadingRole, readableTypes, writingRole } from "./roles.js";

/** An object of a vault as a pod would ask for it. */
export interface ReadableObject {
  readonly type: ObjectType;
  readonly name: string;
}

/** What makes an identity able to read. */
export interface Grant {
  /** An Azure role, or the permissions of an access policy. */
  readonly through: ReadingRole | `access policy: ${string}`;
  /** `vault`, or the object below the vault's id, such as `secrets/db-password`. */
  readonly scope: string;
  readonly reads: readonly ObjectType[];
}

/** What one identity can read in one vault, beside what its pods mount. */
export interface AccessEntry {
  readonly identity: string;
  readonly kind: ResolvedIdentity["kind"];
  readonly team?: string;
  /** Service accounts that stand for it, as `<namespace>/<name>`, sorted. */
  readonly serviceAccounts: readonly string[];
  readonly vault: string;
  readonly grants: readonly Grant[];
  /** What its pods mount, sorted. */
  readonly mounts: readonly ReadableObject[];
  /** Declared objects that it can read and no pod of it mounts, sorted. */
  readonly beyond: readonly ReadableObject[];
  /** Types of which it can read whatever else is in the vault, declared or not. */
  readonly everything: readonly ObjectType[];
  /** Whether every pod on the cluster's nodes can use the identity, whatever its service account. */
  readonly anyPod: boolean;
}

/** Who writes objects of a vault, because Terraform makes some. */
export interface WriterEntry {
  readonly vault: string;
  /** An object id, or `deployer` for whoever deploys. */
  readonly principal: string;
  readonly through: readonly string[];
}

/** Who can read and write what, by what the stacks of an environment grant. */
export interface AccessReport {
  readonly environment: string;
  readonly entries: readonly AccessEntry[];
  readonly writers: readonly WriterEntry[];
}

/** Works out who can read what in an environment's vaults, through which grant, and what of it nobody mounts. */
export function reportAccess(environment: ResolvedEnvironment): AccessReport {
  const vaults = new Map(environment.vaults.map((vault) => [vault.name, vault]));
  const identities = new Map(environment.identities.map((identity) => [identity.key, identity]));
  return {
    environment: environment.name,
    entries: environment.access.flatMap((access) => {
      const vault = vaults.get(access.vault);
      const identity = identities.get(access.identity);
      return vault && identity ? [entryOf(environment, vault, identity, access)] : [];
    }),
    writers: environment.vaults.flatMap(writerOf),
  };
}

function entryOf(
  { serviceAccounts }: ResolvedEnvironment,
  vault: ResolvedVault,
  identity: ResolvedIdentity,
  access: ResolvedAccess,
): AccessEntry {
  const grants = grantsOf(vault, access);
  const everything = [...new Set(grants.filter(({ scope }) => scope === "vault").flatMap(({ reads }) => reads))].sort();
  const mounted = new Set(access.objects.map(idOf));
  return {
    identity: identity.key,
    kind: identity.kind,
    ...(identity.team !== undefined && { team: identity.team }),
    serviceAccounts: serviceAccounts
      .filter((account) => account.identity === identity.key)
      .map(({ namespace, name }) => `${namespace}/${name}`),
    vault: vault.name,
    grants,
    mounts: access.objects,
    beyond: vault.declared
      .flatMap(readableOf)
      .filter((object) => everything.includes(object.type) && !mounted.has(idOf(object)))
      .sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1)),
    everything,
    anyPod: identity.kind === "node-identity",
  };
}

function grantsOf({ permissionModel, accessScope }: ResolvedVault, access: ResolvedAccess): readonly Grant[] {
  if (permissionModel === "access-policies") {
    const permissions = access.reads.map((type) => `${type} get${access.lists.includes(type) ? ", list" : ""}`);
    return [{ through: `access policy: ${permissions.join("; ")}`, scope: "vault", reads: access.reads }];
  }
  if (accessScope === "vault") {
    const role = leastRole(new Set(access.reads));
    return [{ through: role, scope: "vault", reads: readableTypes[role] }];
  }
  return access.objects.map(({ type, name }) => ({
    through: leastRole(new Set([type])),
    scope: `${objectScope[type]}/${name}`,
    reads: [type],
  }));
}

/** The ways in which a declared object can be read: a certificate brings a key and a secret of its name. */
function readableOf({ kind, name }: ResolvedVault["declared"][number]): readonly ReadableObject[] {
  const types = { secret: ["secret"], key: ["key"], certificate: ["cert", "key", "secret"] } as const;
  return types[kind].map((type) => ({ type, name }));
}

function writerOf({ name, permissionModel, writer }: ResolvedVault): readonly WriterEntry[] {
  if (writer === undefined) {
    return [];
  }
  const { principal, kinds } = writer;
  return [
    {
      vault: name,
      principal: principal === "deployer" ? principal : principal.objectId,
      through: kinds.map((kind) => (permissionModel === "rbac" ? writingRole[kind] : `access policy: ${kind}`)),
    },
  ];
}

function idOf({ type, name }: ReadableObject): string {
  return `${type}/${name.toLowerCase()}`;
}
