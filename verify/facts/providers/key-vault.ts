import type { WrittenShape } from "./shape.js";

const POLICY: WrittenShape = {
  requires: "object_id tenant_id",
  takes: "application_id certificate_permissions key_permissions secret_permissions storage_permissions",
};

const NETWORK_ACLS: WrittenShape = {
  requires: "bypass default_action",
  takes: "ip_rules virtual_network_subnet_ids",
};

/** Resources of Key Vault, as azurerm 4.81 and 5.2 have them. */
export const KEY_VAULT_RESOURCES: { readonly [type: string]: WrittenShape } = {
  // Whether rbac_authorization_enabled has to be there is a question of its own, with a rule of its own.
  azurerm_key_vault: {
    requires: "location name resource_group_name sku_name tenant_id",
    takes: `enabled_for_deployment enabled_for_disk_encryption enabled_for_template_deployment
      public_network_access_enabled purge_protection_enabled rbac_authorization_enabled soft_delete_retention_days tags`,
    gives: "vault_uri",
    blocks: { access_policy: POLICY, network_acls: NETWORK_ACLS },
  },
  azurerm_key_vault_access_policy: {
    requires: "key_vault_id object_id tenant_id",
    takes: "application_id certificate_permissions key_permissions secret_permissions storage_permissions",
  },
  azurerm_key_vault_secret: {
    requires: "key_vault_id name",
    takes: "content_type expiration_date not_before_date tags value value_wo value_wo_version",
    gives: "resource_id resource_versionless_id version versionless_id",
  },
  azurerm_key_vault_key: {
    requires: "key_opts key_type key_vault_id name",
    takes: "curve expiration_date key_size not_before_date tags",
    gives: "e n public_key_openssh public_key_pem resource_id resource_versionless_id version versionless_id x y",
    blocks: {
      release_policy: { requires: "json", takes: "immutable" },
      rotation_policy: {
        takes: "expire_after notify_before_expiry",
        blocks: { automatic: { takes: "time_after_creation time_before_expiry" } },
      },
    },
  },
  azurerm_key_vault_certificate: {
    requires: "key_vault_id name",
    takes: "tags",
    gives: `certificate_data certificate_data_base64 resource_manager_id resource_manager_versionless_id secret_id
      thumbprint version versionless_id versionless_secret_id`,
    blocks: {
      certificate: { requires: "contents", takes: "password" },
      certificate_policy: {
        requiresBlocks: "issuer_parameters key_properties secret_properties",
        blocks: {
          issuer_parameters: { requires: "name" },
          key_properties: { requires: "exportable key_type reuse_key", takes: "curve key_size" },
          secret_properties: { requires: "content_type" },
        },
        openBlocks: "lifetime_action x509_certificate_properties",
      },
    },
    lists: { certificate_attribute: { gives: "created enabled expires not_before recovery_level updated" } },
  },
};

/** Data sources of Key Vault. */
export const KEY_VAULT_DATA: { readonly [type: string]: WrittenShape } = {
  azurerm_key_vault: {
    requires: "name resource_group_name",
    gives: `enable_rbac_authorization enabled_for_deployment enabled_for_disk_encryption enabled_for_template_deployment
      location public_network_access_enabled purge_protection_enabled rbac_authorization_enabled sku_name tags tenant_id
      vault_uri`,
    lists: {
      access_policy: { gives: `${POLICY.requires} ${POLICY.takes}` },
      network_acls: { gives: `${NETWORK_ACLS.requires} ${NETWORK_ACLS.takes}` },
    },
  },
  azurerm_key_vault_access_policy: {
    requires: "name",
    gives: "certificate_permissions key_permissions secret_permissions",
  },
  azurerm_key_vault_secret: {
    requires: "key_vault_id name",
    takes: "version",
    gives: `content_type expiration_date not_before_date resource_id resource_versionless_id tags value versionless_id`,
  },
  azurerm_key_vault_key: {
    requires: "key_vault_id name",
    gives: `curve e key_opts key_size key_type n public_key_openssh public_key_pem resource_id resource_versionless_id
      tags version versionless_id x y`,
  },
  azurerm_key_vault_certificate: {
    requires: "key_vault_id name",
    takes: "version",
    gives: `certificate_data certificate_data_base64 certificate_policy expires not_before resource_manager_id
      resource_manager_versionless_id secret_id tags thumbprint versionless_id versionless_secret_id`,
  },
};
