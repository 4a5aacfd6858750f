import { describe, expect, test } from "vitest";
import { existingNetwork, linuxPool, newCluster } from "../../model/index.js";
import { healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

type Props = Partial<Parameters<typeof newCluster>[0]>;

const network = existingNetwork({
  name: "hub",
  resourceGroup: "network-rg",
  subnets: { nodes: "nodes", pods: "pods", batch: "batch" },
});

/** The stack of an environment with a new cluster. */
function stackWith(props: Props) {
  return stackOf(healthy({ networks: [network], cluster: newCluster({ name: "aks", ...props }) }));
}

function clusterOf(props: Props) {
  return stackWith(props).resource.azurerm_kubernetes_cluster?.cluster;
}

describe("the network profile", () => {
  test("has the Cilium data plane enforce policies itself", () => {
    expect(clusterOf({ network: { dataPlane: "cilium" } })?.network_profile).toEqual({
      network_plugin: "azure",
      network_plugin_mode: "overlay",
      network_data_plane: "cilium",
      network_policy: "cilium",
      outbound_type: "loadBalancer",
    });
  });

  test("takes policy, ranges and the way out from the description", () => {
    const described = {
      policy: "calico",
      podRange: "10.240.0.0/14",
      serviceRange: "10.100.0.0/16",
      dnsServiceIp: "10.100.0.10",
      outbound: "managedNATGateway",
    } as const;

    expect(clusterOf({ network: described })?.network_profile).toEqual({
      network_plugin: "azure",
      network_plugin_mode: "overlay",
      network_data_plane: "azure",
      network_policy: "calico",
      outbound_type: "managedNATGateway",
      pod_cidr: "10.240.0.0/14",
      service_cidr: "10.100.0.0/16",
      dns_service_ip: "10.100.0.10",
    });
  });

  test("has no mode where pods take addresses of the network", () => {
    expect(clusterOf({ network: { addressing: "flat" } })?.network_profile).toEqual({
      network_plugin: "azure",
      network_data_plane: "azure",
      outbound_type: "loadBalancer",
    });
  });
});

describe("the API server", () => {
  const closing = ["api_server_access_profile", "private_cluster_enabled", "private_dns_zone_id"];

  test("is open to everybody by default, and certificates alone decide", () => {
    const cluster = clusterOf({});

    for (const argument of [
      ...closing,
      "private_cluster_public_fqdn_enabled",
      "azure_active_directory_role_based_access_control",
      "local_account_disabled",
    ]) {
      expect(cluster).not.toHaveProperty(argument);
    }
  });

  test("lets in the ranges of the description", () => {
    const ranges = ["203.0.113.0/24", "198.51.100.7/32"];
    const cluster = clusterOf({ apiServer: { access: "ranges", ranges } });

    expect(cluster?.api_server_access_profile).toEqual({ authorized_ip_ranges: ranges });
    expect(cluster).not.toHaveProperty("private_cluster_enabled");
  });

  test("is private with a zone that AKS keeps and no name outside, by default", () => {
    const cluster = clusterOf({ apiServer: { access: "private" } });

    expect(cluster).toMatchObject({
      private_cluster_enabled: true,
      private_dns_zone_id: "System",
      private_cluster_public_fqdn_enabled: false,
    });
    expect(cluster).not.toHaveProperty("api_server_access_profile");
  });

  test.each([undefined, true])(
    "is private without a zone where the description says so, and then has a name outside: %s",
    (publicName) => {
      expect(clusterOf({ apiServer: { access: "private", dnsZone: "none", publicName } })).toEqual({
        ...clusterOf({}),
        private_cluster_enabled: true,
        private_dns_zone_id: "None",
        private_cluster_public_fqdn_enabled: true,
      });
    },
  );

  test("is private with a name outside beside the zone where the description says so", () => {
    expect(clusterOf({ apiServer: { access: "private", publicName: true } })).toEqual({
      ...clusterOf({}),
      private_cluster_enabled: true,
      private_dns_zone_id: "System",
      private_cluster_public_fqdn_enabled: true,
    });
  });
});

describe("sign-in through Entra", () => {
  const group = "c4d2e8f1-7a63-4b95-8e0d-1f9b36a5c748";

  test("goes by Azure roles and switches local accounts off, by default", () => {
    const cluster = clusterOf({ entra: { adminGroups: [group] } });

    expect(cluster?.azure_active_directory_role_based_access_control).toEqual({
      tenant_id: healthy().tenantId,
      admin_group_object_ids: [group],
      azure_rbac_enabled: true,
    });
    expect(cluster?.local_account_disabled).toBe(true);
  });

  test("leaves local accounts on and Azure roles out where the description says so", () => {
    const cluster = clusterOf({ entra: { adminGroups: [group], azureRbac: false, localAccounts: true } });

    expect(cluster?.azure_active_directory_role_based_access_control).toEqual({
      tenant_id: healthy().tenantId,
      admin_group_object_ids: [group],
      azure_rbac_enabled: false,
    });
    expect(cluster?.local_account_disabled).toBe(false);
  });
});

describe("a cluster in given subnets", () => {
  const { nodes, pods, batch } = network.subnets;
  const { resource } = stackWith({
    systemPool: { subnet: nodes },
    pools: [linuxPool("apps"), linuxPool("batch", { subnet: batch })],
    network: { addressing: "flat", podSubnet: pods },
  });
  const idOf = (name: string) => `\${data.azurerm_subnet.hub_${name}.id}`;
  const role = (name: string) => ({
    scope: idOf(name),
    role_definition_name: "Network Contributor",
    principal_id: "${azurerm_user_assigned_identity.cluster__control-plane.principal_id}",
    principal_type: "ServicePrincipal",
  });

  test("has nodes and pods there, further pools beside the system pool unless they say otherwise", () => {
    expect(resource.azurerm_kubernetes_cluster?.cluster?.default_node_pool).toMatchObject({
      vnet_subnet_id: idOf("nodes"),
      pod_subnet_id: idOf("pods"),
    });
    expect(resource.azurerm_kubernetes_cluster_node_pool).toMatchObject({
      apps: { vnet_subnet_id: idOf("nodes"), pod_subnet_id: idOf("pods") },
      batch: { vnet_subnet_id: idOf("batch"), pod_subnet_id: idOf("pods") },
    });
  });

  test("has an identity that was granted each subnet before the cluster is made", () => {
    expect(resource.azurerm_user_assigned_identity?.["cluster__control-plane"]).toEqual({
      name: "aks-control-plane",
      location: "westeurope",
      resource_group_name: "${azurerm_resource_group.environment.name}",
    });
    expect(resource.azurerm_role_assignment).toMatchObject({
      "_control-plane_hub_nodes": role("nodes"),
      "_control-plane_hub_batch": role("batch"),
      "_control-plane_hub_pods": role("pods"),
    });
    expect(resource.azurerm_kubernetes_cluster?.cluster).toMatchObject({
      identity: {
        type: "UserAssigned",
        identity_ids: ["${azurerm_user_assigned_identity.cluster__control-plane.id}"],
      },
      depends_on: [
        "azurerm_role_assignment._control-plane_hub_batch",
        "azurerm_role_assignment._control-plane_hub_nodes",
        "azurerm_role_assignment._control-plane_hub_pods",
      ],
    });
  });

  test("without any, has an identity of its own making and is granted nothing", () => {
    const bare = stackWith({}).resource;

    expect(Object.keys(bare.azurerm_user_assigned_identity ?? {})).toEqual(["orders_api"]);
    expect(Object.keys(bare.azurerm_role_assignment ?? {})).toEqual(["kv-orders_orders_api"]);
    expect(bare.azurerm_kubernetes_cluster?.cluster).not.toHaveProperty("depends_on");
  });
});
