import type { WrittenShape } from "./shape.js";

/** Resources between the nodes and a vault, as azurerm 4.81 and 5.2 have them. */
export const NETWORK_RESOURCES: { readonly [type: string]: WrittenShape } = {
  azurerm_resource_group: { requires: "location name", takes: "managed_by tags" },
  azurerm_private_endpoint: {
    requires: "location name resource_group_name subnet_id",
    requiresBlocks: "private_service_connection",
    takes: "custom_network_interface_name edge_zone tags",
    blocks: {
      ip_configuration: { requires: "name private_ip_address", takes: "member_name subresource_name" },
      private_dns_zone_group: { requires: "name private_dns_zone_ids", gives: "id" },
      private_service_connection: {
        requires: "is_manual_connection name",
        takes: "private_connection_resource_alias private_connection_resource_id request_message subresource_names",
        gives: "private_ip_address",
      },
    },
    lists: {
      custom_dns_configs: { gives: "fqdn ip_addresses" },
      network_interface: { gives: "id name" },
      private_dns_zone_configs: { gives: "id name private_dns_zone_id record_sets" },
    },
  },
  azurerm_private_dns_zone: {
    requires: "name resource_group_name",
    takes: "tags",
    gives: `max_number_of_record_sets max_number_of_virtual_network_links
      max_number_of_virtual_network_links_with_registration number_of_record_sets`,
    openBlocks: "soa_record",
  },
  azurerm_private_dns_zone_virtual_network_link: {
    requires: "name virtual_network_id",
    requiresBefore5: "private_dns_zone_name resource_group_name",
    requiresFrom5: "private_dns_zone_id",
    takes: "registration_enabled resolution_policy tags",
    since5: "private_dns_zone_id",
  },
  azurerm_subnet: {
    requires: "name resource_group_name virtual_network_name",
    takes: `address_prefixes default_outbound_access_enabled private_endpoint_network_policies
      private_link_service_network_policies_enabled service_endpoint_policy_ids sharing_scope`,
    since5: `network_security_group_id network_security_group_id_wo network_security_group_id_wo_version route_table_id
      route_table_id_wo route_table_id_wo_version service_endpoint`,
    openBlocks: "delegation ip_address_pool service_endpoint",
  },
  azurerm_virtual_network: {
    requires: "location name resource_group_name",
    takes: `address_space bgp_community dns_servers edge_zone flow_timeout_in_minutes private_endpoint_vnet_policies
      tags`,
    gives: "guid",
    blocks: { ddos_protection_plan: { requires: "enable id" }, encryption: { requires: "enforcement" } },
    openBlocks: "ip_address_pool subnet",
  },
};

/** Data sources of the same. */
export const NETWORK_DATA: { readonly [type: string]: WrittenShape } = {
  azurerm_resource_group: { requires: "name", gives: "location managed_by tags" },
  azurerm_private_dns_zone: {
    requires: "name",
    takes: "resource_group_name tags",
    gives: `max_number_of_record_sets max_number_of_virtual_network_links
      max_number_of_virtual_network_links_with_registration number_of_record_sets`,
  },
  azurerm_private_endpoint_connection: {
    requires: "name resource_group_name",
    gives: "location",
    lists: {
      network_interface: { gives: "id name" },
      private_service_connection: { gives: "name private_ip_address request_response status" },
    },
  },
  azurerm_subnet: {
    requires: "name resource_group_name virtual_network_name",
    gives: `address_prefix address_prefixes default_outbound_access_enabled network_security_group_id
      private_endpoint_network_policies private_link_service_network_policies_enabled route_table_id service_endpoint
      service_endpoints`,
  },
  azurerm_virtual_network: {
    requires: "name resource_group_name",
    gives: "address_space dns_servers guid location subnets tags vnet_peerings vnet_peerings_addresses",
  },
};
