mock_resource "azuread_application" {
  defaults = {
    id        = "/applications/d5b17f30-6c92-4e8a-a1d4-97f0e263c58b"
    client_id = "61e0c9a7-2d5f-48b3-9a76-0f4c8e1b7d25"
  }
}

mock_resource "azuread_service_principal" {
  defaults = {
    object_id = "a90f3c68-e1b5-47d2-8c09-f63d75b2a41e"
  }
}
