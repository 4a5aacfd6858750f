import { expect, test } from "vitest";
import { CLIENT_ID, type Files, findingsOf, healthyFiles, terraform, uncheckedOf } from "../../support/artefacts.js";

const RULE = "match-federated-owner";

function withOwner(owner: string): Files {
  return terraform(({ resource }) => {
    Object.assign(resource.azurerm_federated_identity_credential.api, { user_assigned_identity_id: owner });
  });
}

test("finds nothing where the owner is the id of an identity", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the client id is in its place", () => {
  const files = withOwner("${azurerm_user_assigned_identity.api.client_id}");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-owner",
      severity: "error",
      environment: "artefacts",
      message: `user_assigned_identity_id of azurerm_federated_identity_credential.api is "${CLIENT_ID}", which is no such id`,
      at: {
        file: "azure/main.tf.json",
        line: 73,
        resource: "azurerm_federated_identity_credential.api",
        field: "user_assigned_identity_id",
      },
      got: CLIENT_ID,
      allowed: "user_assigned_identity_id = azurerm_user_assigned_identity.<name>.id",
      fix: "write ${azurerm_user_assigned_identity.<name>.id}",
      shows: `Error: parsing "${CLIENT_ID}": …`,
      related: [],
      docs: "docs/rules/match-federated-owner.md",
    },
  ]);
});

test("fails when another resource is in its place", () => {
  const files = withOwner("${azurerm_key_vault.orders.id}");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-owner",
      severity: "error",
      environment: "artefacts",
      message:
        "the owner of azurerm_federated_identity_credential.api is azurerm_key_vault.orders, which owns no credentials",
      at: {
        file: "azure/main.tf.json",
        line: 73,
        resource: "azurerm_federated_identity_credential.api",
        field: "user_assigned_identity_id",
      },
      got: "${azurerm_key_vault.orders.id}",
      allowed: "user_assigned_identity_id = azurerm_user_assigned_identity.<name>.id",
      fix: "write ${azurerm_user_assigned_identity.<name>.id}",
      shows: 'Error: parsing "${azurerm_key_vault.orders.id}": …',
      related: [],
      docs: "docs/rules/match-federated-owner.md",
    },
  ]);
});

test("fails when text is no such id", () => {
  const files = withOwner("orders-api");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-owner",
      severity: "error",
      environment: "artefacts",
      message:
        'user_assigned_identity_id of azurerm_federated_identity_credential.api is "orders-api", which is no such id',
      at: {
        file: "azure/main.tf.json",
        line: 73,
        resource: "azurerm_federated_identity_credential.api",
        field: "user_assigned_identity_id",
      },
      got: "orders-api",
      allowed: "user_assigned_identity_id = azurerm_user_assigned_identity.<name>.id",
      fix: "write ${azurerm_user_assigned_identity.<name>.id}",
      shows: 'Error: parsing "orders-api": …',
      related: [],
      docs: "docs/rules/match-federated-owner.md",
    },
  ]);
});

test("fails when it is missing", () => {
  const files = terraform(({ resource }) => {
    Reflect.deleteProperty(resource.azurerm_federated_identity_credential.api, "user_assigned_identity_id");
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-owner",
      severity: "error",
      environment: "artefacts",
      message: "azurerm_federated_identity_credential.api names no owner",
      at: { file: "azure/main.tf.json", line: 71, resource: "azurerm_federated_identity_credential.api" },
      allowed: "user_assigned_identity_id = azurerm_user_assigned_identity.<name>.id",
      fix: "write ${azurerm_user_assigned_identity.<name>.id}",
      shows: 'Error: Missing required argument: The argument "user_assigned_identity_id" is required',
      related: [],
      docs: "docs/rules/match-federated-owner.md",
    },
  ]);
});

test("cannot say whose a credential is that names an identity of elsewhere", () => {
  const files = withOwner(
    "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/a/providers/Microsoft.ManagedIdentity/userAssignedIdentities/b",
  );

  const unchecked = uncheckedOf(RULE, files);

  expect(unchecked).toEqual([
    {
      rule: "match-federated-owner",
      environment: "artefacts",
      message: "azurerm_federated_identity_credential.api belongs to an identity that is not among the artefacts",
      needs: "the Terraform that makes or looks up the identity",
      at: {
        file: "azure/main.tf.json",
        line: 73,
        resource: "azurerm_federated_identity_credential.api",
        field: "user_assigned_identity_id",
      },
    },
  ]);
});

test("fails when the owner is made of the client id of the application", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, {
      azuread_application: { api: { display_name: "api", client_id: CLIENT_ID } },
      azuread_application_federated_identity_credential: {
        api: {
          application_id: `/applications/${CLIENT_ID}`,
          display_name: "api",
          issuer: "${azurerm_kubernetes_cluster.main.oidc_issuer_url}",
          subject: "system:serviceaccount:orders:api",
          audiences: ["api://AzureADTokenExchange"],
        },
      },
    }),
  );

  const found = findingsOf("match-federated-owner", files);

  expect(found).toEqual([
    expect.objectContaining({
      severity: "error",
      message:
        "application_id of azuread_application_federated_identity_credential.api is made of the client id of azuread_application.api",
      fix: "write ${azuread_application.api.id}",
    }),
  ]);
});
