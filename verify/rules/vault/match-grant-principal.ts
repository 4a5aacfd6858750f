import { quote, shortened } from "../../../shared/index.js";
import type { Grant } from "../../azure/types.js";
import { isGuid, slipOf } from "../../facts/guid.js";
import { placeholderIn } from "../../facts/placeholder.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { World } from "../../world.js";
import { misdirectedIn } from "./misdirected.js";
import { called } from "./wording.js";

/** Azure takes any GUID for a principal, and gives the permission to whoever has it as object id: to nobody. */
export const matchGrantPrincipal = defineRule({
  id: "match-grant-principal",
  severity: "error",
  summary: "Each grant names its identity by the object id of its service principal.",
  link: "access",
  needs: ["azure"],
  *check(world) {
    for (const grant of world.azure.grants) {
      const application = world.azure.valueOf(grant.resource, "application_id");
      const isPolicy = grant.resource.type === "azurerm_key_vault_access_policy";
      if (isPolicy && grant.identity !== undefined && application !== undefined && application.text !== "") {
        yield broken({
          on: grant,
          at: ["application_id"],
          message: `${called(grant)} is for ${grant.identity.id} on behalf of an application, and pods act for themselves`,
          got: application.text,
          allowed: "object_id alone",
          fix: "remove application_id",
          shows: "403 Forbidden: … does not have secrets get permission on key vault, at each mount",
          also: [grant.identity],
        });
      }
    }
    for (const { grant, identity, what } of misdirectedIn(world)) {
      const wanted =
        identity.kind === "managed-identity"
          ? `\${${identity.resource.address}.principal_id}`
          : `\${${identity.servicePrincipal?.address ?? "azuread_service_principal.<name>"}.object_id}`;
      yield broken({
        on: grant,
        at: [grant.principalArgument],
        message: `${called(grant)} names ${identity.id} by its ${what}`,
        ...(grant.principal === undefined ? {} : { got: grant.principal.text }),
        allowed: "the object id of the service principal, which Terraform calls principal_id or object_id",
        fix: `write ${quote(wanted)}`,
        shows: noSuchPrincipal(grant),
        also: [identity],
      });
    }
    yield* misspelt(world);
  },
});

function noSuchPrincipal({ kind }: Grant): string {
  return kind === "role"
    ? "terraform apply: PrincipalNotFound: Principal … does not exist in the directory; with the check skipped 403 ForbiddenByRbac at each mount"
    : "403 Forbidden: … does not have secrets get permission on key vault, at each mount";
}

/** Object ids that are written out and none at all, or nearly that of an identity to which nothing is given. */
function* misspelt({ azure }: World): Iterable<Fault> {
  const given = new Set(azure.grants.flatMap(({ identity, members }) => [identity, ...members]));
  const without = new Map(
    azure.identities.flatMap((identity) => {
      const { principalId } = identity;
      return principalId?.known === true && !given.has(identity) ? [[principalId.text, identity]] : [];
    }),
  );
  for (const grant of azure.grants) {
    const { principal } = grant;
    // An empty one is a variable that is not set, of a grant that is then not made.
    if (
      principal?.known !== true ||
      principal.text === "" ||
      grant.scope.level === "elsewhere" ||
      placeholderIn(principal.text) !== undefined
    ) {
      continue;
    }
    const near = grant.identity === undefined ? slipOf(principal.text, without.keys()) : undefined;
    const identity = near === undefined ? undefined : without.get(near);
    if (identity === undefined && isGuid(principal.text)) {
      continue;
    }
    yield broken({
      on: grant,
      at: [grant.principalArgument],
      message:
        identity === undefined
          ? `${called(grant)} names the principal ${shortened(principal.text)}, which is no object id`
          : `${called(grant)} names the object id ${quote(principal.text)}, which is that of ${identity.id} but for a slip`,
      got: principal.text,
      allowed: near === undefined ? "the object id of a service principal: a GUID" : quote(near),
      fix: near === undefined ? "write the object id, or refer to it" : `write ${quote(near)}`,
      shows:
        identity === undefined && grant.kind === "policy"
          ? `Terraform: expected "${grant.principalArgument}" to be a valid UUID`
          : noSuchPrincipal(grant),
      ...(identity === undefined ? {} : { also: [identity] }),
    });
  }
}
