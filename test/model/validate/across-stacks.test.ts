import { describe, expect, test } from "vitest";
import {
  existingActionGroup,
  existingDnsZone,
  existingLogWorkspace,
  existingNetwork,
  existingResourceGroup,
  keyVault,
  newActionGroup,
  newLogWorkspace,
  newNetwork,
  validate,
} from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { apart } from "./apart.js";
import { expected } from "./expected.js";

const orders = [api({ team: "orders" })];
const emails = { oncall: "oncall@example.com" };
const told = existingActionGroup({ name: "hub-alerts", resourceGroup: "hub-rg" });
const kept = existingLogWorkspace({ name: "hub-logs", resourceGroup: "hub-rg" });

describe("the stack of a team", () => {
  test("accepts a team of one name in two environments", () => {
    expect(validate([healthy({ workloads: orders }), healthy({ ...apart, workloads: orders })])).toEqual([]);
  });

  test("fails when it has the name of an environment", () => {
    const problems = validate([healthy({ workloads: orders }), healthy({ ...apart, name: "test-orders" })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-environment-name",
        message:
          'the stack of team "orders" would be "test-orders", which is also a stack of environment "test-orders"',
        at: "test › workloads",
        allowed: "each stack once: it names the folder, the state and the binding",
        fix: "rename the team or the environment",
      }),
    ]);
  });

  test("fails, in both places, when it has the name of another environment's team's", () => {
    const problems = validate([
      healthy({ workloads: [api({ team: "eu-orders" })] }),
      healthy({ ...apart, name: "test-eu", workloads: orders }),
    ]);

    const text = {
      rule: "unique-environment-name" as const,
      allowed: "each stack once: it names the folder, the state and the binding",
      fix: "rename the team or the environment",
    };
    expect(problems).toEqual([
      expected({
        message:
          'the stack of team "eu-orders" would be "test-eu-orders", which is also a stack of environment "test-eu"',
        at: "test › workloads",
        ...text,
      }),
      expected({
        message: 'the stack of team "orders" would be "test-eu-orders", which is also a stack of environment "test"',
        at: "test-eu › workloads",
        ...text,
      }),
    ]);
  });

  test("fails when it keeps its state where another environment does", () => {
    const place = { resourceGroup: "state-rg", storageAccount: "ordersstate", container: "tfstate" };

    const problems = validate([
      healthy({ workloads: orders, state: { ...place, key: "shop.tfstate" } }),
      healthy({ ...apart, state: { ...place, key: "shop-orders.tfstate" } }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-state",
        message: 'the state "ordersstate/tfstate/shop-orders.tfstate" is also that of environment "test"',
        at: "other › state",
        allowed: "a state of its own: Terraform would destroy what the other environment has",
        fix: "give it another key, or leave the key out",
      }),
    ]);
  });
});

describe("what two environments create in one resource group", () => {
  const group = { resourceGroup: existingResourceGroup("Orders-RG") };

  test("fails when it is a network of one name, in any case of letters", () => {
    const network = (name: string) => newNetwork({ name, ranges: ["10.20.0.0/16"], subnets: {} });

    const problems = validate([
      healthy({ networks: [network("hub")] }),
      healthy({ ...apart, ...group, networks: [network("Hub")] }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-network-name",
        message: 'network name "Hub" is also created by environment "test"',
        at: "other › networks",
        allowed: "one network of a name in a resource group",
        fix: "rename it, or describe it here with existingNetwork(…)",
      }),
    ]);
  });

  test.each([
    [
      "workspace",
      { workspace: newLogWorkspace({ name: "logs-of-orders" }), actionGroup: told },
      { workspace: newLogWorkspace({ name: "Logs-of-Orders" }), actionGroup: told },
      'workspace "Logs-of-Orders"',
    ],
    [
      "action group",
      { workspace: kept, actionGroup: newActionGroup({ name: "on call", shortName: "a", emails }) },
      { workspace: kept, actionGroup: newActionGroup({ name: "On Call", shortName: "b", emails }) },
      'action group "On Call"',
    ],
    [
      "action group that has its name from the environment",
      { workspace: kept, actionGroup: newActionGroup({ shortName: "a", emails }) },
      { workspace: kept, actionGroup: newActionGroup({ name: "test-alerts", shortName: "b", emails }) },
      'action group "test-alerts"',
    ],
  ])("fails when it is a %s of one name", (_, mine, theirs, what) => {
    const problems = validate([healthy({ monitoring: mine }), healthy({ ...apart, ...group, monitoring: theirs })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-monitoring-name",
        message: `${what} is also created by environment "test"`,
        at: "other › monitoring",
        allowed: "one workspace and one action group of a name in a resource group",
        fix: "rename it, or describe it here as existing",
      }),
    ]);
  });

  test("accepts networks, workspaces and action groups of one name in two resource groups, or described as existing", () => {
    const shared = {
      networks: [newNetwork({ name: "hub", ranges: ["10.20.0.0/16"], subnets: {} })],
      monitoring: {
        workspace: newLogWorkspace({ name: "logs" }),
        actionGroup: newActionGroup({ name: "calls", shortName: "a", emails }),
      },
    };
    const looked = {
      networks: [existingNetwork({ name: "hub", resourceGroup: "orders-rg", subnets: {} })],
      monitoring: {
        workspace: existingLogWorkspace({ name: "logs", resourceGroup: "orders-rg" }),
        actionGroup: existingActionGroup({ name: "calls", resourceGroup: "orders-rg" }),
      },
    };

    const problems = validate([
      healthy(shared),
      healthy({ ...apart, ...shared }),
      healthy({
        ...apart,
        ...looked,
        name: "third",
        resourceGroup: "third-rg",
        workloads: [api({ namespace: "third" })],
      }),
    ]);

    expect(problems).toEqual([]);
  });
});

describe("a resource group to create", () => {
  const hub = existingNetwork({ name: "hub", resourceGroup: "hub-rg", subnets: { ends: "ends" } });
  const zone = existingDnsZone({ resourceGroup: "Orders-RG" });

  test.each([
    ["network", "spoke", { networks: [existingNetwork({ name: "spoke", resourceGroup: "Orders-RG", subnets: {} })] }],
    [
      "workspace",
      "logs",
      {
        monitoring: {
          workspace: existingLogWorkspace({ name: "logs", resourceGroup: "Orders-RG" }),
          actionGroup: told,
        },
      },
    ],
    [
      "action group",
      "calls",
      {
        monitoring: {
          workspace: kept,
          actionGroup: existingActionGroup({ name: "calls", resourceGroup: "Orders-RG" }),
        },
      },
    ],
    [
      "DNS zone",
      "privatelink.vaultcore.azure.net",
      {
        networks: [hub],
        vaults: [
          vault,
          keyVault({
            name: "kv-audit",
            network: { access: "private", subnet: hub.subnets.ends, dnsZone: zone },
            objects: {},
          }),
        ],
      },
    ],
  ])("fails when an existing %s is in it", (_, name, props) => {
    expect(validate([healthy(props)])).toEqual([
      expected({
        rule: "unique-resource-group",
        message: `resource group "orders-rg" is to be created, but "${name}" exists in it`,
        at: "test › resourceGroup",
        allowed: "a name that is free, or a group described as existing",
        fix: 'resourceGroup: existingResourceGroup("orders-rg")',
      }),
    ]);
  });
});
