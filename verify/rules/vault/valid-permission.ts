import { listed, nearest, quote } from "../../../shared/index.js";
import { listIn } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";

/** What each argument of a policy takes, as azurerm spells it. */
const COMMON = ["Get", "List", "Update", "Create", "Import", "Delete", "Recover", "Backup", "Restore", "Purge"];
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  secret_permissions: ["Get", "List", "Set", "Delete", "Recover", "Backup", "Restore", "Purge"],
  key_permissions: [
    ...COMMON,
    ...["Decrypt", "Encrypt", "UnwrapKey", "WrapKey", "Verify", "Sign"],
    ...["Release", "Rotate", "GetRotationPolicy", "SetRotationPolicy"],
  ],
  certificate_permissions: [
    ...COMMON,
    ...["ManageContacts", "ManageIssuers", "GetIssuers", "ListIssuers", "SetIssuers", "DeleteIssuers"],
  ],
};

/** The provider refuses a permission that is spelt in another case. */
export const validPermission = defineRule({
  id: "valid-permission",
  severity: "error",
  summary: "Each permission of an access policy is spelt as azurerm spells it.",
  link: "access",
  needs: ["azure"],
  *check({ azure }) {
    for (const resource of azure.ofType("azurerm_key_vault_access_policy")) {
      for (const [argument, permissions] of Object.entries(PERMISSIONS)) {
        const written = resource.existing ? [] : listIn(resource.attributes, argument);
        for (const [index, permission] of written.entries()) {
          if (typeof permission !== "string" || permission.includes("${") || permissions.includes(permission)) {
            continue;
          }
          const alike = permissions.find((one) => one.toLowerCase() === permission.toLowerCase());
          const near = alike ?? nearest(permission, permissions);
          yield broken({
            on: resource,
            at: [argument, index],
            message: `${resource.id} permits ${quote(permission)}, which is none of ${argument}`,
            got: permission,
            allowed: listed(permissions, permissions.length),
            fix: near === undefined ? `write ${quote("Get")}` : `write ${quote(near)}`,
            shows: `terraform plan: expected ${argument}.${index} to be one of ["Get" "List" …], got ${permission}`,
          });
        }
      }
    }
  },
});
