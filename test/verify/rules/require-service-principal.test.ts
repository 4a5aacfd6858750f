import { expect, test } from "vitest";
import { type Files, findingsOf, terraform } from "../../support/artefacts.js";

const RULE = "require-service-principal";

/** The healthy world with an application in the place of the managed identity. */
function withApplication(more: object): Files {
  return terraform(({ resource }) => {
    Object.assign(resource, {
      azuread_application: { api: { display_name: "orders-api" } },
      azuread_application_federated_identity_credential: {
        api: {
          application_id: "${azuread_application.api.id}",
          audiences: ["api://AzureADTokenExchange"],
          display_name: "orders-api",
          issuer: "${azurerm_kubernetes_cluster.main.oidc_issuer_url}",
          subject: "system:serviceaccount:orders:api",
        },
      },
      ...more,
    });
  });
}

test("finds nothing where the application has one", () => {
  const files = withApplication({
    azuread_service_principal: { api: { client_id: "${azuread_application.api.client_id}" } },
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the application has none", () => {
  const files = withApplication({});

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-service-principal",
      severity: "error",
      environment: "artefacts",
      message:
        "azuread_application.api has no service principal, so nobody can act as it and no role can be given to it",
      at: { file: "azure/main.tf.json", line: 96, resource: "azuread_application.api" },
      allowed: "an azuread_service_principal with the client_id of the application",
      fix: "add azuread_service_principal with client_id = ${azuread_application.api.client_id}",
      shows: "AADSTS700016: Application with identifier '<client id>' was not found in the directory '<tenant>'",
      related: [],
      docs: "docs/rules/require-service-principal.md",
    },
  ]);
});

test("leaves alone an application that nothing uses", () => {
  const files = terraform(({ resource }) => {
    Object.assign(resource, { azuread_application: { other: { display_name: "other" } } });
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds the service principal of an application as azuread wrote it before version 3", () => {
  const files = terraform((c) => {
    Object.assign(c.resource, {
      azuread_application: { web: { display_name: "web" } },
      azuread_service_principal: { web: { application_id: "${azuread_application.web.application_id}" } },
    });
  });

  const found = findingsOf("require-service-principal", files);

  expect(found).toEqual([]);
});
