import { expect, test } from "vitest";
import { findingsOf, terraform, uncheckedOf } from "../../support/artefacts.js";
import { privately } from "./vault-worlds.js";

const RULE = "match-private-endpoint";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/match-private-endpoint.md" };
const UNCHECKED = { rule: RULE, environment: "artefacts" };

test("finds nothing in a vault that the nodes see", () => {
  const files = privately();

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds nothing where the link is made with azapi", () => {
  const files = privately((resources) =>
    Object.assign(resources, {
      azurerm_private_dns_zone_virtual_network_link: {},
      azapi_resource: {
        link: {
          type: "Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01",
          parent_id: "${azurerm_private_dns_zone.vaults.id}",
          body: { properties: { virtualNetwork: { id: "${azurerm_virtual_network.main.id}" } } },
        },
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds nothing where the link names the zone as azurerm 4 does", () => {
  const files = privately((resources) =>
    Object.assign(resources.azurerm_private_dns_zone_virtual_network_link, {
      vaults: {
        private_dns_zone_name: "${azurerm_private_dns_zone.vaults.name}",
        virtual_network_id: "${azurerm_virtual_network.main.id}",
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the endpoint is for another part", () => {
  const files = privately((resources) =>
    Object.assign(resources.azurerm_private_endpoint.orders.private_service_connection, {
      subresource_names: ["sites"],
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_private_endpoint.orders is for "sites" of the vault',
      at: {
        file: "azure/main.tf.json",
        line: 137,
        resource: "azurerm_private_endpoint.orders",
        field: "private_service_connection.subresource_names",
      },
      got: '["sites"]',
      allowed: '["vault"]',
      fix: 'write ["vault"]',
      shows: "terraform apply: PrivateEndpointInvalidGroupId, or MissingParameter: groupIds",
      related: [],
    },
  ]);
});

test("fails when the endpoint leads to the URL of the vault", () => {
  const files = privately((resources) =>
    Object.assign(resources.azurerm_private_endpoint.orders.private_service_connection, {
      private_connection_resource_id: "${azurerm_key_vault.orders.vault_uri}",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        "azurerm_private_endpoint.orders leads to vault_uri of azurerm_key_vault.orders, which is not the id of a vault",
      at: {
        file: "azure/main.tf.json",
        line: 136,
        resource: "azurerm_private_endpoint.orders",
        field: "private_service_connection.private_connection_resource_id",
      },
      got: "${azurerm_key_vault.orders.vault_uri}",
      allowed: "the id of a vault",
      fix: 'write "${azurerm_key_vault.orders.id}"',
      shows: "terraform plan: parsing …: the ID is not a resource id; or no endpoint for the vault",
      related: [],
    },
  ]);
});

test("fails when the endpoint is in no subnet", () => {
  const files = privately((resources) =>
    Object.assign(resources.azurerm_private_endpoint.orders, { subnet_id: undefined }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_private_endpoint.orders is in no subnet",
      at: { file: "azure/main.tf.json", line: 132, resource: "azurerm_private_endpoint.orders", field: "subnet_id" },
      allowed: "the id of a subnet",
      fix: "write the id of a subnet",
      shows: "terraform plan: Missing required argument, or: the ID is no subnet's",
      related: [],
    },
  ]);
});

test("fails under strict when somebody has to approve the endpoint", () => {
  const files = privately((resources) =>
    Object.assign(resources.azurerm_private_endpoint.orders.private_service_connection, { is_manual_connection: true }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message: "azurerm_private_endpoint.orders waits until somebody approves it by hand",
      at: {
        file: "azure/main.tf.json",
        line: 135,
        resource: "azurerm_private_endpoint.orders",
        field: "private_service_connection.is_manual_connection",
      },
      got: "true",
      allowed: "false, where whoever applies may approve it",
      fix: "write false, or approve it before the pods start",
      shows: "FailedMount: … ForbiddenByConnection: … nor via an approved private link, until it is approved",
      related: [],
    },
  ]);
});

test("fails under strict when the endpoint writes into no zone", () => {
  const files = privately((resources) =>
    Object.assign(resources.azurerm_private_endpoint.orders, { private_dns_zone_group: undefined }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message: "azurerm_private_endpoint.orders writes its address into no private DNS zone",
      at: {
        file: "azure/main.tf.json",
        line: 132,
        resource: "azurerm_private_endpoint.orders",
        field: "private_dns_zone_group",
      },
      allowed: "a private_dns_zone_group with the zone privatelink.vaultcore.azure.net",
      fix: "add a private_dns_zone_group, unless a policy of the tenant does",
      shows: "FailedMount: … ForbiddenByConnection: the name leads to the vault's public address",
      related: [],
    },
  ]);
});

test("fails when the endpoint names the zone by its name", () => {
  const files = privately((resources) =>
    Object.assign(resources.azurerm_private_endpoint.orders.private_dns_zone_group, {
      private_dns_zone_ids: ["${azurerm_private_dns_zone.vaults.number_of_record_sets}"],
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_private_endpoint.orders names the zone by number_of_record_sets",
      at: {
        file: "azure/main.tf.json",
        line: 143,
        resource: "azurerm_private_endpoint.orders",
        field: "private_dns_zone_group.private_dns_zone_ids",
      },
      got: "${azurerm_private_dns_zone.vaults.number_of_record_sets}",
      allowed: "the id of a private DNS zone",
      fix: 'write "${azurerm_private_dns_zone.vaults.id}"',
      related: [],
    },
  ]);
});

test("fails when the zone is called as the public one", () => {
  const files = privately((resources) =>
    Object.assign(resources.azurerm_private_dns_zone.vaults, { name: "privatelink.vault.azure.net" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_private_dns_zone.vaults, which azurerm_private_endpoint.orders writes its address into, is called "privatelink.vault.azure.net"',
      at: { file: "azure/main.tf.json", line: 121, resource: "azurerm_private_dns_zone.vaults", field: "name" },
      got: "privatelink.vault.azure.net",
      allowed: '"privatelink.vaultcore.azure.net"',
      fix: 'write "privatelink.vaultcore.azure.net"',
      shows: "FailedMount: … ForbiddenByConnection: the name of the vault leads to its public address, or no such host",
      related: [{ file: "azure/main.tf.json", line: 132, resource: "azurerm_private_endpoint.orders" }],
    },
  ]);
});

test("fails when the zone is linked to another network", () => {
  const files = privately((resources) =>
    Object.assign(resources.azurerm_private_dns_zone_virtual_network_link.vaults, {
      virtual_network_id: "${azurerm_virtual_network.other.id}",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_private_dns_zone.vaults is not linked to orders-rg/vnet, the network of the nodes",
      at: {
        file: "azure/main.tf.json",
        line: 128,
        resource: "azurerm_private_dns_zone_virtual_network_link.vaults",
        field: "virtual_network_id",
      },
      got: "${azurerm_virtual_network.other.id}",
      allowed: 'a link to "orders-rg/vnet"',
      fix: "link the zone to the network that the nodes are in, or to the one of their DNS servers",
      shows:
        "FailedMount: … ForbiddenByConnection: the nodes resolve the public address of the vault; or lookup …: no such host",
      related: [{ file: "azure/main.tf.json", line: 120, resource: "azurerm_private_dns_zone.vaults" }],
    },
  ]);
});

test("fails when the zone is linked to nothing", () => {
  const files = privately((resources) =>
    Object.assign(resources, { azurerm_private_dns_zone_virtual_network_link: {} }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_private_dns_zone.vaults is not linked to orders-rg/vnet, the network of the nodes",
      at: { file: "azure/main.tf.json", line: 120, resource: "azurerm_private_dns_zone.vaults" },
      allowed: 'a link to "orders-rg/vnet"',
      fix: "link the zone to the network that the nodes are in, or to the one of their DNS servers",
      shows:
        "FailedMount: … ForbiddenByConnection: the nodes resolve the public address of the vault; or lookup …: no such host",
      related: [{ file: "azure/main.tf.json", line: 120, resource: "azurerm_private_dns_zone.vaults" }],
    },
  ]);
});

test("cannot tell whether the nodes ask DNS servers that see the zone", () => {
  const files = privately((resources) => {
    Object.assign(resources.azurerm_virtual_network.main, { dns_servers: ["10.0.0.4"] });
    Object.assign(resources, { azurerm_private_dns_zone_virtual_network_link: {} });
  });

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      ...UNCHECKED,
      message: "whether the nodes in orders-rg/vnet see azurerm_private_dns_zone.vaults",
      needs: "the cluster with the subnets of its node pools, and every link of the zone",
      at: { file: "azure/main.tf.json", line: 123, resource: "azurerm_private_dns_zone.vaults" },
    },
  ]);
});

test("cannot tell who sees a zone that is not among the artefacts", () => {
  const files = privately((resources) =>
    Object.assign(resources.azurerm_private_endpoint.orders.private_dns_zone_group, {
      private_dns_zone_ids: [
        "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net",
      ],
    }),
  );

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      ...UNCHECKED,
      message: "whether the nodes see the zone of azurerm_private_endpoint.orders: it is not among the artefacts",
      needs: "the Terraform of the private DNS zone and its links",
      at: {
        file: "azure/main.tf.json",
        line: 143,
        resource: "azurerm_private_endpoint.orders",
        field: "private_dns_zone_group.private_dns_zone_ids",
      },
    },
  ]);
});

test("finds nothing in what an expression says", () => {
  const files = privately((resources) => {
    Object.assign(resources.azurerm_private_endpoint.orders.private_service_connection, {
      subresource_names: "${var.parts}",
    });
    Object.assign(resources.azurerm_private_endpoint.orders.private_dns_zone_group, {
      private_dns_zone_ids: "${var.zones}",
    });
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds nothing in an endpoint of something else", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, {
      azurerm_private_endpoint: {
        db: {
          subnet_id: "${azurerm_subnet.x.id}",
          private_service_connection: {
            is_manual_connection: true,
            private_connection_resource_id: "${azurerm_storage_account.x.id}",
            subresource_names: ["blob"],
          },
        },
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("takes the name of the part in any case, as Azure does", () => {
  const files = privately((resources) =>
    Object.assign(resources.azurerm_private_endpoint.orders.private_service_connection, {
      subresource_names: ["Vault"],
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
