# The platform of prod: what its teams and its alerts rely on. `npm run validate` puts mocked providers before it, so nothing is called.

override_data {
  target = data.azurerm_subnet.vnet-prod_snet-endpoints
  values = {
    id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/network-rg/providers/Microsoft.Network/virtualNetworks/mock/subnets/endpoints"
  }
}

override_resource {
  target = azurerm_key_vault.kv-prod-shop-12345
  values = {
    id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.KeyVault/vaults/shop"
  }
}

run "platform" {
  command = apply

  assert {
    condition     = output.platform.issuer == azurerm_kubernetes_cluster.cluster.oidc_issuer_url
    error_message = "teams would trust another issuer than the cluster's"
  }

  assert {
    condition = output.platform.vaultIds == {
      "kv-prod-shop-12345"    = azurerm_key_vault.kv-prod-shop-12345.id
      "kv-prod-signing-12345" = azurerm_key_vault.kv-prod-signing-12345.id
    }
    error_message = "teams would be granted access to another vault"
  }

  assert {
    condition     = azurerm_kubernetes_cluster.cluster.default_node_pool[0].vnet_subnet_id == data.azurerm_subnet.vnet-prod_snet-aks.id
    error_message = "the nodes are in another subnet"
  }

  assert {
    condition     = azurerm_role_assignment._control-plane_vnet-prod_snet-aks.principal_id == azurerm_user_assigned_identity.cluster__control-plane.principal_id
    error_message = "the control plane may not join its subnet"
  }

  assert {
    condition     = azurerm_private_endpoint.kv-prod-shop-12345.subnet_id == data.azurerm_subnet.vnet-prod_snet-endpoints.id
    error_message = "the private endpoint is in another subnet"
  }

  assert {
    condition     = azurerm_private_endpoint.kv-prod-shop-12345.private_service_connection[0].private_connection_resource_id == azurerm_key_vault.kv-prod-shop-12345.id
    error_message = "the private endpoint leads to another vault"
  }

  assert {
    condition     = azapi_resource.link_vaults_vnet-prod.parent_id == azurerm_private_dns_zone.vaults.id
    error_message = "the link is of another zone"
  }

  assert {
    condition     = azapi_resource.link_vaults_vnet-prod.body.properties.virtualNetwork.id == data.azurerm_virtual_network.vnet-prod.id
    error_message = "the zone is linked to another network than the nodes'"
  }

  assert {
    condition     = azurerm_role_assignment.kv-prod-signing-12345__writer_key.scope == azurerm_key_vault.kv-prod-signing-12345.id
    error_message = "the writer may make keys elsewhere"
  }

  assert {
    condition     = azurerm_monitor_diagnostic_setting.kv-prod-shop-12345.log_analytics_workspace_id == azurerm_log_analytics_workspace.audit.id
    error_message = "the audit log goes elsewhere"
  }

  assert {
    condition     = strcontains(azurerm_monitor_scheduled_query_rules_alert_v2.undeclared-readers.criteria[0].query, "ResourceId =~ \"${azurerm_key_vault.kv-prod-signing-12345.id}\" and reader =~ \"${azurerm_role_assignment.kv-prod-signing-12345__writer_key.principal_id}\"")
    error_message = "whoever makes the vault's objects would raise an alert"
  }
}
