# The chain of classroom: one identity, split in two. `npm run validate` puts mocked providers before it, so nothing is called.

override_resource {
  target = azurerm_user_assigned_identity.students-2
  values = {
    id           = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/second"
    client_id    = "d07a5f1c-93e8-4b62-a5d1-68c4f2e7b039"
    principal_id = "1be94c70-a8f3-4d25-907c-e54b6d13f8a2"
  }
}

run "chain" {
  command = apply

  assert {
    condition     = azurerm_federated_identity_credential.student-01_pod-keyvault.issuer == azurerm_kubernetes_cluster.cluster.oidc_issuer_url
    error_message = "the credential trusts another issuer than the cluster's"
  }

  assert {
    condition     = azurerm_federated_identity_credential.student-01_pod-keyvault.audience == tolist(["api://AzureADTokenExchange"])
    error_message = "the credential asks for another audience than the driver's"
  }

  assert {
    condition     = azurerm_federated_identity_credential.student-01_pod-keyvault.subject == "system:serviceaccount:student-01:pod-keyvault"
    error_message = "the credential trusts another service account"
  }

  assert {
    condition = alltrue([
      azurerm_role_assignment.kv-classroom-12345_students.principal_id == azurerm_user_assigned_identity.students.principal_id,
      azurerm_role_assignment.kv-classroom-12345_students-2.principal_id == azurerm_user_assigned_identity.students-2.principal_id,
    ])
    error_message = "a role is another principal's"
  }

  assert {
    condition     = azurerm_role_assignment.kv-classroom-12345_students.scope == azurerm_key_vault.kv-classroom-12345.id
    error_message = "the role is on something else than the vault"
  }

  assert {
    condition     = azurerm_role_assignment.kv-classroom-12345_students.role_definition_name == "Key Vault Secrets User"
    error_message = "the role is not the least that reads secrets"
  }

  assert {
    condition = alltrue([
      output.binding.identities["students"].clientId == azurerm_user_assigned_identity.students.client_id,
      output.binding.identities["students-2"].clientId == azurerm_user_assigned_identity.students-2.client_id,
    ])
    error_message = "the output names another client id"
  }
}
