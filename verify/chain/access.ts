import { groupBy } from "../../shared/index.js";
import type { AzureWorld, Grant, Identity, ObjectType, Vault } from "../azure/types.js";
import { roleNamed } from "../facts/roles.js";
import type { MountedObject } from "../kubernetes/types.js";

/** Collection of a vault that each type of object is read from. */
export const COLLECTIONS: Readonly<Record<ObjectType, string>> = {
  secret: "secrets",
  key: "keys",
  cert: "certificates",
};

/** Whether a text is a type that the provider knows. */
export function isObjectType(type: string): type is ObjectType {
  return type === "secret" || type === "key" || type === "cert";
}

/** What lets an identity read an object. */
export interface Access {
  /** Grants that let it. */
  readonly sure: readonly Grant[];
  /**
   * Grants that may: with a condition, a role that we do not know, a scope that only a deployment knows, or on a vault
   * that does not say whether it asks roles or policies.
   */
  readonly unsure: readonly Grant[];
  /** Grants that would, if the vault went by the other permission model: roles where it goes by policies, and so on. */
  readonly idle: readonly Grant[];
}

const NONE: Access = { sure: [], unsure: [], idle: [] };

interface KnownAccess {
  readonly identity: Identity;
  readonly vault: Vault;
  readonly access: Access;
}

/** Finds what lets an identity read an object of a vault. */
export class AccessIndex {
  private readonly azure: AzureWorld;
  /** By identity, then by how far a grant reaches. */
  private readonly grants: ReadonlyMap<string | undefined, ReadonlyMap<string, readonly Grant[]>>;
  /** Grants that read something and may be for anybody, by how far they reach. */
  private readonly open: ReadonlyMap<string, readonly Grant[]>;
  /** What was asked last of each object: many rules ask the same. */
  private readonly known = new WeakMap<MountedObject, KnownAccess>();

  constructor(azure: AzureWorld) {
    const held = azure.grants.flatMap((grant) =>
      [grant.identity, ...grant.members].map((holder) => ({ id: holder?.id, grant })),
    );
    const byIdentity = groupBy(held, ({ id }) => id);
    this.azure = azure;
    this.grants = new Map(
      [...byIdentity].map(([id, some]) => [
        id,
        groupBy(
          some.map(({ grant }) => grant),
          reachOf,
        ),
      ]),
    );
    this.open = groupBy(azure.grants.filter(mayBeForReaders), reachOf);
  }

  /** The grants of an identity that let it read an object. */
  accessOf(identity: Identity, vault: Vault, object: MountedObject): Access {
    const before = this.known.get(object);
    if (before?.identity === identity && before.vault === vault) {
      return before.access;
    }
    const access = this.accessOfAnew(identity, vault, object);
    this.known.set(object, { identity, vault, access });
    return access;
  }

  private accessOfAnew(identity: Identity, vault: Vault, object: MountedObject): Access {
    const own = this.grants.get(identity.id);
    const { type } = object;
    if (own === undefined || !isObjectType(type)) {
      return NONE;
    }
    const saysWhatItAsks = vault.permissionModel !== "unknown";
    const access = { sure: [] as Grant[], unsure: [] as Grant[], idle: [] as Grant[] };
    const sort = (grant: Grant, certain: boolean) => {
      const permitted = permits(grant, type, object.history > 1);
      if (permitted === false) {
        return;
      }
      if (isIdle(grant, vault)) {
        access.idle.push(grant);
      } else if (certain && permitted === true && !grant.conditional) {
        access.sure.push(grant);
      } else {
        access.unsure.push(grant);
      }
    };
    for (const reach of [`${vault.id}/${COLLECTIONS[type]}/${object.name.toLowerCase()}`, vault.id]) {
      for (const grant of own.get(reach) ?? []) {
        sort(grant, saysWhatItAsks);
      }
    }
    for (const grant of own.get(WIDE) ?? []) {
      const contained = this.contains(grant, vault, type, object.name);
      if (contained !== false) {
        sort(grant, saysWhatItAsks && contained === true);
      }
    }
    return access;
  }

  /** A grant for a group, or for a principal that is not known, that lets an identity read an object if it is one of them. */
  sharedWith(identity: Identity, vault: Vault, { type, name, history }: MountedObject): Grant | undefined {
    if (!isObjectType(type)) {
      return undefined;
    }
    const near = [`${vault.id}/${COLLECTIONS[type]}/${name.toLowerCase()}`, vault.id];
    const lets = (grant: Grant) =>
      (grant.others !== "principal" || isAnyPrincipal(identity)) &&
      permits(grant, type, history > 1) !== false &&
      !isIdle(grant, vault);
    return (
      near.flatMap((reach) => this.open.get(reach) ?? []).find(lets) ??
      this.open.get(WIDE)?.find((grant) => lets(grant) && this.contains(grant, vault, type, name) !== false)
    );
  }

  /** Whether a grant that is for no vault among the artefacts reaches an object; undefined where that cannot be told. */
  private contains({ scope }: Grant, vault: Vault, type: ObjectType, name: string): boolean | undefined {
    switch (scope.level) {
      case "subscription":
      case "management-group":
        return true;
      case "unknown":
        return undefined;
      case "resource-group":
        return same(scope.resourceGroup, this.azure.valueOf(vault.resource, "resource_group_name"));
      case "vault":
        return scope.vaultName?.toLowerCase() === vault.name?.toLowerCase();
      case "object":
        return (
          scope.vaultName?.toLowerCase() === vault.name?.toLowerCase() &&
          scope.collection?.toLowerCase() === COLLECTIONS[type] &&
          scope.objectName?.toLowerCase() === name.toLowerCase()
        );
      case "elsewhere":
        return false;
    }
  }
}

const WIDE = "wide";

/** Whether nothing says which principal an identity is that somebody else made. */
function isAnyPrincipal({ existing, principalId }: Identity): boolean {
  return existing && principalId?.known !== true;
}

/** Writing, which those do who put something into a vault: pods only read. */
const WRITING = new Set(["all", "set", "delete", "create", "import", "update", "purge", "restore"]);

/** Whether a grant is for somebody that the artefacts do not tell, who may be a reader. */
function mayBeForReaders({ others, permissions, role }: Grant): boolean {
  if (others === "nobody" || others === "group") {
    return others === "group";
  }
  const written = Object.values(permissions ?? {}).flat();
  return role === undefined ? !written.some((name) => WRITING.has(name)) : roleNamed(role)?.broader !== true;
}

function reachOf({ scope }: Grant): string {
  if (scope.vault === undefined) {
    return WIDE;
  }
  return scope.level === "object"
    ? `${scope.vault.id}/${scope.collection?.toLowerCase()}/${scope.objectName?.toLowerCase()}`
    : scope.vault.id;
}

interface Text {
  readonly text: string;
  readonly known: boolean;
}

/** Whether two names in ARM are the same, which knows no case; undefined where one of them is open. */
function same(one: Text | undefined, other: Text | undefined): boolean | undefined {
  if (one === undefined || other === undefined) {
    return undefined;
  }
  const equal = one.text.toLowerCase() === other.text.toLowerCase();
  return equal || (one.known && other.known) ? equal : undefined;
}

/** Whether a grant is of the kind that the vault does not ask. */
export function isIdle({ kind }: Grant, { permissionModel }: Vault): boolean {
  return (kind === "policy" && permissionModel === "rbac") || (kind === "role" && permissionModel === "policies");
}

/**
 * Whether the role or policy of a grant lets a type be read; undefined where that cannot be told.
 *
 * @param versions whether versions have to be listed too, as for a version history
 */
export function permits(grant: Grant, type: ObjectType, versions: boolean): boolean | undefined {
  if (grant.permissions !== undefined) {
    const permitted = grant.permissions[type];
    const has = (name: string) => permitted.includes(name) || permitted.includes("all");
    return has("get") && (!versions || has("list"));
  }
  const role = grant.role === undefined ? undefined : roleNamed(grant.role);
  return role === undefined ? undefined : role.reads.includes(type) && (!versions || role.lists.includes(type));
}
