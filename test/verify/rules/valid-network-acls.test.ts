import { expect, test } from "vitest";
import { findingsOf, terraform } from "../../support/artefacts.js";

const RULE = "valid-network-acls";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/valid-network-acls.md" };

test("fails when a word is in another case", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, {
      network_acls: { default_action: "deny", bypass: "None", ip_rules: ["203.0.113.7"] },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_key_vault.orders has "deny" as default_action of its network rules',
      at: {
        file: "azure/main.tf.json",
        line: 62,
        resource: "azurerm_key_vault.orders",
        field: "network_acls.default_action",
      },
      got: "deny",
      allowed: '"Allow" or "Deny"',
      fix: 'write "Deny"',
      shows: 'terraform plan: expected network_acls.0.default_action to be one of ["Allow" "Deny"], got deny',
      related: [],
    },
  ]);
});

test("fails when a bypass does not exist", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, {
      network_acls: { default_action: "Allow", bypass: "AzureService" },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_key_vault.orders has "AzureService" as bypass of its network rules',
      at: { file: "azure/main.tf.json", line: 63, resource: "azurerm_key_vault.orders", field: "network_acls.bypass" },
      got: "AzureService",
      allowed: '"AzureServices" or "None"',
      fix: 'write one of "AzureServices", "None"',
      shows: 'terraform plan: expected network_acls.0.bypass to be one of ["AzureServices" "None"], got AzureService',
      related: [],
    },
  ]);
});

test("leaves a word that is missing to the rule about required arguments", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, { network_acls: { default_action: "Allow" } }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when an address is private", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, {
      network_acls: { default_action: "Deny", bypass: "None", ip_rules: ["203.0.113.0/28", "172.16.4.0/24"] },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_key_vault.orders lets "172.16.4.0/24" in, which is an address inside of networks',
      at: {
        file: "azure/main.tf.json",
        line: 66,
        resource: "azurerm_key_vault.orders",
        field: "network_acls.ip_rules[1]",
      },
      got: "172.16.4.0/24",
      allowed: "public IPv4 addresses and ranges",
      fix: "write the address that the nodes go out with, or their subnet in virtual_network_subnet_ids",
      shows: "terraform apply: BadRequest: … belongs to a private network; and nothing comes from such an address",
      related: [],
    },
  ]);
});

test("fails when an address is none", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, {
      network_acls: { default_action: "Deny", bypass: "None", ip_rules: ["example.com"] },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_key_vault.orders lets "example.com" in, which is no address',
      at: {
        file: "azure/main.tf.json",
        line: 65,
        resource: "azurerm_key_vault.orders",
        field: "network_acls.ip_rules[0]",
      },
      got: "example.com",
      allowed: "public IPv4 addresses and ranges",
      fix: "write it as 203.0.113.7 or 203.0.113.0/28",
      shows: "terraform plan: expected network_acls.0.ip_rules to be an IPv4 address or a range",
      related: [],
    },
  ]);
});

test("fails when a subnet is named by its name", () => {
  const files = terraform((c) => {
    Object.assign(c.resource, {
      azurerm_subnet: { nodes: { virtual_network_name: "vnet", resource_group_name: "orders-rg" } },
    });
    Object.assign(c.resource.azurerm_key_vault.orders, {
      network_acls: {
        default_action: "Deny",
        bypass: "None",
        virtual_network_subnet_ids: ["${azurerm_subnet.nodes.name}"],
      },
    });
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_key_vault.orders lets "${azurerm_subnet.nodes.name}" in, which is not the id of a subnet',
      at: {
        file: "azure/main.tf.json",
        line: 65,
        resource: "azurerm_key_vault.orders",
        field: "network_acls.virtual_network_subnet_ids[0]",
      },
      got: "${azurerm_subnet.nodes.name}",
      allowed: "the id of a subnet",
      fix: 'write "${azurerm_subnet.nodes.id}"',
      shows: "terraform apply: parsing …: the ID is no subnet's",
      related: [],
    },
  ]);
});

test("finds nothing in rules that a vault takes", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, {
      network_acls: { default_action: "Deny", bypass: "None", ip_rules: ["203.0.113.0/28", "172.32.0.1"] },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
