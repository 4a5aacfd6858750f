import { describe, expect, test } from "vitest";
import { entraApplication, existingIdentity, managedIdentity } from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

const AUDIENCE = "api://AzureADTokenExchange";
const ISSUER = "${data.azurerm_kubernetes_cluster.cluster.oidc_issuer_url}";

describe("a workload that names no identity", () => {
  test("gets a managed identity of its own that trusts its service account", () => {
    const { resource } = stackOf(healthy());

    expect(resource.azurerm_user_assigned_identity).toEqual({
      orders_api: {
        name: "test-orders_api",
        location: "westeurope",
        resource_group_name: "${azurerm_resource_group.environment.name}",
      },
    });
    expect(resource.azurerm_federated_identity_credential).toEqual({
      orders_api: {
        name: "test_orders_api",
        user_assigned_identity_id: "${azurerm_user_assigned_identity.orders_api.id}",
        audience: [AUDIENCE],
        issuer: ISSUER,
        subject: "system:serviceaccount:orders:api",
      },
    });
  });

  test("shares it with the other workloads under the same service account", () => {
    const { resource } = stackOf(healthy({ workloads: [api(), api({ serviceAccount: "api" }, "worker")] }));

    expect(Object.keys(resource.azurerm_user_assigned_identity ?? {})).toEqual(["orders_api"]);
    expect(Object.keys(resource.azurerm_federated_identity_credential ?? {})).toEqual(["orders_api"]);
    expect(Object.keys(resource.azurerm_role_assignment ?? {})).toEqual(["kv-orders_orders_api"]);
  });
});

describe("an Entra application", () => {
  const { resource } = stackOf(
    healthy({ workloads: [api({ identity: entraApplication("reader", { name: "Orders reader" }) })] }),
  );

  test("comes with the service principal that receives the access", () => {
    expect(resource.azuread_application).toEqual({
      reader: { display_name: "Orders reader", sign_in_audience: "AzureADMyOrg" },
    });
    expect(resource.azuread_service_principal).toEqual({
      reader: { client_id: "${azuread_application.reader.client_id}" },
    });
    expect(resource.azurerm_role_assignment?.["kv-orders_reader"]).toMatchObject({
      principal_id: "${azuread_service_principal.reader.object_id}",
    });
  });

  test("trusts the service account through a credential on the application", () => {
    expect(resource.azuread_application_federated_identity_credential).toEqual({
      orders_api: {
        application_id: "${azuread_application.reader.id}",
        display_name: "test_orders_api",
        audiences: [AUDIENCE],
        issuer: ISSUER,
        subject: "system:serviceaccount:orders:api",
      },
    });
  });
});

describe("an existing identity", () => {
  const ids = { clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d", principalId: "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9" };

  test("gets access by its principal id, and no credentials where nothing says where they belong", () => {
    const { resource } = stackOf(healthy({ workloads: [api({ identity: existingIdentity("legacy", ids) })] }));

    expect(Object.keys(resource)).toEqual(["azurerm_key_vault", "azurerm_resource_group", "azurerm_role_assignment"]);
    expect(resource.azurerm_role_assignment?.["kv-orders_legacy"]).toMatchObject({ principal_id: ids.principalId });
  });

  test("gets credentials on the managed identity that its resource id names", () => {
    const resourceId =
      "/subscriptions/a9e20d47-3c8f-4b15-96d1-0f7e5b28c34d/resourceGroups/ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/legacy";
    const { resource } = stackOf(
      healthy({ workloads: [api({ identity: existingIdentity("legacy", { ...ids, resourceId }) })] }),
    );

    expect(resource.azurerm_federated_identity_credential?.orders_api).toMatchObject({
      user_assigned_identity_id: resourceId,
    });
  });

  test("gets credentials on the application that its resource id names", () => {
    const resourceId = "/applications/c58e1b07-2d64-4f9a-b0c3-7a91e6f5d482";
    const { resource, provider } = stackOf(
      healthy({ workloads: [api({ identity: existingIdentity("legacy", { ...ids, resourceId }) })] }),
    );

    expect(resource.azuread_application_federated_identity_credential?.orders_api).toMatchObject({
      application_id: resourceId,
    });
    expect(Object.keys(provider)).toEqual(["azuread", "azurerm"]);
  });
});

test("credentials of one identity are written one after another, those of others beside them", () => {
  const shared = managedIdentity("shared");
  const workloads = [
    api({ identity: shared }, "c"),
    api({ identity: shared }, "a"),
    api({ identity: shared }, "b"),
    api({}, "alone"),
  ];

  const credentials = stackOf(healthy({ workloads })).resource.azurerm_federated_identity_credential;

  expect(Object.fromEntries(Object.entries(credentials ?? {}).map(([id, { depends_on }]) => [id, depends_on]))).toEqual(
    {
      orders_a: undefined,
      orders_alone: undefined,
      orders_b: ["azurerm_federated_identity_credential.orders_a"],
      orders_c: ["azurerm_federated_identity_credential.orders_b"],
    },
  );
});

test("a split identity is created in parts, each trusting its own service accounts and no more than 20", () => {
  const shared = managedIdentity("shared", { split: 2 });
  const workloads = Array.from({ length: 25 }, (_, index) => api({ identity: shared }, `app-${index}`));

  const { resource } = stackOf(healthy({ workloads }));

  expect(Object.keys(resource.azurerm_user_assigned_identity ?? {})).toEqual(["shared", "shared-2"]);
  const owners = Object.values(resource.azurerm_federated_identity_credential ?? {}).map(
    ({ user_assigned_identity_id }) => user_assigned_identity_id,
  );
  const count = (id: string) =>
    owners.filter((owner) => owner === `\${azurerm_user_assigned_identity.${id}.id}`).length;
  expect([owners.length, count("shared") + count("shared-2")]).toEqual([25, 25]);
  expect(Math.max(count("shared"), count("shared-2"))).toBeLessThanOrEqual(20);
});
