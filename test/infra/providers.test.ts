import { describe, expect, test } from "vitest";
import type { Environment } from "../../model/environment.js";
import {
  entraApplication,
  existingActionGroup,
  existingCluster,
  existingIdentity,
  existingKeyVault,
  existingLogWorkspace,
  keyVault,
  managedIdentity,
  newActionGroup,
  newCluster,
  newLogWorkspace,
  newNetwork,
  secret,
} from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

const azurerm = { source: "hashicorp/azurerm", version: ">= 4.81.0, < 6.0.0" };
const azuread = { source: "hashicorp/azuread", version: ">= 3.0.0, < 4.0.0" };
const azapi = { source: "azure/azapi", version: ">= 2.0.0, < 3.0.0" };
const time = { source: "hashicorp/time", version: ">= 0.9.0, < 1.0.0" };

const { tenantId, subscriptionId } = healthy();
const network = newNetwork({
  name: "net-orders",
  ranges: ["10.20.0.0/16"],
  subnets: { ends: { name: "ends", range: "10.20.4.0/26" } },
});
const actionGroup = newActionGroup({ shortName: "orders", emails: { ops: "ops@example.com" } });
const legacy = existingIdentity("legacy", {
  clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
  principalId: "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9",
});
const given = existingKeyVault({
  name: "kv-given",
  resourceGroup: "given-rg",
  permissionModel: "rbac",
  monitored: true,
  objects: { one: secret("one") },
});
/** Everything exists already: cluster, vault and identity. */
const nothingNew = {
  vaults: [given],
  workloads: [api({ identity: legacy, mounts: [{ path: "/mnt/secrets", objects: [given.objects.one] }] })],
};

function requiredIn(props: Partial<Environment>) {
  const { terraform, provider } = stackOf(healthy(props));
  return { required: terraform.required_providers, configured: Object.keys(provider) };
}

function registeredIn(props: Partial<Environment>) {
  return stackOf(healthy(props)).provider.azurerm?.[0]?.resource_providers_to_register;
}

describe("the providers of a stack", () => {
  test("are named in full, in the range that both majors share, beside Terraform from 1.11", () => {
    expect(stackOf(healthy()).terraform).toMatchObject({
      required_version: ">= 1.11.0",
      required_providers: { azurerm },
    });
  });

  test("are azurerm alone where nothing asks for another", () => {
    expect(requiredIn({})).toEqual({ required: { azurerm }, configured: ["azurerm"] });
  });

  test("have azuread where something of Microsoft Entra is created", () => {
    const props = { workloads: [api({ identity: entraApplication("reader") })] };

    expect(requiredIn(props)).toEqual({ required: { azuread, azurerm }, configured: ["azuread", "azurerm"] });
    expect(stackOf(healthy(props)).provider.azuread).toEqual([{ tenant_id: tenantId }]);
  });

  test.each([
    ["a network is created", { networks: [network] }],
    ["an identity is bound", { workloads: [api({ identity: managedIdentity("one", { trust: "identity-binding" }) })] }],
    ["expiry is announced", { monitoring: { workspace: newLogWorkspace(), actionGroup } }],
  ])("have azapi where %s", (_, props) => {
    expect(requiredIn(props)).toEqual({ required: { azapi, azurerm }, configured: ["azapi", "azurerm"] });
    expect(stackOf(healthy(props)).provider.azapi).toEqual([{ tenant_id: tenantId, subscription_id: subscriptionId }]);
  });

  test("have time where a role is waited for", () => {
    const vault = keyVault({ name: "kv-orders", objects: { one: secret("one", { seed: { version: 1 } }) } });
    const props = { vaults: [vault], workloads: [] };

    expect(requiredIn(props)).toEqual({ required: { azurerm, time }, configured: ["azurerm", "time"] });
    expect(stackOf(healthy(props)).provider.time).toEqual([{}]);
  });
});

test("azurerm is for one tenant and subscription, registers nothing by itself, and purges nothing", () => {
  expect(stackOf(healthy()).provider.azurerm).toEqual([
    {
      tenant_id: tenantId,
      subscription_id: subscriptionId,
      resource_provider_registrations: "none",
      resource_providers_to_register: ["Microsoft.KeyVault", "Microsoft.ManagedIdentity"],
      features: [
        {
          key_vault: [
            {
              purge_soft_delete_on_destroy: false,
              purge_soft_deleted_certificates_on_destroy: false,
              purge_soft_deleted_keys_on_destroy: false,
              purge_soft_deleted_secrets_on_destroy: false,
            },
          ],
        },
      ],
    },
  ]);
});

describe("the resource providers that are registered", () => {
  const ofCluster = [
    "Microsoft.Compute",
    "Microsoft.ContainerService",
    "Microsoft.KeyVault",
    "Microsoft.ManagedIdentity",
    "Microsoft.Network",
    "Microsoft.Storage",
  ];

  test("are those of a new cluster", () => {
    expect(registeredIn({ cluster: newCluster({ name: "aks" }) })).toEqual(ofCluster);
  });

  test("are those of teams, too, which register nothing themselves", () => {
    const workloads = [api({ team: "shop", mounts: [{ path: "/mnt/secrets", objects: [given.objects.one] }] })];

    expect(registeredIn({ ...nothingNew, workloads })).toEqual(["Microsoft.ManagedIdentity"]);
  });

  test("are none where everything exists already", () => {
    expect(registeredIn(nothingNew)).toBeUndefined();
  });

  test("have the network's where a network is created", () => {
    expect(registeredIn({ ...nothingNew, networks: [network] })).toEqual(["Microsoft.Network"]);
  });

  test("have those of monitoring, and of Prometheus besides where it is on", () => {
    const monitoring = { workspace: newLogWorkspace(), actionGroup };

    expect(registeredIn({ ...nothingNew, monitoring })).toEqual([
      "Microsoft.Insights",
      "Microsoft.OperationalInsights",
    ]);
    const cluster = existingCluster({ name: "aks-shared", resourceGroup: "platform-rg", monitored: true });
    expect(registeredIn({ ...nothingNew, cluster, monitoring: { ...monitoring, prometheus: true } })).toEqual([
      "Microsoft.AlertsManagement",
      "Microsoft.Insights",
      "Microsoft.Monitor",
      "Microsoft.OperationalInsights",
    ]);
  });

  test("have Event Grid's where a vault of the environment's own tells of expiry", () => {
    expect(registeredIn({ monitoring: { workspace: newLogWorkspace(), actionGroup } })).toEqual([
      "Microsoft.EventGrid",
      "Microsoft.Insights",
      "Microsoft.KeyVault",
      "Microsoft.ManagedIdentity",
      "Microsoft.OperationalInsights",
    ]);
  });

  test("have neither workspace nor Event Grid where those are given or off", () => {
    const monitoring = {
      workspace: existingLogWorkspace({ name: "logs", resourceGroup: "ops-rg" }),
      actionGroup: existingActionGroup({ name: "on-call", resourceGroup: "ops-rg" }),
      alerts: { nearExpiry: false },
    };

    expect(registeredIn({ monitoring })).toEqual([
      "Microsoft.Insights",
      "Microsoft.KeyVault",
      "Microsoft.ManagedIdentity",
    ]);
  });
});
