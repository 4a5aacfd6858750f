import { ASSIGNED_IDENTITY, IDENTITY_BLOCK, type WrittenShape } from "./shape.js";

/** Arguments that the default node pool and the others have in common. */
const POOL = `auto_scaling_enabled capacity_reservation_group_id fips_enabled gpu_driver gpu_instance
  host_encryption_enabled host_group_id kubelet_disk_type max_count max_pods min_count node_count node_labels
  node_public_ip_enabled node_public_ip_prefix_id orchestrator_version os_disk_size_gb os_disk_type os_sku pod_subnet_id
  proximity_placement_group_id scale_down_mode snapshot_id tags temporary_name_for_rotation ultra_ssd_enabled vm_size
  vnet_subnet_id workload_runtime zones`;

const POOL_BLOCKS = "kubelet_config linux_os_config node_network_profile upgrade_settings";

const KUBE_CONFIG: WrittenShape = {
  gives: "client_certificate client_key cluster_ca_certificate host password username",
};

/** Clusters and node pools, as azurerm 4.81 and 5.2 have them. */
export const CLUSTER_RESOURCES: { readonly [type: string]: WrittenShape } = {
  // Which version asks for node_provisioning_profile is a question of its own, with a rule of its own.
  azurerm_kubernetes_cluster: {
    requires: "location name resource_group_name",
    requiresBlocks: "default_node_pool",
    takes: `ai_toolchain_operator_enabled automatic_upgrade_channel azure_policy_enabled cost_analysis_enabled
      custom_ca_trust_certificates_base64 disk_encryption_set_id dns_prefix dns_prefix_private_cluster edge_zone
      http_application_routing_enabled image_cleaner_enabled image_cleaner_interval_hours kubernetes_version
      local_account_disabled node_os_upgrade_channel node_resource_group oidc_issuer_enabled open_service_mesh_enabled
      private_cluster_enabled private_cluster_public_fqdn_enabled private_dns_zone_id role_based_access_control_enabled
      run_command_enabled sku_tier support_plan tags workload_identity_enabled`,
    gives: `current_kubernetes_version fqdn http_application_routing_zone_name kube_admin_config_raw kube_config_raw
      node_resource_group_id oidc_issuer_url portal_fqdn private_fqdn`,
    blocks: {
      api_server_access_profile: { takes: "authorized_ip_ranges subnet_id virtual_network_integration_enabled" },
      azure_active_directory_role_based_access_control: {
        takes: "admin_group_object_ids azure_rbac_enabled tenant_id",
      },
      default_node_pool: {
        requires: "name",
        takes: `${POOL} only_critical_addons_enabled type`,
        openBlocks: POOL_BLOCKS,
      },
      identity: IDENTITY_BLOCK,
      key_vault_secrets_provider: {
        takes: "secret_rotation_enabled secret_rotation_interval",
        lists: { secret_identity: ASSIGNED_IDENTITY },
      },
      kubelet_identity: { takes: "client_id object_id user_assigned_identity_id" },
      network_profile: {
        requires: "network_plugin",
        takes: `dns_service_ip ip_versions load_balancer_sku network_data_plane network_mode network_plugin_mode
          network_policy outbound_type pod_cidr pod_cidrs service_cidr service_cidrs`,
        openBlocks: "advanced_networking load_balancer_profile nat_gateway_profile",
      },
      node_provisioning_profile: { takes: "default_node_pools mode" },
      oms_agent: {
        requires: "log_analytics_workspace_id",
        takes: "msi_auth_for_monitoring_enabled",
        lists: { oms_agent_identity: ASSIGNED_IDENTITY },
      },
    },
    openBlocks: `aci_connector_linux auto_scaler_profile bootstrap_profile confidential_computing http_proxy_config
      ingress_application_gateway key_management_service linux_profile maintenance_window
      maintenance_window_auto_upgrade maintenance_window_node_os microsoft_defender monitor_metrics service_mesh_profile
      service_principal storage_profile upgrade_override web_app_routing windows_profile workload_autoscaler_profile`,
    lists: { kube_admin_config: KUBE_CONFIG, kube_config: KUBE_CONFIG },
  },
  azurerm_kubernetes_cluster_node_pool: {
    requires: "kubernetes_cluster_id name",
    takes: `${POOL} eviction_policy mode node_taints os_type priority spot_max_price`,
    gives: "node_image_version",
    blocks: { windows_profile: { takes: "outbound_nat_enabled" } },
    openBlocks: POOL_BLOCKS,
  },
};

/** Data sources of the same. */
export const CLUSTER_DATA: { readonly [type: string]: WrittenShape } = {
  azurerm_kubernetes_cluster: {
    requires: "name resource_group_name",
    gives: `aci_connector_linux agent_pool_profile api_server_authorized_ip_ranges
      azure_active_directory_role_based_access_control azure_policy_enabled bootstrap_profile current_kubernetes_version
      disk_encryption_set_id dns_prefix fqdn http_application_routing_enabled http_application_routing_zone_name
      ingress_application_gateway key_management_service kube_admin_config_raw kube_config_raw kubernetes_version
      linux_profile location microsoft_defender network_profile node_resource_group node_resource_group_id
      oidc_issuer_enabled oidc_issuer_url oms_agent open_service_mesh_enabled private_cluster_enabled private_fqdn
      role_based_access_control_enabled service_mesh_profile service_principal storage_profile tags windows_profile`,
    lists: {
      identity: { gives: "identity_ids principal_id tenant_id type" },
      key_vault_secrets_provider: {
        gives: "secret_rotation_enabled secret_rotation_interval",
        lists: { secret_identity: ASSIGNED_IDENTITY },
      },
      kube_admin_config: KUBE_CONFIG,
      kube_config: KUBE_CONFIG,
      kubelet_identity: ASSIGNED_IDENTITY,
    },
  },
  azurerm_kubernetes_cluster_node_pool: {
    requires: "kubernetes_cluster_name name resource_group_name",
    gives: `auto_scaling_enabled eviction_policy gpu_driver max_count max_pods min_count mode node_count
      node_image_version node_labels node_public_ip_enabled node_public_ip_prefix_id node_taints orchestrator_version
      os_disk_size_gb os_disk_type os_type priority proximity_placement_group_id spot_max_price tags upgrade_settings
      vm_size vnet_subnet_id zones`,
  },
};
