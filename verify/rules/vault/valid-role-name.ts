import { isSlip, nearest, quote } from "../../../shared/index.js";
import type { AzureWorld, Grant } from "../../azure/types.js";
import { isGuid } from "../../facts/guid.js";
import { BUILT_IN_ROLES, roleNamed } from "../../facts/roles.js";
import { broken, defineRule, type Fault, undecided } from "../../rule.js";
import { isWritten } from "./configuration.js";
import { isOnVault } from "./grants.js";
import { roleArgument } from "./wording.js";

const NAMES = BUILT_IN_ROLES.map(({ name }) => name);
const ARGUMENTS = ["role_definition_name", "role_definition_id"];
const IDS = BUILT_IN_ROLES.map(({ id }) => id);
const NAME_OF = new Map(BUILT_IN_ROLES.map(({ id, name }) => [id, name]));

/** The role of vaults that a name means; Azure has hundreds of others, and many are called like one of these. */
function meantBy(role: string): string | undefined {
  const near = nearest(role, NAMES);
  return near !== undefined && (/vault/i.test(role) || isSlip(role.toLowerCase(), near.toLowerCase()))
    ? near
    : undefined;
}

/** Terraform looks a role up by its name when it applies; a plan does not notice that there is none. */
export const validRoleName = defineRule({
  id: "valid-role-name",
  severity: "error",
  summary: "Each role on a vault is one that Azure has.",
  link: "access",
  needs: ["azure"],
  *check({ azure }) {
    for (const grant of azure.grants) {
      const { role, roleId, identity } = grant;
      const at = { on: grant, at: [roleArgument(grant)] };
      if (grant.kind === "policy" || !isOnVault(grant)) {
        continue;
      }
      if (
        isWritten(grant.resource) &&
        !ARGUMENTS.some((argument) => Object.hasOwn(grant.resource.attributes, argument))
      ) {
        yield broken({
          on: grant,
          message: `${grant.id} does not say which role it assigns`,
          allowed: "role_definition_name, or role_definition_id",
          fix: `write role_definition_name, for example ${quote("Key Vault Secrets User")}`,
          shows:
            "terraform plan: Invalid combination of arguments: one of `role_definition_id,role_definition_name` must be specified",
        });
        continue;
      }
      const twice = writtenTwice(grant) ?? bareId(grant, azure);
      if (twice !== undefined) {
        yield twice;
        continue;
      }
      if (role !== undefined) {
        const known = roleNamed(role);
        const near = known === undefined ? meantBy(role) : undefined;
        if (known !== undefined && known.name !== role) {
          yield broken({
            ...at,
            severity: "note",
            message: `${grant.id} writes the role ${quote(known.name)} as ${quote(role)}`,
            got: role,
            allowed: `${quote(known.name)}; Azure and Terraform take it in any case, a search does not`,
            fix: `write ${quote(known.name)}`,
          });
        } else if (known === undefined && near !== undefined) {
          yield broken({
            ...at,
            message: `${grant.id} assigns the role ${quote(role)}, which Azure does not have`,
            got: role,
            allowed: "the name of a built-in role, or of a custom role of the tenant",
            fix: `write ${quote(near)}`,
            shows: `terraform apply: listing role definitions: could not find role \`${role}\``,
          });
        } else if (known === undefined && identity !== undefined) {
          yield unknownRole(at, grant.id, role);
        }
      } else if (roleId !== undefined) {
        const id = roleId.slice(roleId.lastIndexOf("/") + 1).toLowerCase();
        const near = nearest(id, IDS);
        if (near !== undefined) {
          yield broken({
            ...at,
            message: `${grant.id} assigns the role with id ${quote(id)}, which no built-in role has`,
            got: roleId,
            allowed: "the id of a role definition",
            fix: `write ${quote(near)}, the id of ${quote(NAME_OF.get(near))}`,
            shows:
              "terraform apply: RoleDefinitionDoesNotExist: The specified role definition with ID … does not exist",
          });
        } else if (identity !== undefined) {
          yield unknownRole(at, grant.id, roleId);
        }
      }
    }
  },
});

/** Terraform wants one of the two; a state has both, because it looks the other up. */
function writtenTwice(grant: Grant): Fault | undefined {
  const { id, resource } = grant;
  // Of two expressions one may come to null.
  const both = ARGUMENTS.every((argument) => {
    const written = resource.attributes[argument];
    return typeof written === "string" && written !== "" && !/[?(]/.test(written);
  });
  return both && isWritten(resource)
    ? broken({
        on: grant,
        at: ["role_definition_id"],
        message: `${id} says twice which role it assigns`,
        allowed: "one of role_definition_name and role_definition_id",
        fix: "remove role_definition_id",
        shows:
          "terraform plan: Invalid combination of arguments: only one of `role_definition_id,role_definition_name` can be specified",
      })
    : undefined;
}

/** The id of a role definition is a path; the GUID at its end alone is none. */
function bareId(grant: Grant, azure: AzureWorld): Fault | undefined {
  const value = azure.valueOf(grant.resource, "role_definition_id");
  const [reference] = value?.references ?? [];
  const isGuidOf =
    reference?.resource.type === "azurerm_role_definition" && reference.attribute === "role_definition_id";
  const isBareId = value?.known === true && isGuid(value.text);
  if (value === undefined || !isWritten(grant.resource) || !(isBareId || isGuidOf)) {
    return undefined;
  }
  const path = `/providers/Microsoft.Authorization/roleDefinitions/${isBareId ? value.text : "<GUID>"}`;
  return broken({
    on: grant,
    at: ["role_definition_id"],
    message: `role_definition_id of ${grant.id} is a GUID alone, and not the id of a role definition`,
    got: value.text,
    allowed: `the whole id: ${path}, also below a subscription`,
    fix: grant.role === undefined ? `write ${quote(path)}` : `write role_definition_name = ${quote(grant.role)}`,
    shows: "terraform apply: unexpected status 400 (400 Bad Request), for the role assignment",
  });
}

function unknownRole(at: Pick<Parameters<typeof undecided>[0], "on" | "at">, id: string, role: string) {
  return undecided({
    ...at,
    message: `what the role ${quote(role)} of ${id} permits: it is no built-in role for vaults`,
    needs: "a built-in role: what a custom role permits stands in the tenant",
  });
}
