# The chain of team payments of prod, on the platform's outputs. `npm run validate` puts mocked providers before it, so nothing is called.

override_data {
  target = data.terraform_remote_state.platform
  values = {
    outputs = {
      platform = {
        issuer    = "https://mock.oic.prod-aks.azure.com/8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91/c61d20f5-37a8-4b9e-80d4-5e2f7a9163bc/"
        clusterId = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.ContainerService/managedClusters/mock"
        vaultIds = {
          "kv-prod-shop-12345"    = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.KeyVault/vaults/shop"
          "kv-prod-signing-12345" = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.KeyVault/vaults/signing"
        }
      }
    }
  }
}

run "chain" {
  command = apply

  assert {
    condition     = azurerm_federated_identity_credential.payments_invoices.issuer == data.terraform_remote_state.platform.outputs.platform.issuer
    error_message = "the credential trusts another issuer than the platform's cluster's"
  }

  assert {
    condition     = azurerm_federated_identity_credential.payments_invoices.subject == "system:serviceaccount:payments:invoices"
    error_message = "the credential trusts another service account"
  }

  assert {
    condition     = azurerm_federated_identity_credential.payments_invoices.user_assigned_identity_id == azurerm_user_assigned_identity.payments_invoices.id
    error_message = "the credential belongs to another identity"
  }

  assert {
    condition     = azurerm_role_assignment.kv-prod-signing-12345_payments_invoices_key_receipts.scope == "${data.terraform_remote_state.platform.outputs.platform.vaultIds["kv-prod-signing-12345"]}/keys/receipts"
    error_message = "the role is on something else than the key"
  }

  assert {
    condition     = azurerm_role_assignment.kv-prod-signing-12345_payments_invoices_key_receipts.role_definition_name == "Key Vault Reader"
    error_message = "the role is not the least that reads a public key"
  }

  assert {
    condition     = azurerm_role_assignment.kv-prod-signing-12345_payments_invoices_key_receipts.principal_id == azurerm_user_assigned_identity.payments_invoices.principal_id
    error_message = "the role is another principal's"
  }

  assert {
    condition     = output.binding.identities["payments_invoices"].clientId == azurerm_user_assigned_identity.payments_invoices.client_id
    error_message = "the output names another client id"
  }
}
