import { quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";
import { isWritten } from "./configuration.js";

const TYPES = ["azurerm_key_vault_secret", "azurerm_key_vault_key", "azurerm_key_vault_certificate"];

/** Terraform finds out at the end of an apply that an object is for nothing. */
export const validObjectVault = defineRule({
  id: "valid-object-vault",
  severity: "error",
  summary: "Each object that Terraform makes has a name, and is in a vault by the id of the vault.",
  link: "object",
  needs: ["azure"],
  *check({ azure }) {
    for (const resource of azure.ofType(...TYPES)) {
      const vault = azure.valueOf(resource, "key_vault_id");
      const [reference] = vault?.references ?? [];
      const isOther = reference?.resource.type === "azurerm_key_vault" && reference.attribute !== "id";
      if (!resource.existing && ((vault === undefined && isWritten(resource)) || isOther)) {
        yield broken({
          on: resource,
          at: ["key_vault_id"],
          message: `${resource.id} names no vault by its id`,
          ...(vault === undefined ? {} : { got: vault.text }),
          allowed: "the id of a vault",
          fix: isOther ? `write ${quote(`\${${reference.resource.address}.id}`)}` : "write the id of the vault",
          shows: 'terraform plan: Missing required argument "key_vault_id", or: the ID is no vault\'s',
        });
      }
      if (!resource.existing && isWritten(resource) && azure.valueOf(resource, "name") === undefined) {
        yield broken({
          on: resource,
          at: ["name"],
          message: `${resource.id} has no name`,
          allowed: "letters, digits and dashes, at most 127",
          fix: "write the name that classes read it by",
          shows: 'terraform plan: Missing required argument: The argument "name" is required',
        });
      }
    }
  },
});
