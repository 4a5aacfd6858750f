import { type Files, TENANT, terraform } from "../../support/artefacts.js";

/** The healthy world with an access policy in place of its roles, and some fields of the policy changed. */
export function withPolicies(policy: object): Files {
  return terraform((c) => {
    Object.assign(c.resource.azurerm_key_vault.orders, { rbac_authorization_enabled: false });
    Object.assign(c.resource, {
      azurerm_role_assignment: {},
      azurerm_key_vault_access_policy: {
        api: {
          key_vault_id: "${azurerm_key_vault.orders.id}",
          tenant_id: TENANT,
          object_id: "${azurerm_user_assigned_identity.api.principal_id}",
          secret_permissions: ["Get"],
          key_permissions: ["Get"],
          ...policy,
        },
      },
    });
  });
}

/** The healthy world with a private vault that the network of the nodes sees, and some of its resources changed. */
export function privately(change: (resources: ReturnType<typeof network>) => unknown = () => undefined): Files {
  const resources = network();
  change(resources);
  return terraform((c) => {
    Object.assign(c.resource.azurerm_key_vault.orders, { public_network_access_enabled: false });
    Object.assign(c.resource.azurerm_kubernetes_cluster.main.default_node_pool, {
      vnet_subnet_id: "${azurerm_subnet.nodes.id}",
    });
    Object.assign(c.resource, resources);
  });
}

function network() {
  return {
    azurerm_virtual_network: {
      main: { name: "vnet", resource_group_name: "orders-rg" },
      other: { name: "vnet-other", resource_group_name: "orders-rg" },
    },
    azurerm_subnet: {
      nodes: { name: "nodes", virtual_network_name: "vnet", resource_group_name: "orders-rg" },
      endpoints: { name: "endpoints", virtual_network_name: "vnet", resource_group_name: "orders-rg" },
    },
    azurerm_private_dns_zone: {
      vaults: { name: "privatelink.vaultcore.azure.net", resource_group_name: "orders-rg" },
    },
    azurerm_private_dns_zone_virtual_network_link: {
      vaults: {
        private_dns_zone_id: "${azurerm_private_dns_zone.vaults.id}",
        virtual_network_id: "${azurerm_virtual_network.main.id}",
      },
    },
    azurerm_private_endpoint: {
      orders: {
        subnet_id: "${azurerm_subnet.endpoints.id}",
        private_service_connection: {
          is_manual_connection: false,
          private_connection_resource_id: "${azurerm_key_vault.orders.id}",
          subresource_names: ["vault"],
        },
        private_dns_zone_group: {
          name: "vault",
          private_dns_zone_ids: ["${azurerm_private_dns_zone.vaults.id}"],
        },
      },
    },
  };
}
