import { describe, expect, test } from "vitest";
import { existingDnsZone, existingNetwork, keyVault, newNetwork, secret } from "../../model/index.js";
import type { KeyVaultNetwork } from "../../model/key-vault-network.js";
import { api, healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

const network = newNetwork({
  name: "net-orders",
  ranges: ["10.20.0.0/16"],
  subnets: { nodes: { name: "nodes", range: "10.20.0.0/22" }, ends: { name: "ends", range: "10.20.4.0/26" } },
});
const hub = existingNetwork({ name: "hub", resourceGroup: "network-rg", subnets: { jump: "jump" } });
const { nodes, ends } = network.subnets;

function vaultIn(access: KeyVaultNetwork, name = "kv-orders", seeded = false) {
  const password = seeded ? secret("password", { seed: { version: 1 } }) : secret("password");
  return keyVault({ name, network: access, objects: { password } });
}

/** The stack of an environment with these vaults, a new network and an existing one. */
function stackWith(...vaults: ReturnType<typeof vaultIn>[]) {
  const workloads = vaults.map((vault) =>
    api({ mounts: [{ path: "/mnt/secrets", objects: [vault.objects.password] }] }, `from-${vault.name}`),
  );
  return stackOf(healthy({ networks: [network, hub], vaults, workloads }));
}

function accessOf(access: KeyVaultNetwork) {
  const { public_network_access_enabled, network_acls } =
    stackWith(vaultIn(access)).resource.azurerm_key_vault?.["kv-orders"] ?? {};
  return { public_network_access_enabled, network_acls };
}

function link(zoneId: string, name: string, networkId: string) {
  return {
    type: "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01",
    name,
    parent_id: zoneId,
    location: "global",
    body: { properties: { registrationEnabled: false, virtualNetwork: { id: networkId } } },
  };
}

/** The links among the resources that are written through Azure's API. */
function linksOf({ resource }: ReturnType<typeof stackWith>) {
  return Object.fromEntries(Object.entries(resource.azapi_resource ?? {}).filter(([id]) => id.startsWith("link_")));
}

const ownZone = "${azurerm_private_dns_zone.vaults.id}";
const bothLinks = (zone: string, id: string) => ({
  [`link_${zone}_hub`]: link(id, "hub", "${data.azurerm_virtual_network.hub.id}"),
  [`link_${zone}_net-orders`]: link(id, "net-orders", "${azurerm_virtual_network.net-orders.id}"),
});

describe("access to a vault", () => {
  test("is open to every address by default, with no rules", () => {
    expect(accessOf({ access: "public" })).toEqual({ public_network_access_enabled: true, network_acls: undefined });
  });

  test("is restricted to ranges and subnets, with no exception for Azure's services", () => {
    const existing = hub.subnets.jump;

    expect(accessOf({ access: "restricted", ranges: ["203.0.113.0/24"], subnets: [nodes, existing] })).toEqual({
      public_network_access_enabled: true,
      network_acls: {
        bypass: "None",
        default_action: "Deny",
        ip_rules: ["203.0.113.0/24"],
        virtual_network_subnet_ids: [
          "${azapi_resource.subnet_net-orders_nodes.id}",
          "${data.azurerm_subnet.hub_jump.id}",
        ],
      },
    });
  });

  test("is restricted to subnets alone, or to ranges alone", () => {
    expect(accessOf({ access: "restricted", subnets: [nodes] }).network_acls).toEqual({
      bypass: "None",
      default_action: "Deny",
      virtual_network_subnet_ids: ["${azapi_resource.subnet_net-orders_nodes.id}"],
    });
    expect(accessOf({ access: "restricted", ranges: ["203.0.113.7/32"] }).network_acls).toEqual({
      bypass: "None",
      default_action: "Deny",
      ip_rules: ["203.0.113.7/32"],
    });
  });

  test("is private with the public network off and no exception for Azure's services", () => {
    expect(accessOf({ access: "private", subnet: ends })).toEqual({
      public_network_access_enabled: false,
      network_acls: { bypass: "None", default_action: "Deny" },
    });
  });

  test.each([{ access: "public" }, { access: "restricted", subnets: [nodes] }] as const)(
    "brings no endpoint and no zone when it is $access",
    (access) => {
      const stack = stackWith(vaultIn(access));

      expect(stack.resource).not.toHaveProperty("azurerm_private_endpoint");
      expect(stack.resource).not.toHaveProperty("azurerm_private_dns_zone");
      expect(linksOf(stack)).toEqual({});
    },
  );
});

describe("a private vault", () => {
  const stack = stackWith(vaultIn({ access: "private", subnet: ends }));

  test("has an endpoint in its subnet that registers in the zone", () => {
    expect(stack.resource.azurerm_private_endpoint).toEqual({
      "kv-orders": {
        name: "kv-orders-endpoint",
        location: "westeurope",
        resource_group_name: "${azurerm_resource_group.environment.name}",
        subnet_id: "${azapi_resource.subnet_net-orders_ends.id}",
        private_service_connection: {
          name: "kv-orders-endpoint",
          is_manual_connection: false,
          private_connection_resource_id: "${azurerm_key_vault.kv-orders.id}",
          subresource_names: ["vault"],
        },
        private_dns_zone_group: { name: "vault", private_dns_zone_ids: [ownZone] },
      },
    });
  });

  test("has a zone, linked to every network of the environment", () => {
    expect(stack.resource.azurerm_private_dns_zone).toEqual({
      vaults: {
        name: "privatelink.vaultcore.azure.net",
        resource_group_name: "${azurerm_resource_group.environment.name}",
      },
    });
    expect(linksOf(stack)).toEqual(bothLinks("vaults", ownZone));
  });

  test("shares zone and links with the next one", () => {
    const two = stackWith(
      vaultIn({ access: "private", subnet: ends }),
      vaultIn({ access: "private", subnet: nodes }, "kv-payments"),
    );

    expect(Object.keys(two.resource.azurerm_private_endpoint ?? {})).toEqual(["kv-orders", "kv-payments"]);
    expect(Object.keys(two.resource.azurerm_private_dns_zone ?? {})).toEqual(["vaults"]);
    expect(linksOf(two)).toEqual(bothLinks("vaults", ownZone));
  });

  test("has its objects written when endpoint and links are there", () => {
    const { resource } = stackWith(vaultIn({ access: "private", subnet: ends }, "kv-orders", true));

    expect(resource.azurerm_key_vault_secret?.["kv-orders_password"]?.depends_on).toEqual([
      "azurerm_private_endpoint.kv-orders",
      "azapi_resource.link_vaults_hub",
      "azapi_resource.link_vaults_net-orders",
      "time_sleep.kv-orders__writer",
    ]);
  });
});

describe("an existing zone", () => {
  const given = (resourceGroup: string, linked?: boolean) =>
    stackWith(vaultIn({ access: "private", subnet: ends, dnsZone: existingDnsZone({ resourceGroup, linked }) }));
  const zoneId = "${data.azurerm_private_dns_zone.vaults.id}";

  test("is read, and linked to every network by default", () => {
    const stack = given("dns-rg");

    expect(stack.resource).not.toHaveProperty("azurerm_private_dns_zone");
    expect(stack.data.azurerm_private_dns_zone).toEqual({
      vaults: { name: "privatelink.vaultcore.azure.net", resource_group_name: "dns-rg" },
    });
    expect(stack.resource.azurerm_private_endpoint?.["kv-orders"]?.private_dns_zone_group).toEqual({
      name: "vault",
      private_dns_zone_ids: [zoneId],
    });
    expect(linksOf(stack)).toEqual(bothLinks("vaults", zoneId));
  });

  test("is not linked again where somebody else has", () => {
    expect(linksOf(given("dns-rg", true))).toEqual({});
  });
});
