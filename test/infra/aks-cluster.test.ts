import { describe, expect, test } from "vitest";
import type { Identity } from "../../model/identity.js";
import {
  existingCluster,
  linuxPool,
  managedIdentity,
  newCluster,
  nodeIdentity,
  windowsPool,
} from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

type Props = Partial<Parameters<typeof newCluster>[0]>;

/** The stack of an environment with a new cluster. */
function stackWith(props: Props) {
  return stackOf(healthy({ cluster: newCluster({ name: "aks", ...props }) }));
}

function clusterOf(props: Props) {
  return stackWith(props).resource.azurerm_kubernetes_cluster?.cluster;
}

function poolsOf(props: Props) {
  return stackWith(props).resource.azurerm_kubernetes_cluster_node_pool;
}

const systemPool = {
  name: "system",
  vm_size: "Standard_D4s_v5",
  node_count: 2,
  temporary_name_for_rotation: "tmpbbc5e661e",
  upgrade_settings: { max_surge: "10%" },
};

test("a new cluster has overlay networking, issuer, workload identity and the add-on with rotation written out", () => {
  expect(clusterOf({ name: "aks_orders" })).toEqual({
    name: "aks_orders",
    location: "westeurope",
    resource_group_name: "${azurerm_resource_group.environment.name}",
    dns_prefix: "aks-orders",
    sku_tier: "Free",
    automatic_upgrade_channel: "patch",
    node_os_upgrade_channel: "NodeImage",
    default_node_pool: systemPool,
    node_provisioning_profile: { mode: "Manual" },
    identity: { type: "SystemAssigned" },
    network_profile: {
      network_plugin: "azure",
      network_plugin_mode: "overlay",
      network_data_plane: "azure",
      outbound_type: "loadBalancer",
    },
    run_command_enabled: true,
    oidc_issuer_enabled: true,
    workload_identity_enabled: true,
    key_vault_secrets_provider: { secret_rotation_enabled: true, secret_rotation_interval: "2m" },
    lifecycle: { prevent_destroy: true },
  });
});

describe("version, upgrades and tier", () => {
  test("are those of the description", () => {
    const cluster = clusterOf({
      kubernetesVersion: "1.35",
      upgradeChannel: "stable",
      nodeUpgradeChannel: "SecurityPatch",
      tier: "Standard",
      dnsPrefix: "orders",
    });

    expect(cluster).toMatchObject({
      kubernetes_version: "1.35",
      automatic_upgrade_channel: "stable",
      node_os_upgrade_channel: "SecurityPatch",
      sku_tier: "Standard",
      dns_prefix: "orders",
    });
    expect(cluster).not.toHaveProperty("support_plan");
  });

  test("name no channel where nothing is to be upgraded, which Azure has no word for", () => {
    const cluster = clusterOf({ upgradeChannel: "none", nodeUpgradeChannel: "None" });

    expect(cluster).not.toHaveProperty("automatic_upgrade_channel");
    expect(cluster).toMatchObject({ node_os_upgrade_channel: "None" });
  });

  test("bring the long-term support that the premium tier is for", () => {
    expect(clusterOf({ tier: "Premium" })).toMatchObject({ sku_tier: "Premium", support_plan: "AKSLongTermSupport" });
  });
});

describe("the system pool", () => {
  test("takes name, size, nodes, zones, pods and disk from the description", () => {
    const described = {
      name: "core",
      vmSize: "Standard_D8s_v5",
      nodes: 5,
      zones: ["1", "3"],
      maxPods: 60,
      osDiskGb: 64,
    };

    expect(clusterOf({ systemPool: described })?.default_node_pool).toEqual({
      ...systemPool,
      name: "core",
      vm_size: "Standard_D8s_v5",
      node_count: 5,
      zones: ["1", "3"],
      max_pods: 60,
      os_disk_size_gb: 64,
      temporary_name_for_rotation: "tmp0d45f5fd4",
    });
  });

  test("has bounds instead of a number where the autoscaler keeps it", () => {
    const { node_count, ...others } = systemPool;

    expect(clusterOf({ systemPool: { nodes: { min: 2, max: 6 } } })?.default_node_pool).toEqual({
      ...others,
      auto_scaling_enabled: true,
      min_count: 2,
      max_count: 6,
    });
  });

  test("keeps out everything but add-ons where it is dedicated", () => {
    expect(clusterOf({ systemPool: { dedicated: true }, pools: [linuxPool("apps")] })?.default_node_pool).toEqual({
      ...systemPool,
      only_critical_addons_enabled: true,
    });
  });
});

describe("a further pool", () => {
  const apps = {
    name: "apps",
    kubernetes_cluster_id: "${azurerm_kubernetes_cluster.cluster.id}",
    mode: "User",
    os_type: "Linux",
    vm_size: "Standard_D4s_v5",
    node_count: 2,
    temporary_name_for_rotation: "tmpd56f6359d",
    upgrade_settings: { max_surge: "10%" },
  };

  test("of Linux has neither labels nor taints by default, and there is none unless described", () => {
    expect(poolsOf({ pools: [linuxPool("apps")] })).toEqual({ apps });
    expect(poolsOf({})).toBeUndefined();
  });

  test("of Linux takes everything from the description", () => {
    const pool = linuxPool("applications", {
      vmSize: "Standard_E4s_v5",
      nodes: { min: 0, max: 9 },
      zones: ["2"],
      maxPods: 30,
      osDiskGb: 128,
      labels: { team: "orders" },
      taints: ["team=orders:NoSchedule"],
    });
    const { node_count, ...others } = apps;

    expect(poolsOf({ pools: [pool] })).toEqual({
      applications: {
        ...others,
        name: "applications",
        vm_size: "Standard_E4s_v5",
        auto_scaling_enabled: true,
        min_count: 0,
        max_count: 9,
        zones: ["2"],
        max_pods: 30,
        os_disk_size_gb: 128,
        node_labels: { team: "orders" },
        node_taints: ["team=orders:NoSchedule"],
        temporary_name_for_rotation: "tmpfd54e5a82",
      },
    });
  });

  test("of Windows keeps others out, and no password for its nodes is anywhere", () => {
    const { resource, text } = stackWith({ pools: [windowsPool("winapp")] });

    expect(resource.azurerm_kubernetes_cluster_node_pool).toEqual({
      winapp: {
        ...apps,
        name: "winapp",
        os_type: "Windows",
        os_sku: "Windows2022",
        node_taints: ["os=windows:NoSchedule"],
        temporary_name_for_rotation: "t5a0c2",
      },
    });
    expect(resource.azurerm_kubernetes_cluster?.cluster).not.toHaveProperty("windows_profile");
    expect(text).not.toMatch(/admin_password/i);
  });

  test("is of the cluster's version where that is given, like the system pool, and of none otherwise", () => {
    const { resource } = stackWith({ kubernetesVersion: "1.35", pools: [linuxPool("apps")] });

    expect(resource.azurerm_kubernetes_cluster?.cluster?.default_node_pool).toEqual({
      ...systemPool,
      orchestrator_version: "1.35",
    });
    expect(resource.azurerm_kubernetes_cluster_node_pool).toEqual({ apps: { ...apps, orchestrator_version: "1.35" } });
    expect(stackWith({ pools: [linuxPool("apps")] }).text).not.toContain("orchestrator_version");
  });

  test("of Windows takes other taints, or none, from the description", () => {
    expect(poolsOf({ pools: [windowsPool("win", { taints: [] })] })?.win).not.toHaveProperty("node_taints");
  });
});

describe("rotation and add-on", () => {
  test("take the interval from the description", () => {
    expect(clusterOf({ rotation: { interval: "1h30m" } })?.key_vault_secrets_provider).toEqual({
      secret_rotation_enabled: true,
      secret_rotation_interval: "1h30m",
    });
  });

  test("say rotation is off, without an interval", () => {
    expect(clusterOf({ rotation: false })?.key_vault_secrets_provider).toEqual({ secret_rotation_enabled: false });
  });

  test("are absent where the add-on is off, which needs an environment without workloads", () => {
    const cluster = newCluster({ name: "aks", keyVaultAddOn: false });

    expect(
      stackOf(healthy({ cluster, workloads: [] })).resource.azurerm_kubernetes_cluster?.cluster,
    ).not.toHaveProperty("key_vault_secrets_provider");
  });
});

test("a cluster runs no command for Azure where the description says so", () => {
  expect(clusterOf({ runCommand: false })).toEqual({ ...clusterOf({}), run_command_enabled: false });
});

test("a cluster can be destroyed where the description says so", () => {
  expect(clusterOf({ preventDestroy: false })).not.toHaveProperty("lifecycle");
});

test("an existing cluster is read, and a plan fails with the mending command where issuer or add-on are off", () => {
  const stack = stackOf(healthy({ workloads: [api()] }));

  expect(stack.resource).not.toHaveProperty("azurerm_kubernetes_cluster");
  expect(stack.data.azurerm_kubernetes_cluster).toEqual({
    cluster: {
      name: "aks-shared",
      resource_group_name: "platform-rg",
      lifecycle: {
        postcondition: [
          {
            condition: "${self.oidc_issuer_enabled}",
            error_message:
              "The OIDC issuer of cluster aks-shared is off, so no service account of it can be trusted. Switch it on (it stays on): az aks update --name aks-shared --resource-group platform-rg --enable-oidc-issuer",
          },
          {
            condition: "${length(self.key_vault_secrets_provider) > 0}",
            error_message:
              "The Key Vault add-on of cluster aks-shared is off, so no pod of it can mount from a vault. Switch it on: az aks enable-addons --addons azure-keyvault-secrets-provider --name aks-shared --resource-group platform-rg",
          },
        ],
      },
    },
  });
});

describe("what a plan asks of an existing cluster", () => {
  const asks = (keyVaultAddOn: boolean, identities: readonly Identity[]) => {
    const cluster = existingCluster({ name: "aks-shared", resourceGroup: "platform-rg", keyVaultAddOn });
    const workloads = identities.map((identity, index) => api({ identity }, `api-${index}`));
    const read = stackOf(healthy({ cluster, workloads })).data.azurerm_kubernetes_cluster?.cluster as
      | { lifecycle?: { postcondition: readonly { condition: string }[] } }
      | undefined;
    return read?.lifecycle?.postcondition.map(({ condition }) => condition);
  };
  const nodes = nodeIdentity("nodes", {
    from: "user-assigned",
    clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
    principalId: "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9",
  });
  const issuer = "${self.oidc_issuer_enabled}";
  const addOn = "${length(self.key_vault_secrets_provider) > 0}";

  test("is no add-on where the driver is installed by other means", () => {
    expect(asks(false, [managedIdentity("own")])).toEqual([issuer]);
  });

  test("is no issuer where only the nodes' identity reads", () => {
    expect(asks(true, [nodes])).toEqual([addOn]);
    expect(asks(true, [nodes, managedIdentity("own")])).toEqual([issuer, addOn]);
  });

  test("is nothing where neither is needed", () => {
    expect(asks(false, [nodes])).toBeUndefined();
  });
});
