import { expect, test } from "vitest";
import {
  entraApplication,
  existingIdentity,
  existingKeyVault,
  existingResourceGroup,
  keyVault,
  linuxPool,
  managedIdentity,
  newActionGroup,
  newCluster,
  newLogWorkspace,
  newNetwork,
  secret,
} from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

test("keeps state in a local file at the top of the repository by default", () => {
  expect(stackOf(healthy()).terraform.backend).toEqual({ local: { path: "../../../../terraform.test.tfstate" } });
});

test("keeps state in Azure Storage, under the deployer's own rights, where the environment names a container", () => {
  const state = { resourceGroup: "state-rg", storageAccount: "tfstate12345", container: "tfstate" };

  expect(stackOf(healthy({ state })).terraform.backend).toEqual({
    azurerm: {
      tenant_id: healthy().tenantId,
      resource_group_name: "state-rg",
      storage_account_name: "tfstate12345",
      container_name: "tfstate",
      key: "test.tfstate",
      use_azuread_auth: true,
    },
  });
});

test("creates the resource group that a plain name describes", () => {
  expect(stackOf(healthy()).resource.azurerm_resource_group).toEqual({
    environment: { name: "orders-rg", location: "westeurope" },
  });
});

test("reads a resource group that exists", () => {
  const stack = stackOf(healthy({ resourceGroup: existingResourceGroup("given-rg") }));

  expect(stack.resource).not.toHaveProperty("azurerm_resource_group");
  expect(stack.data.azurerm_resource_group).toEqual({ environment: { name: "given-rg" } });
  expect(stack.resource.azurerm_user_assigned_identity?.orders_api).toMatchObject({
    resource_group_name: "${data.azurerm_resource_group.environment.name}",
  });
});

test("puts the tags on every resource that takes them", () => {
  const network = newNetwork({
    name: "net-orders",
    ranges: ["10.20.0.0/16"],
    subnets: { nodes: { name: "nodes", range: "10.20.0.0/22" }, ends: { name: "ends", range: "10.20.4.0/26" } },
  });
  const vault = keyVault({
    name: "kv-orders",
    network: { access: "private", subnet: network.subnets.ends },
    objects: { one: secret("one") },
  });
  const actionGroup = newActionGroup({ shortName: "orders", emails: { ops: "ops@example.com" } });
  const stack = stackOf(
    healthy({
      tags: { team: "orders" },
      cluster: newCluster({ name: "aks", systemPool: { subnet: network.subnets.nodes }, pools: [linuxPool("apps")] }),
      networks: [network],
      vaults: [vault],
      workloads: [api({ mounts: [{ path: "/mnt/secrets", objects: [vault.objects.one] }] })],
      monitoring: { workspace: newLogWorkspace(), actionGroup, prometheus: true },
    }),
  );

  const untagged = Object.entries(stack.resource).flatMap(([type, ofType]) =>
    Object.values(ofType).every(({ tags }) => JSON.stringify(tags) === '{"team":"orders"}') ? [] : [type],
  );
  expect(untagged.sort()).toEqual([
    "azapi_resource",
    "azurerm_federated_identity_credential",
    "azurerm_monitor_data_collection_rule_association",
    "azurerm_monitor_diagnostic_setting",
    "azurerm_role_assignment",
  ]);
});

test("gives the other half one structured output", () => {
  const { output } = stackOf(
    healthy({
      workloads: [
        api({ identity: managedIdentity("orders") }),
        api({ identity: entraApplication("billing") }, "billing"),
        api(
          {
            identity: existingIdentity("legacy", {
              clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
              principalId: "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9",
            }),
          },
          "legacy",
        ),
      ],
    }),
  );

  expect(Object.keys(output)).toEqual(["binding", "vault_objects"]);
  expect(output.binding?.value).toEqual({
    environment: "test",
    tenantId: healthy().tenantId,
    subscriptionId: healthy().subscriptionId,
    resourceGroup: "orders-rg",
    issuer: "${data.azurerm_kubernetes_cluster.cluster.oidc_issuer_url}",
    identities: {
      orders: {
        kind: "managed-identity",
        name: "test-orders",
        clientId: "${azurerm_user_assigned_identity.orders.client_id}",
        principalId: "${azurerm_user_assigned_identity.orders.principal_id}",
      },
      billing: {
        kind: "entra-application",
        name: "test-billing",
        clientId: "${azuread_application.billing.client_id}",
        principalId: "${azuread_service_principal.billing.object_id}",
      },
      legacy: {
        kind: "existing-identity",
        clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
        principalId: "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9",
      },
    },
  });
});

test("names the output as the environment says", () => {
  expect(Object.keys(stackOf(healthy({ outputName: "azurerm" })).output)).toEqual(["azurerm", "vault_objects"]);
});

test("creates no resource group where nothing would be in it", () => {
  const legacy = existingIdentity("legacy", {
    clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
    principalId: "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9",
  });
  const vault = existingKeyVault({
    name: "kv-given",
    resourceGroup: "given-rg",
    permissionModel: "rbac",
    objects: { one: secret("one") },
  });

  const stack = stackOf(
    healthy({
      vaults: [vault],
      workloads: [api({ identity: legacy, mounts: [{ path: "/mnt/secrets", objects: [vault.objects.one] }] })],
    }),
  );

  expect(Object.keys(stack.resource)).toEqual(["azurerm_role_assignment"]);
});
