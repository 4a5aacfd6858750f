# The chain of dev: issuer, credential, access, output. `npm run validate` puts mocked providers before it, so nothing is called.

run "chain" {
  command = apply

  assert {
    condition     = azuread_application_federated_identity_credential.default_my-app-service-account.issuer == azurerm_kubernetes_cluster.cluster.oidc_issuer_url
    error_message = "the credential trusts another issuer than the cluster's"
  }

  assert {
    condition     = azuread_application_federated_identity_credential.default_my-app-service-account.subject == "system:serviceaccount:default:my-app-service-account"
    error_message = "the credential trusts another service account"
  }

  assert {
    condition     = azuread_application_federated_identity_credential.default_my-app-service-account.audiences == tolist(["api://AzureADTokenExchange"])
    error_message = "the credential asks for another audience than the driver's"
  }

  assert {
    condition     = azuread_application_federated_identity_credential.default_my-app-service-account.application_id == azuread_application.secret-reader.id
    error_message = "the credential belongs to another application"
  }

  assert {
    condition     = azuread_service_principal.secret-reader.client_id == azuread_application.secret-reader.client_id
    error_message = "the service principal is of another application"
  }

  assert {
    condition     = azurerm_key_vault_access_policy.my-unique-kv-12345_secret-reader.object_id == azuread_service_principal.secret-reader.object_id
    error_message = "the access is another principal's"
  }

  assert {
    condition     = azurerm_key_vault_access_policy.my-unique-kv-12345_secret-reader.key_vault_id == azurerm_key_vault.my-unique-kv-12345.id
    error_message = "the access is to another vault"
  }

  assert {
    condition     = azurerm_key_vault_access_policy.my-unique-kv-12345_secret-reader.secret_permissions == tolist(["Get"])
    error_message = "the access is more or less than reading secrets"
  }

  assert {
    condition     = output.binding.issuer == azurerm_kubernetes_cluster.cluster.oidc_issuer_url
    error_message = "the output names another issuer"
  }

  assert {
    condition     = output.binding.identities["secret-reader"].clientId == azuread_application.secret-reader.client_id
    error_message = "the output names another client id"
  }
}
