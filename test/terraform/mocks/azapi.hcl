mock_resource "azapi_resource" {
  defaults = {
    id = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/mock-rg/providers/Microsoft.Mock/things/mock"
  }
}
