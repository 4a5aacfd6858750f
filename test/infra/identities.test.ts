import { describe, expect, test } from "vitest";
import { entraApplication, existingIdentity, managedIdentity, newCluster, nodeIdentity } from "../../model/index.js";
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

test("an identity that is split automatically stays whole up to 20 accounts, and divides in two with the next", () => {
  const shared = managedIdentity("shared", { split: "auto" });
  const stackWith = (accounts: number) =>
    stackOf(
      healthy({ workloads: Array.from({ length: accounts }, (_, index) => api({ identity: shared }, `app-${index}`)) }),
    ).resource;
  const whole = stackWith(20);
  const divided = stackWith(21);

  expect(Object.keys(whole.azurerm_user_assigned_identity ?? {})).toEqual(["shared"]);
  expect(Object.keys(whole.azurerm_federated_identity_credential ?? {}).length).toBe(20);
  expect(divided.azurerm_user_assigned_identity).toMatchObject({
    shared: { name: "test-shared" },
    "shared-1": { name: "test-shared-1" },
  });
  expect(Object.keys(divided.azurerm_role_assignment ?? {})).toEqual(["kv-orders_shared", "kv-orders_shared-1"]);
  expect(Object.keys(divided.azurerm_federated_identity_credential ?? {}).length).toBe(21);
});

describe("an identity that is bound to the cluster", () => {
  const bound = managedIdentity("shared", { trust: "identity-binding" });
  const workloads = Array.from({ length: 25 }, (_, index) => api({ identity: bound }, `app-${index}`));
  const binding = (name: string, resourceId: string, clusterId: string) => ({
    type: "Microsoft.ContainerService/managedClusters/identityBindings@2026-04-01",
    name,
    parent_id: clusterId,
    body: { properties: { managedIdentity: { resourceId } } },
  });

  test("has one binding for however many accounts, and no federated credentials", () => {
    const { resource } = stackOf(healthy({ workloads }));

    expect(Object.keys(resource.azurerm_user_assigned_identity ?? {})).toEqual(["shared"]);
    expect(resource.azapi_resource).toEqual({
      "identity-binding_shared": binding(
        "btestsharede583bd70",
        "${azurerm_user_assigned_identity.shared.id}",
        "${data.azurerm_kubernetes_cluster.cluster.id}",
      ),
    });
    expect(resource).not.toHaveProperty("azurerm_federated_identity_credential");
    expect(Object.keys(resource.azurerm_role_assignment ?? {})).toEqual(["kv-orders_shared"]);
  });

  test("is bound to a new cluster under a name that AKS takes", () => {
    const identity = managedIdentity("pay-roll", { trust: "identity-binding" });
    const { resource } = stackOf(healthy({ cluster: newCluster({ name: "aks" }), workloads: [api({ identity })] }));

    expect(resource.azapi_resource).toEqual({
      "identity-binding_pay-roll": binding(
        "btestpayrolld046bcae",
        "${azurerm_user_assigned_identity.pay-roll.id}",
        "${azurerm_kubernetes_cluster.cluster.id}",
      ),
    });
  });
});

describe("an identity of the nodes", () => {
  const clientId = "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d";
  const principalId = "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9";
  const stackWith = (identity: ReturnType<typeof nodeIdentity>, cluster = healthy().cluster) =>
    stackOf(healthy({ cluster, workloads: [api({ identity })] }));
  const addOn = (source: string) => `\${${source}.cluster.key_vault_secrets_provider[0].secret_identity[0].`;

  test.each([
    ["an existing cluster", healthy().cluster, "data.azurerm_kubernetes_cluster"],
    ["a new cluster", newCluster({ name: "aks" }), "azurerm_kubernetes_cluster"],
  ])("is by default the add-on's, as %s says it", (_, cluster, source) => {
    const { resource, output } = stackWith(nodeIdentity("nodes"), cluster);

    expect(resource.azurerm_role_assignment?.["kv-orders_nodes"]?.principal_id).toBe(`${addOn(source)}object_id}`);
    expect(output.binding?.value.identities).toEqual({
      nodes: {
        kind: "node-identity",
        clientId: `${addOn(source)}client_id}`,
        principalId: `${addOn(source)}object_id}`,
      },
    });
  });

  test("that somebody assigned is granted by its principal id, and told by its client id", () => {
    const { resource, output } = stackWith(nodeIdentity("nodes", { from: "user-assigned", clientId, principalId }));

    expect(resource.azurerm_role_assignment?.["kv-orders_nodes"]?.principal_id).toBe(principalId);
    expect(output.binding?.value.identities).toEqual({ nodes: { kind: "node-identity", clientId, principalId } });
  });

  test("that each scale set has of its own is granted for each, and has nothing to tell", () => {
    const { resource, output } = stackWith(
      nodeIdentity("nodes", { from: "system-assigned", principalIds: [clientId, principalId] }),
    );

    expect(Object.values(resource.azurerm_role_assignment ?? {}).map((role) => role.principal_id)).toEqual([
      clientId,
      principalId,
    ]);
    expect(output.binding?.value.identities).toEqual({});
  });

  test("is neither created nor made to trust anything", () => {
    const { resource } = stackWith(nodeIdentity("nodes"));

    expect(Object.keys(resource)).toEqual(["azurerm_key_vault", "azurerm_resource_group", "azurerm_role_assignment"]);
  });
});
