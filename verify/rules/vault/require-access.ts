import { groupBy, quote } from "../../../shared/index.js";
import type { Grant, Identity, ObjectType, Vault } from "../../azure/types.js";
import { COLLECTIONS, isObjectType } from "../../chain/access.js";
import type { MountedObject } from "../../kubernetes/types.js";
import { broken, defineRule, type Undecided, undecided } from "../../rule.js";
import type { World } from "../../world.js";
import { misnamedClasses } from "../trust/misnamed.js";
import { declaredObjects } from "./declared.js";
import { isOnVault, roleOf } from "./grants.js";
import { misdirectedIn } from "./misdirected.js";
import { readingsOf } from "./readings.js";
import { scopeFaultOf } from "./valid-role-scope.js";
import { whyNot } from "./why-not.js";
import { called, LEAST_ROLE, nameOf, PERMISSION_ARGUMENT, TYPE_WORDS } from "./wording.js";

/** The vault refuses whoever has no role or policy for the object, and the pod waits for its volume. */
export const requireAccess = defineRule({
  id: "require-access",
  severity: "error",
  summary: "Each identity may read each object that is mounted through it.",
  link: "access",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const declared = declaredObjects(world.azure);
    const open = new Map<Vault, Grant>();
    const misnamed = misnamedClasses(world);
    const misdirected = new Set(misdirectedIn(world).map(({ identity }) => identity.id));
    const grants = groupBy(world.azure.grants, ({ identity }) => identity?.id);
    const readings = readingsOf(world);
    const vaultsOf = new Map(
      [...groupBy(readings, ({ identity }) => identity.id)].map(([id, some]) => [
        id,
        new Set(some.map(({ vault }) => vault.id)),
      ]),
    );
    const byObject = vaultsGivenByObject(world);
    for (const { providerClass, identity, vault, objects } of readings) {
      if (identity.principalId === undefined && !identity.existing) {
        continue; // nothing can be given to an application without a service principal, which is another rule's
      }
      if (misnamed.has(providerClass.id)) {
        continue; // who reads is not who was meant to, which is said of the class
      }
      const mounted = new Set(providerClass.objects.map(({ name }) => name.toLowerCase()));
      for (const object of objects) {
        const { state } = declared.of(nameOf(vault), object);
        const { sure, unsure, idle } = world.access.accessOf(identity, vault, object);
        const own = grants.get(identity.id) ?? [];
        // A name that is wrong, a permission model that is the other, a principal or scope that is none: others say so.
        if (sure.length > 0 || !isObjectType(object.type) || state === "missing" || state === "other-type") {
          continue;
        }
        if (own.some((grant) => scopeFaultOf(grant, world) !== undefined)) {
          continue;
        }
        const what = `${object.type} ${quote(object.name)} of vault ${quote(nameOf(vault))}`;
        const [perhaps] = unsure;
        if (perhaps !== undefined && isOnVault(perhaps) && roleOf(perhaps) === undefined && isReported(perhaps)) {
          continue; // a role that is not known is reported once, not for each object
        }
        if (perhaps !== undefined && vault.permissionModel === "unknown") {
          open.set(vault, perhaps);
        } else if (perhaps !== undefined) {
          yield unclear(object, `whether ${identity.id} may read ${what}: ${openIn(perhaps)}`);
        } else if (identity.existing && (vault.existing || identity.principalId === undefined)) {
          const reason = vault.existing
            ? "both exist already, and so may the grant"
            : "its service principal, which roles and policies name, is not among the artefacts";
          yield undecided({
            on: object,
            message: `whether ${identity.id} may read ${what}: ${reason}`,
            needs: "the Terraform of the role assignment or access policy",
          });
        } else if (idle.length === 0 && !misdirected.has(identity.id)) {
          const shared = world.access.sharedWith(identity, vault, object);
          if (shared !== undefined) {
            yield throughOthers(object, `whether ${identity.id} may read ${what}`, shared);
            continue;
          }
          const reason = whyNot(own, {
            vault,
            object,
            type: object.type,
            mounted,
            vaults: vaultsOf.get(identity.id) ?? new Set(),
          });
          yield broken({
            on: object,
            at: ["objectName"],
            innerLine: object.lineOfField("objectName"),
            message: `${identity.id} may not read ${what}, which ${providerClass.id} mounts through it: ${reason.text}`,
            got: object.name,
            allowed: allowedFor(vault, object, object.type),
            fix: reason.fix ?? grantFor(identity, vault, object, object.type, byObject.has(vault.id)),
            shows: refusal(vault, object.type, reason.onlyList === true ? "list" : "get"),
            also: [identity, vault, ...reason.grants],
          });
        }
      }
    }
    for (const [vault, grant] of open) {
      yield undecided({
        on: vault,
        message: `whether ${called(grant)} lets anybody read vault ${quote(nameOf(vault))}: it is not known whether the vault decides by roles or by access policies`,
        needs: "rbac_authorization_enabled of the vault written out, or terraform show -json of the plan or state",
      });
    }
  },
});

function unclear(object: MountedObject, message: string): Undecided {
  return undecided({
    on: object,
    message,
    needs: "a built-in role without a condition, on a scope that is written out",
  });
}

function throughOthers(object: MountedObject, message: string, grant: Grant): Undecided {
  const whom = grant.others === "group" ? "a group whose members" : "a principal that";
  return undecided({
    on: object,
    message: `${message}: ${called(grant)} is for ${whom} ${grant.others === "group" ? "are" : "is"} not known`,
    needs: "the Terraform of who is in the group (azuread_group_member), or of the principal",
  });
}

function openIn(grant: Grant): string {
  if (grant.conditional) {
    return `${called(grant)} has a condition`;
  }
  return grant.role === undefined && grant.kind === "role"
    ? `the role of ${grant.id} is not known`
    : `${called(grant)} is no role we know, or on a scope that is not known`;
}

function allowedFor({ permissionModel }: Vault, { history }: MountedObject, type: ObjectType): string {
  const versions = history > 1;
  return permissionModel === "policies"
    ? `an access policy with "Get"${versions ? ' and "List"' : ""} in ${PERMISSION_ARGUMENT[type]}`
    : `a role that reads ${type}s, at least ${quote(LEAST_ROLE[type])}, on the vault or the object`;
}

/** Ids of the vaults on which every role is for one object: elsewhere a role is for the whole vault, as Microsoft advises. */
function vaultsGivenByObject({ azure }: World): ReadonlySet<string> {
  const roles = azure.grants.filter(({ kind, scope }) => kind === "role" && scope.vault !== undefined);
  const whole = new Set(roles.flatMap(({ scope }) => (scope.level === "object" ? [] : (scope.vault?.id ?? []))));
  return new Set(roles.flatMap(({ scope }) => scope.vault?.id ?? []).filter((id) => !whole.has(id)));
}

function grantFor(
  identity: Identity,
  vault: Vault,
  { name, history }: MountedObject,
  type: ObjectType,
  byObject: boolean,
): string {
  const below = byObject ? `/${COLLECTIONS[type]}/${name}` : "";
  const permissions = history > 1 ? "Get and List" : "Get";
  return vault.permissionModel === "policies"
    ? `give ${identity.id} an access policy with ${permissions} in ${PERMISSION_ARGUMENT[type]}`
    : `assign ${quote(LEAST_ROLE[type])} to ${identity.id} on \${${vault.resource.address}.id}${below}`;
}

function refusal(vault: Vault, type: ObjectType, action: "get" | "list"): string {
  const byPolicy = `does not have ${COLLECTIONS[type]} ${action} permission on key vault '${nameOf(vault)};…'`;
  return vault.permissionModel === "policies"
    ? `FailedMount: RESPONSE 403: 403 Forbidden, ERROR CODE: Forbidden: The user, group or application … ${byPolicy}`
    : `FailedMount: RESPONSE 403: 403 Forbidden, ERROR CODE: Forbidden (ForbiddenByRbac): Caller is not authorized to perform action on resource. (no ${TYPE_WORDS[type]} ${action} for vault ${nameOf(vault)})`;
}

/** Whether the role is written in a way that another rule judges. */
function isReported({ role, roleId, resource }: Grant): boolean {
  const isWritten = Object.keys(resource.attributes).some((argument) => argument.startsWith("role_definition_"));
  return (role ?? roleId) !== undefined || !isWritten;
}
