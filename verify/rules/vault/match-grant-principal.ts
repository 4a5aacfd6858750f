import { quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";
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
        shows:
          grant.kind === "role"
            ? "terraform apply: PrincipalNotFound: Principal … does not exist in the directory; with the check skipped 403 ForbiddenByRbac at each mount"
            : "403 Forbidden: … does not have secrets get permission on key vault, at each mount",
        also: [identity],
      });
    }
  },
});
