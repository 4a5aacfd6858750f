import { describe, expect, test } from "vitest";
import { existingNetwork, newNetwork } from "../../model/index.js";
import { healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

const created = newNetwork({
  name: "net-orders",
  ranges: ["10.20.0.0/16", "10.21.0.0/16"],
  subnets: {
    nodes: { name: "nodes", range: "10.20.0.0/22" },
    endpoints: { name: "private.endpoints", range: "10.21.4.0/26" },
  },
});

function subnet(name: string, range: string, network = "net-orders") {
  const networkId = `\${azurerm_virtual_network.${network}.id}`;
  return {
    type: "Microsoft.Network/virtualNetworks/subnets@2024-05-01",
    name,
    parent_id: networkId,
    body: { properties: { addressPrefixes: [range], serviceEndpoints: [{ service: "Microsoft.KeyVault" }] } },
    locks: [networkId],
  };
}

describe("a new network", () => {
  test("is created with its ranges, and with the tags", () => {
    const { resource } = stackOf(healthy({ networks: [created], tags: { team: "orders" } }));

    expect(resource.azurerm_virtual_network).toEqual({
      "net-orders": {
        name: "net-orders",
        location: "westeurope",
        resource_group_name: "${azurerm_resource_group.environment.name}",
        address_space: ["10.20.0.0/16", "10.21.0.0/16"],
        tags: { team: "orders" },
      },
    });
  });

  test("gets its subnets one at a time, each with the service endpoint of Key Vault, in words of Azure's API", () => {
    const { resource } = stackOf(healthy({ networks: [created] }));

    expect(resource.azapi_resource).toEqual({
      "subnet_net-orders_nodes": subnet("nodes", "10.20.0.0/22"),
      "subnet_net-orders_private_endpoints": subnet("private.endpoints", "10.21.4.0/26"),
    });
    expect(resource).not.toHaveProperty("azurerm_subnet");
  });

  test("keeps its subnets apart from those of another, whatever underscores the names have", () => {
    const networks = [
      newNetwork({ name: "hub_a", ranges: ["10.20.0.0/16"], subnets: { one: { name: "b", range: "10.20.0.0/22" } } }),
      newNetwork({ name: "hub", ranges: ["10.30.0.0/16"], subnets: { one: { name: "a_b", range: "10.30.0.0/22" } } }),
    ];

    expect(stackOf(healthy({ networks })).resource.azapi_resource).toEqual({
      subnet_hub_a_b: subnet("a_b", "10.30.0.0/22", "hub"),
      subnet_hub__a_b: subnet("b", "10.20.0.0/22", "hub_a"),
    });
  });
});

describe("an existing network", () => {
  const given = existingNetwork({
    name: "hub",
    resourceGroup: "network-rg",
    subnets: { nodes: "nodes", ends: "ends" },
  });
  const stack = stackOf(healthy({ networks: [given] }));

  test("is read with its subnets", () => {
    expect(stack.data.azurerm_virtual_network).toEqual({ hub: { name: "hub", resource_group_name: "network-rg" } });
    expect(stack.data.azurerm_subnet).toEqual({
      hub_nodes: { name: "nodes", virtual_network_name: "hub", resource_group_name: "network-rg" },
      hub_ends: { name: "ends", virtual_network_name: "hub", resource_group_name: "network-rg" },
    });
  });

  test("is left alone", () => {
    expect(stack.resource).not.toHaveProperty("azurerm_virtual_network");
    expect(stack.resource).not.toHaveProperty("azapi_resource");
    expect(Object.keys(stack.provider)).toEqual(["azurerm"]);
  });
});

test("without networks there is none, neither created nor read", () => {
  const { resource, data } = stackOf(healthy());

  expect(resource).not.toHaveProperty("azurerm_virtual_network");
  expect(data).not.toHaveProperty("azurerm_virtual_network");
  expect(data).not.toHaveProperty("azurerm_subnet");
});

test("subnets of different networks stay two, however both are named", () => {
  const networks = [
    newNetwork({ name: "hub_a", ranges: ["10.20.0.0/16"], subnets: { nodes: { name: "b", range: "10.20.0.0/22" } } }),
    newNetwork({ name: "hub", ranges: ["10.30.0.0/16"], subnets: { nodes: { name: "a_b", range: "10.30.0.0/22" } } }),
  ];

  expect(Object.keys(stackOf(healthy({ networks })).resource.azapi_resource ?? {})).toEqual([
    "subnet_hub__a_b",
    "subnet_hub_a_b",
  ]);
});
