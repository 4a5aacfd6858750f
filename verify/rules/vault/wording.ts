import { quote } from "../../../shared/index.js";
import type { Grant, ObjectType, Vault } from "../../azure/types.js";

/** What a grant gives, in a few words: `role "Key Vault Reader" of azurerm_role_assignment.api`. */
export function called(grant: Grant): string {
  return grant.kind === "policy"
    ? `access policy ${grant.id}`
    : `role ${quote(grant.role ?? "(unknown)")} of ${grant.id}`;
}

/** What a vault is called: by its name, where that is known. */
export function nameOf(vault: Vault): string {
  return vault.name ?? vault.id;
}

/** Where a grant reaches, in words. */
export function reachOf({ scope }: Grant): string {
  const vault = scope.vault === undefined ? (scope.vaultName ?? "a vault") : nameOf(scope.vault);
  switch (scope.level) {
    case "object":
      return `/${scope.collection}/${scope.objectName ?? ""} of vault ${quote(vault)}`;
    case "vault":
      return `vault ${quote(vault)}`;
    case "resource-group":
      return "a whole resource group";
    case "subscription":
      return "a whole subscription";
    case "management-group":
      return "a whole management group";
    case "elsewhere":
      return "something that is no vault";
    case "unknown":
      return "a scope that is not known";
  }
}

/** What people call a type of object. */
export const TYPE_WORDS: Readonly<Record<ObjectType, string>> = { secret: "secret", key: "key", cert: "certificate" };

/** The role that reads a type and nothing else. */
export const LEAST_ROLE: Readonly<Record<ObjectType, string>> = {
  secret: "Key Vault Secrets User",
  key: "Key Vault Reader",
  cert: "Key Vault Reader",
};

/** The argument of a policy that is about a type. */
export const PERMISSION_ARGUMENT: Readonly<Record<ObjectType, string>> = {
  secret: "secret_permissions",
  key: "key_permissions",
  cert: "certificate_permissions",
};

/** The argument that says what a grant is on. */
export function scopeArgument({ kind, resource }: Grant): readonly string[] {
  if (kind === "role") {
    return ["scope"];
  }
  return resource.type === "azurerm_key_vault_access_policy" ? ["key_vault_id"] : [];
}

/** The argument that says which role it is. */
export function roleArgument({ resource }: Grant): string {
  return Object.hasOwn(resource.attributes, "role_definition_name") ? "role_definition_name" : "role_definition_id";
}
