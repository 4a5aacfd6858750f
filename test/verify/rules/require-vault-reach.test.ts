import { expect, test } from "vitest";
import { type Files, findingsOf, terraform, uncheckedOf } from "../../support/artefacts.js";
import { privately } from "./vault-worlds.js";

const RULE = "require-vault-reach";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/require-vault-reach.md" };
const UNCHECKED = { rule: RULE, environment: "artefacts" };

test("finds nothing in a vault with a private endpoint", () => {
  const files = privately();

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when nothing leads to a vault without public access", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, { public_network_access_enabled: false }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'vault "kv-orders" takes no requests from outside, and has no private endpoint',
      at: {
        file: "azure/main.tf.json",
        line: 61,
        resource: "azurerm_key_vault.orders",
        field: "public_network_access_enabled",
      },
      got: "false",
      allowed: "a private endpoint of the vault, of subresource vault, in a network that the nodes reach",
      fix: "add an azurerm_private_endpoint for it; where other Terraform makes one, add that or an exception",
      shows:
        "FailedMount: … 403 Forbidden … ForbiddenByConnection: Public network access is disabled and request is not from a trusted service nor via an approved private link",
      related: [],
    },
  ]);
});

test("fails when the endpoint leads to another vault", () => {
  const files = privately((resources) =>
    Object.assign(resources.azurerm_private_endpoint.orders.private_service_connection, {
      private_connection_resource_id:
        "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/r/providers/Microsoft.KeyVault/vaults/kv-other",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'vault "kv-orders" takes no requests from outside, and has no private endpoint',
      at: {
        file: "azure/main.tf.json",
        line: 62,
        resource: "azurerm_key_vault.orders",
        field: "public_network_access_enabled",
      },
      got: "false",
      allowed: "a private endpoint of the vault, of subresource vault, in a network that the nodes reach",
      fix: "add an azurerm_private_endpoint for it; where other Terraform makes one, add that or an exception",
      shows:
        "FailedMount: … 403 Forbidden … ForbiddenByConnection: Public network access is disabled and request is not from a trusted service nor via an approved private link",
      related: [],
    },
  ]);
});

test("fails when a firewall lets nobody in but the services of Azure", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, {
      network_acls: { default_action: "Deny", bypass: "AzureServices" },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'vault "kv-orders" denies everybody: it names no address, no subnet, and has no private endpoint',
      at: {
        file: "azure/main.tf.json",
        line: 62,
        resource: "azurerm_key_vault.orders",
        field: "network_acls.default_action",
      },
      got: "Deny",
      allowed:
        "the subnets of the nodes, their outbound addresses, or a private endpoint of the vault, of subresource vault, in a network that the nodes reach",
      fix: "add the subnets of the nodes to virtual_network_subnet_ids; bypass = AzureServices does not let the driver in",
      shows:
        "FailedMount: … 403 Forbidden … ForbiddenByFirewall: Client address is not authorized and caller is not a trusted service",
      related: [],
    },
  ]);
});

test("fails when a firewall lets another subnet in", () => {
  const files = terraform(
    (c) =>
      Object.assign(c.resource.azurerm_key_vault.orders, {
        public_network_access_enabled: true,
        network_acls: {
          default_action: "Deny",
          bypass: "None",
          virtual_network_subnet_ids: ["${azurerm_subnet.endpoints.id}"],
        },
      }),
    privately((resources) => Object.assign(resources, { azurerm_private_endpoint: {} })),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'vault "kv-orders" does not let the nodes of azurerm_kubernetes_cluster.main in',
      at: {
        file: "azure/main.tf.json",
        line: 66,
        resource: "azurerm_key_vault.orders",
        field: "network_acls.virtual_network_subnet_ids",
      },
      got: "${azurerm_subnet.nodes.id}",
      allowed: '"${azurerm_subnet.endpoints.id}"',
      fix: "add the subnet of these nodes to virtual_network_subnet_ids, or give them one that is there",
      shows:
        "FailedMount: … 403 Forbidden … ForbiddenByFirewall: Client address is not authorized and caller is not a trusted service",
      related: [{ file: "azure/main.tf.json", line: 28, resource: "azurerm_kubernetes_cluster.main" }],
    },
  ]);
});

test("finds nothing where the firewall lets the nodes in", () => {
  const files = terraform(
    (c) =>
      Object.assign(c.resource.azurerm_key_vault.orders, {
        public_network_access_enabled: true,
        network_acls: {
          default_action: "Deny",
          bypass: "None",
          virtual_network_subnet_ids: ["${azurerm_subnet.nodes.id}"],
        },
      }),
    privately((resources) => Object.assign(resources, { azurerm_private_endpoint: {} })),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when one node pool is outside", () => {
  const files = terraform(
    (c) => {
      Object.assign(c.resource.azurerm_key_vault.orders, {
        public_network_access_enabled: true,
        network_acls: {
          default_action: "Deny",
          bypass: "None",
          ip_rules: ["203.0.113.7"],
          virtual_network_subnet_ids: ["${azurerm_subnet.nodes.id}"],
        },
      });
      Object.assign(c.resource, {
        azurerm_kubernetes_cluster_node_pool: {
          apps: {
            kubernetes_cluster_id: "${azurerm_kubernetes_cluster.main.id}",
            vnet_subnet_id: "${azurerm_subnet.endpoints.id}",
          },
        },
      });
    },
    privately((resources) => Object.assign(resources, { azurerm_private_endpoint: {} })),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'vault "kv-orders" does not let the nodes of azurerm_kubernetes_cluster_node_pool.apps in',
      at: {
        file: "azure/main.tf.json",
        line: 69,
        resource: "azurerm_key_vault.orders",
        field: "network_acls.virtual_network_subnet_ids",
      },
      got: "${azurerm_subnet.endpoints.id}",
      allowed: '"${azurerm_subnet.nodes.id}"',
      fix: "add the subnet of these nodes to virtual_network_subnet_ids, or give them one that is there",
      shows:
        "FailedMount: … 403 Forbidden … ForbiddenByFirewall: Client address is not authorized and caller is not a trusted service",
      related: [{ file: "azure/main.tf.json", line: 143, resource: "azurerm_kubernetes_cluster_node_pool.apps" }],
    },
  ]);
});

test("cannot tell what an expression for all subnets lets in", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, {
      network_acls: { default_action: "Deny", bypass: "None", virtual_network_subnet_ids: "${var.subnets}" },
    }),
  );

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      ...UNCHECKED,
      message: 'whether vault "kv-orders" lets the nodes in: it is not known what its network rules are',
      needs: "network rules that are written out",
      at: { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" },
    },
  ]);
});

test("cannot tell which addresses nodes go out with", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, {
      network_acls: { default_action: "Deny", bypass: "None", ip_rules: ["203.0.113.7"] },
    }),
  );

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      ...UNCHECKED,
      message: 'whether vault "kv-orders" lets the nodes in: it is not known where the nodes are',
      needs: "the cluster with its node pools, and the addresses that they go out with",
      at: { file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" },
    },
  ]);
});

/** The healthy world with a vault that is looked up, and what a data source says of it. */
function existing(fields: object): Files {
  return terraform((c) => {
    Object.assign(c, {
      data: { azurerm_key_vault: { orders: { name: "kv-orders", resource_group_name: "orders-rg", ...fields } } },
    });
    Object.assign(c.resource, { azurerm_key_vault: {}, azurerm_role_assignment: {} });
  });
}

test("cannot tell which rules a vault has that exists already", () => {
  const files = existing({});

  const found = uncheckedOf(RULE, files).map(({ message }) => message);

  expect(found).toEqual([
    'whether vault "kv-orders" lets the nodes in: it is not known what its network rules and private endpoints are: it exists already',
  ]);
});

test("finds nothing in a vault that exists already and takes requests from everywhere", () => {
  const files = existing({ public_network_access_enabled: true });

  const said = [...findingsOf(RULE, files), ...uncheckedOf(RULE, files)];

  expect(said).toEqual([]);
});

test("fails when the subnet that is let in has other service endpoints alone", () => {
  const files = terraform((c) => {
    Object.assign(c.resource.azurerm_key_vault.orders, {
      network_acls: {
        default_action: "Deny",
        bypass: "None",
        virtual_network_subnet_ids: ["${azurerm_subnet.nodes.id}"],
      },
    });
    Object.assign(c.resource.azurerm_kubernetes_cluster.main.default_node_pool, {
      vnet_subnet_id: "${azurerm_subnet.nodes.id}",
    });
    Object.assign(c.resource, {
      azurerm_subnet: { nodes: { name: "nodes", service_endpoint: [{ service: "Microsoft.Storage" }] } },
    });
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    expect.objectContaining({
      severity: "error",
      message: 'vault "kv-orders" lets azurerm_subnet.nodes in, which has no service endpoint for vaults',
    }),
  ]);
});
