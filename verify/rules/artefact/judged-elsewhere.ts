import type { AzureWorld } from "../../azure/types.js";
import type { Resource } from "../../terraform/resource.js";
import { isForPods } from "../trust/credentials.js";

/** Arguments that a rule of their own misses whenever they are not there. */
const ALWAYS: ReadonlyMap<string, readonly string[]> = new Map([
  ["azurerm_key_vault", ["location", "name", "resource_group_name", "sku_name", "tenant_id"]],
  ["azurerm_key_vault_access_policy", ["key_vault_id"]],
  ["azurerm_key_vault_certificate", ["key_vault_id", "name"]],
  ["azurerm_key_vault_key", ["key_vault_id", "name"]],
  ["azurerm_key_vault_secret", ["key_vault_id", "name"]],
  ["azurerm_role_assignment", ["scope"]],
  ["azurerm_federated_identity_credential", ["name", "user_assigned_identity_id"]],
  ["azuread_application_federated_identity_credential", ["application_id", "display_name"]],
]);

/** Of a credential for pods each part has a rule. */
const OF_PODS: readonly string[] = ["audience", "audiences", "issuer", "subject"];

/** Finds the arguments whose absence another rule tells, with what it means for the chain: one mistake is told once. */
export function argumentsJudgedElsewhere(azure: AzureWorld): (resource: Resource) => readonly string[] {
  const ofPods = new Set(azure.credentials.filter(isForPods).map(({ resource }) => resource));
  const withTenant = new Set(
    azure.grants.flatMap(({ resource, kind, scope }) =>
      kind === "policy" && scope.vault?.tenantId?.known === true ? [resource] : [],
    ),
  );
  return (resource) => [
    ...(resource.existing ? [] : (ALWAYS.get(resource.type) ?? [])),
    ...(ofPods.has(resource) ? OF_PODS : []),
    ...(withTenant.has(resource) ? ["tenant_id"] : []),
  ];
}
