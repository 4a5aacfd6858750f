/** Type of a removed argument of the provider's own block. */
export const PROVIDER_BLOCK = "provider";

/** An argument that a version of its provider does not know any more. */
export interface RemovedArgument {
  /** Type of the resource, or {@link PROVIDER_BLOCK}. */
  readonly type: string;
  /** Path of the argument; blocks that may stand several times are followed into each. */
  readonly path: readonly string[];
  readonly provider: "azurerm" | "azuread";
  /** First version without it. */
  readonly since: string;
  /** What to write instead. */
  readonly instead: string;
  /** Whether only versions without the argument know what to write instead: before them nothing can be done. */
  readonly together: boolean;
}

/**
 * Arguments of what a chain is made of that azurerm and azuread removed.
 *
 * @see hashicorp/terraform-provider-azurerm v5.2.0, website/docs/guides: 4.0-upgrade-guide, 5.0-upgrade-guide
 * @see hashicorp/terraform-provider-azuread v3.9.0, docs/guides/3.0-upgrade-guide.md
 */
export const REMOVED_ARGUMENTS: readonly RemovedArgument[] = [
  five("azurerm_key_vault", "enable_rbac_authorization", "rbac_authorization_enabled"),
  five("azurerm_key_vault", "contact", "a resource azurerm_key_vault_certificate_contacts"),
  five("azurerm_federated_identity_credential", "parent_id", "user_assigned_identity_id"),
  five("azurerm_federated_identity_credential", "resource_group_name", "nothing: the identity says it"),
  five("azurerm_monitor_diagnostic_setting", "metric", "enabled_metric"),
  four("azurerm_monitor_diagnostic_setting", "log", "enabled_log"),
  five("azurerm_monitor_diagnostic_setting", "enabled_log.retention_policy", "a rule of the storage account"),
  four("azurerm_kubernetes_cluster", "automatic_channel_upgrade", "automatic_upgrade_channel"),
  four("azurerm_kubernetes_cluster", "node_os_channel_upgrade", "node_os_upgrade_channel"),
  four("azurerm_kubernetes_cluster", "default_node_pool.enable_auto_scaling", "auto_scaling_enabled"),
  four("azurerm_kubernetes_cluster_node_pool", "enable_auto_scaling", "auto_scaling_enabled"),
  together(five("azurerm_private_dns_zone_virtual_network_link", "private_dns_zone_name", "private_dns_zone_id")),
  together(
    five(
      "azurerm_private_dns_zone_virtual_network_link",
      "resource_group_name",
      "nothing: private_dns_zone_id says it",
    ),
  ),
  together(five("azurerm_subnet", "service_endpoints", "a block service_endpoint")),
  five(PROVIDER_BLOCK, "skip_provider_registration", 'resource_provider_registrations = "none"'),
  {
    type: "azuread_service_principal",
    path: ["application_id"],
    provider: "azuread",
    since: "3.0.0",
    instead: "client_id",
    together: false,
  },
  {
    type: "azuread_application_federated_identity_credential",
    path: ["application_object_id"],
    provider: "azuread",
    since: "3.0.0",
    instead: "application_id",
    together: false,
  },
];

/** Arguments that became required: without them Terraform stops. */
export const REQUIRED_ARGUMENTS: readonly RequiredArgument[] = [
  {
    type: "azurerm_kubernetes_cluster",
    argument: "node_provisioning_profile",
    provider: "azurerm",
    since: "5.0.0",
    write: 'a block node_provisioning_profile { mode = "Manual" }, which azurerm knows from 4.57',
  },
];

/** An argument that a version of its provider brought. */
export interface NewArgument {
  readonly type: string;
  readonly path: readonly string[];
  readonly provider: "azurerm";
  /** First version that knows it. */
  readonly since: string;
  /** What older versions take; undefined where there is nothing. */
  readonly before: string | undefined;
}

/**
 * Arguments of what a chain is made of that came after azurerm 4.0.
 *
 * @see hashicorp/terraform-provider-azurerm v5.2.0, CHANGELOG-v4.md
 */
export const NEW_ARGUMENTS: readonly NewArgument[] = [
  {
    type: "azurerm_federated_identity_credential",
    path: ["user_assigned_identity_id"],
    provider: "azurerm",
    since: "4.65.0",
    before: "parent_id",
  },
  {
    type: "azurerm_kubernetes_cluster",
    path: ["node_provisioning_profile"],
    provider: "azurerm",
    since: "4.57.0",
    before: undefined,
  },
  {
    type: "azurerm_key_vault",
    path: ["rbac_authorization_enabled"],
    provider: "azurerm",
    since: "4.42.0",
    before: "enable_rbac_authorization",
  },
  { type: "azurerm_key_vault_secret", path: ["value_wo"], provider: "azurerm", since: "4.23.0", before: undefined },
];

/** An argument that a version of its provider made required. */
export interface RequiredArgument {
  readonly type: string;
  readonly argument: string;
  readonly provider: "azurerm";
  /** First version that requires it. */
  readonly since: string;
  /** What to write. */
  readonly write: string;
}

function five(type: string, path: string, instead: string): RemovedArgument {
  return { type, path: path.split("."), provider: "azurerm", since: "5.0.0", instead, together: false };
}

function four(type: string, path: string, instead: string): RemovedArgument {
  return { type, path: path.split("."), provider: "azurerm", since: "4.0.0", instead, together: false };
}

function together(argument: RemovedArgument): RemovedArgument {
  return { ...argument, together: true };
}
