import { listed, nearest, quote } from "../../../shared/index.js";
import type { Grant } from "../../azure/types.js";
import { broken, defineRule, type Fault, undecided } from "../../rule.js";
import type { World } from "../../world.js";
import { isWritten } from "./configuration.js";
import { roleOf } from "./grants.js";
import { scopeArgument } from "./wording.js";

/** Azure takes a scope that leads to nothing for a place that may come to be, and the role for one that nobody uses. */
export const validRoleScope = defineRule({
  id: "valid-role-scope",
  severity: "error",
  summary: "Each role or policy for a vault is on the id of the vault, or of an object in it.",
  link: "access",
  needs: ["azure"],
  *check(world) {
    for (const grant of world.azure.grants) {
      const fault = scopeFaultOf(grant, world);
      if (fault !== undefined) {
        yield fault;
      } else if (
        grant.scope.level === "unknown" &&
        grant.identity !== undefined &&
        (roleOf(grant)?.reads.length ?? 0) > 0
      ) {
        yield undecided({
          on: grant,
          at: scopeArgument(grant),
          message: `what ${grant.id} is on: its scope is known to a deployment only`,
          needs: isWritten(grant.resource)
            ? "terraform show -json of the plan or state"
            : "the Terraform JSON beside the plan, or terraform show -json of the state after the deployment",
        });
      }
    }
  },
});

const COLLECTIONS = ["secrets", "keys", "certificates"];
const SHAPE = "the id of a vault, or that id followed by /secrets/<name>, /keys/<name> or /certificates/<name>";

/** What is wrong with the scope of a grant. */
export function scopeFaultOf(grant: Grant, world: World): Fault | undefined {
  const { scope, scopeValue } = grant;
  const got = scopeValue?.text;
  const at = { on: grant, at: scopeArgument(grant), ...(got === undefined ? {} : { got }), allowed: SHAPE };
  const [argument] = at.at;
  if (scopeValue === undefined && argument !== undefined && isWritten(grant.resource)) {
    return broken({
      ...at,
      message: `${grant.id} does not say what it is on`,
      fix: `write ${argument} with the id of the vault`,
      shows: `terraform plan: Missing required argument: The argument "${argument}" is required`,
    });
  }
  const reference = scopeValue?.references[0];
  const type = reference?.resource.type ?? "";
  if (reference !== undefined && got?.startsWith(`\${${reference.resource.id}.`)) {
    const isVault = type === "azurerm_key_vault";
    const inVault = OBJECTS.has(type) && (scope.level === "elsewhere" || scope.level === "unknown");
    if ((isVault && reference.attribute !== "id") || inVault) {
      return broken({
        ...at,
        message: `${grant.id} is on ${reference.attribute} of ${reference.resource.id}, which is no id of Azure's resource manager`,
        fix: isVault
          ? `write ${quote(`\${${reference.resource.address}.id}`)}`
          : `write ${quote(`\${${reference.resource.address}.resource_versionless_id}`)}`,
        shows:
          "terraform apply: MissingSubscription: The request did not have a subscription or a valid tenant level resource provider",
      });
    }
    if (isVault && scope.level === "unknown") {
      return broken({
        ...at,
        message: `${grant.id} has a scope that does not go on from the id of the vault with a slash`,
        fix: "put a slash between the id of the vault and the collection",
        shows: "terraform apply: InvalidScope, or a role that permits nothing",
      });
    }
  }
  if (isVaultRole(grant) && scope.level === "elsewhere") {
    return broken({
      ...at,
      message: `${grant.id} assigns ${quote(grant.role)} on something that is no vault and contains none`,
      fix: "write the id of the vault",
      shows: "nothing when it is applied; each mount is refused with 403 ForbiddenByRbac",
    });
  }
  return scope.level === "object" ? collectionFault(grant, at) : vaultFault(grant, world, at);
}

type At = Pick<Fault, "on" | "at" | "got" | "allowed">;

function collectionFault({ id, scope }: Grant, at: At): Fault | undefined {
  const collection = scope.collection ?? "";
  if (!COLLECTIONS.includes(collection.toLowerCase())) {
    const near = nearest(collection, COLLECTIONS) ?? (/^cert/i.test(collection) ? "certificates" : undefined);
    return broken({
      ...at,
      message: `${id} is on the collection ${quote(collection)}, which no vault has`,
      fix: near === undefined ? `write one of ${listed(COLLECTIONS)}` : `write ${quote(near)}`,
      shows: "nothing when it is applied; each mount is refused with 403 ForbiddenByRbac",
    });
  }
  if (scope.objectName === undefined || /[^-A-Za-z0-9]/.test(scope.objectName.replaceAll(/\$\{[^}]*\}/g, ""))) {
    return broken({
      ...at,
      message: `${id} is on ${quote(scope.objectName ?? "")} of ${collection}, which is no name of an object`,
      fix: "let the scope end in the name of the object: letters, digits and dashes",
      shows: "nothing when it is applied; each mount is refused with 403 ForbiddenByRbac",
    });
  }
  return undefined;
}

function vaultFault({ id, scope, identity }: Grant, { azure }: World, at: At): Fault | undefined {
  const names = azure.vaults.flatMap(({ name }) => name ?? []);
  const near = scope.vaultName === undefined ? undefined : nearest(scope.vaultName, names);
  if (near === undefined || identity === undefined) {
    return undefined;
  }
  return broken({
    ...at,
    message: `${id} is on vault ${quote(scope.vaultName)}, which the Terraform does not have`,
    fix: `write the id of ${quote(near)}`,
    shows: "nothing when it is applied, or ResourceNotFound; each mount is refused with 403 ForbiddenByRbac",
  });
}

const OBJECTS = new Set(["azurerm_key_vault_secret", "azurerm_key_vault_key", "azurerm_key_vault_certificate"]);

/** Whether a role can be of use on vaults only. */
function isVaultRole(grant: Grant): boolean {
  return grant.identity !== undefined && roleOf(grant)?.plane === "data";
}
