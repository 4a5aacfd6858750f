# Values that the provider checks for their form, or that only Azure could know. All are invented.

mock_resource "azurerm_kubernetes_cluster" {
  defaults = {
    id              = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.ContainerService/managedClusters/mock"
    oidc_issuer_url = "https://mock.oic.prod-aks.azure.com/8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91/c61d20f5-37a8-4b9e-80d4-5e2f7a9163bc/"
    key_vault_secrets_provider = {
      secret_identity = [
        {
          client_id                 = "0f1b7c52-64d9-4a30-b8e7-2c95f3a1d680"
          object_id                 = "7ce5a1d3-90b2-4f68-a417-d83f06c2b95e"
          user_assigned_identity_id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/add-on"
        }
      ]
    }
  }
}

mock_resource "azurerm_key_vault" {
  defaults = {
    id        = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.KeyVault/vaults/mock"
    vault_uri = "https://mock.vault.azure.net/"
  }
}

mock_resource "azurerm_user_assigned_identity" {
  defaults = {
    id           = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mock"
    client_id    = "2c6f90d8-7b14-4e5a-8d03-f1a9c47e6b52"
    principal_id = "94a1e7c3-0d58-4b26-bf7e-63c8d2051fa9"
  }
}

mock_resource "azurerm_log_analytics_workspace" {
  defaults = {
    id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.OperationalInsights/workspaces/mock"
  }
}

mock_resource "azurerm_monitor_action_group" {
  defaults = {
    id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.Insights/actionGroups/mock"
  }
}

mock_resource "azurerm_monitor_workspace" {
  defaults = {
    id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.Monitor/accounts/mock"
  }
}

mock_resource "azurerm_monitor_data_collection_endpoint" {
  defaults = {
    id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.Insights/dataCollectionEndpoints/mock"
  }
}

mock_resource "azurerm_monitor_data_collection_rule" {
  defaults = {
    id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.Insights/dataCollectionRules/mock"
  }
}

mock_resource "azurerm_private_dns_zone" {
  defaults = {
    id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net"
  }
}

mock_resource "azurerm_eventgrid_system_topic" {
  defaults = {
    id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.EventGrid/systemTopics/mock"
  }
}

mock_data "azurerm_virtual_network" {
  defaults = {
    id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/network-rg/providers/Microsoft.Network/virtualNetworks/mock"
  }
}

mock_data "azurerm_subnet" {
  defaults = {
    id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/network-rg/providers/Microsoft.Network/virtualNetworks/mock/subnets/mock"
  }
}
