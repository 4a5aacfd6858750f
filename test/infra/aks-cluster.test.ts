import { expect, test } from "vitest";
import { newCluster } from "../../model/index.js";
import { healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

function clusterOf(props: Parameters<typeof newCluster>[0]) {
  return stackOf(healthy({ cluster: newCluster(props) })).resource.azurerm_kubernetes_cluster?.cluster;
}

test("a new cluster has overlay networking, issuer, workload identity and the add-on with rotation written out", () => {
  expect(clusterOf({ name: "aks_orders" })).toEqual({
    name: "aks_orders",
    location: "westeurope",
    resource_group_name: "${azurerm_resource_group.environment.name}",
    dns_prefix: "aks-orders",
    default_node_pool: {
      name: "system",
      vm_size: "Standard_D4s_v5",
      node_count: 2,
      temporary_name_for_rotation: "systemtmp",
      upgrade_settings: { max_surge: "10%" },
    },
    node_provisioning_profile: { mode: "Manual" },
    identity: { type: "SystemAssigned" },
    network_profile: { network_plugin: "azure", network_plugin_mode: "overlay" },
    oidc_issuer_enabled: true,
    workload_identity_enabled: true,
    key_vault_secrets_provider: { secret_rotation_enabled: true, secret_rotation_interval: "2m" },
  });
});

test("version, nodes, rotation interval and DNS prefix are those of the description", () => {
  const cluster = clusterOf({
    name: "aks",
    kubernetesVersion: "1.35",
    nodePool: { vmSize: "Standard_D8s_v5", nodeCount: 5 },
    rotation: { interval: "1h30m" },
    dnsPrefix: "orders",
  });

  expect(cluster).toMatchObject({
    kubernetes_version: "1.35",
    dns_prefix: "orders",
    default_node_pool: { vm_size: "Standard_D8s_v5", node_count: 5 },
    key_vault_secrets_provider: { secret_rotation_enabled: true, secret_rotation_interval: "1h30m" },
  });
});

test("rotation that is switched off is written as off, without an interval", () => {
  expect(clusterOf({ name: "aks", rotation: false })?.key_vault_secrets_provider).toEqual({
    secret_rotation_enabled: false,
  });
});

test("an existing cluster is read, and nothing about it is written", () => {
  const stack = stackOf(healthy());

  expect(stack.resource).not.toHaveProperty("azurerm_kubernetes_cluster");
  expect(stack.data.azurerm_kubernetes_cluster).toEqual({
    cluster: { name: "aks-shared", resource_group_name: "platform-rg" },
  });
});
