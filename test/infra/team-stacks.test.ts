import { describe, expect, test } from "vitest";
import type { Environment } from "../../model/environment.js";
import {
  entraApplication,
  keyVault,
  managedIdentity,
  newActionGroup,
  newCluster,
  newLogWorkspace,
  nodeIdentity,
  secret,
} from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { type Stack, stacksOf } from "../support/synthesis.js";

/** One workload of the platform, and one of each of two teams, but for what the test says otherwise. */
function withTeams(props: Partial<Environment> = {}) {
  return healthy({
    workloads: [
      api({ namespace: "ingress" }, "gateway"),
      api({ team: "shop", namespace: "shop" }, "cart"),
      api({ team: "blue", namespace: "blue", identity: entraApplication("blue") }, "bill"),
    ],
    ...props,
  });
}

function stackNamed(name: string, props: Partial<Environment> = {}): Stack {
  const stack = stacksOf(withTeams(props)).get(name);
  if (stack === undefined) {
    throw new Error(`there is no stack ${name}`);
  }
  return stack;
}

const platform = (path: string) => `\${data.terraform_remote_state.platform.outputs.platform.${path}}`;

describe("an environment with teams", () => {
  test("has a stack for itself and one for each team; without teams it has one", () => {
    expect([...stacksOf(withTeams()).keys()]).toEqual(["test", "test-blue", "test-shop"]);
    expect([...stacksOf(healthy()).keys()]).toEqual(["test"]);
  });

  test("has each identity, its trust and its access in the stack of its team alone", () => {
    const owned = (stack: Stack) =>
      ["azuread_application", "azurerm_user_assigned_identity", "azurerm_role_assignment"].flatMap((type) =>
        Object.keys(stack.resource[type] ?? {}),
      );

    expect([...stacksOf(withTeams())].map(([name, stack]) => [name, owned(stack)])).toEqual([
      ["test", ["ingress_gateway", "kv-orders_ingress_gateway"]],
      ["test-blue", ["blue", "kv-orders_blue"]],
      ["test-shop", ["shop_cart", "kv-orders_shop_cart"]],
    ]);
  });
});

describe("the platform's stack", () => {
  test("says what teams need to know of an existing cluster and a new vault", () => {
    const cluster = "data.azurerm_kubernetes_cluster.cluster";

    expect(stackNamed("test").output.platform).toEqual({
      description: "What the stacks of teams need to know of this one; they read it from its state.",
      value: {
        issuer: `\${${cluster}.oidc_issuer_url}`,
        clusterId: `\${${cluster}.id}`,
        addOnIdentity: {
          clientId: `\${${cluster}.key_vault_secrets_provider[0].secret_identity[0].client_id}`,
          principalId: `\${${cluster}.key_vault_secrets_provider[0].secret_identity[0].object_id}`,
        },
        vaultIds: { "kv-orders": "${azurerm_key_vault.kv-orders.id}" },
      },
    });
  });

  test("says it of a new cluster", () => {
    expect(stackNamed("test", { cluster: newCluster({ name: "aks" }) }).output.platform?.value).toMatchObject({
      issuer: "${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}",
      clusterId: "${azurerm_kubernetes_cluster.cluster.id}",
    });
  });

  test("says it to nobody where there is no team, and names no team in its binding", () => {
    expect(Object.keys(stacksOf(healthy()).get("test")?.output ?? {})).toEqual(["binding", "vault_objects"]);
    expect(stackNamed("test").output.binding?.value).not.toHaveProperty("team");
    expect(Object.keys(stackNamed("test").output.binding?.value.identities as object)).toEqual(["ingress_gateway"]);
  });
});

describe("a team's stack", () => {
  test("holds what is the team's, on the platform's cluster and vault, and nothing else", () => {
    expect(stackNamed("test-shop").resource).toEqual({
      azurerm_user_assigned_identity: {
        shop_cart: { name: "test-shop_cart", location: "westeurope", resource_group_name: "orders-rg" },
      },
      azurerm_federated_identity_credential: {
        shop_cart: {
          name: "test_shop_cart",
          user_assigned_identity_id: "${azurerm_user_assigned_identity.shop_cart.id}",
          audience: ["api://AzureADTokenExchange"],
          issuer: platform("issuer"),
          subject: "system:serviceaccount:shop:cart",
        },
      },
      azurerm_role_assignment: {
        "kv-orders_shop_cart": {
          scope: platform('vaultIds["kv-orders"]'),
          role_definition_name: "Key Vault Secrets User",
          principal_id: "${azurerm_user_assigned_identity.shop_cart.principal_id}",
          principal_type: "ServicePrincipal",
        },
      },
    });
  });

  test("has nothing of the platform's, whatever the platform has", () => {
    const vault = keyVault({ name: "kv-orders", objects: { one: secret("one", { seed: { version: 1 } }) } });
    const actionGroup = newActionGroup({ shortName: "orders", emails: { ops: "ops@example.com" } });
    const mounts = [{ path: "/mnt/secrets", objects: [vault.objects.one] }];
    const { resource, variable } = stackNamed("test-shop", {
      cluster: newCluster({ name: "aks" }),
      vaults: [vault],
      monitoring: { workspace: newLogWorkspace(), actionGroup, prometheus: true },
      workloads: [api({ team: "shop", mounts })],
    });

    expect(Object.keys(resource)).toEqual([
      "azurerm_federated_identity_credential",
      "azurerm_role_assignment",
      "azurerm_user_assigned_identity",
    ]);
    expect(variable).toEqual({});
  });

  test("names its team in the binding, with its identities alone", () => {
    expect(stackNamed("test-blue").output).toEqual({
      binding: {
        description: "What the Kubernetes half needs to know of this one; bindings/ keeps it.",
        value: {
          environment: "test",
          team: "blue",
          tenantId: healthy().tenantId,
          subscriptionId: healthy().subscriptionId,
          resourceGroup: "orders-rg",
          issuer: platform("issuer"),
          identities: {
            blue: {
              kind: "entra-application",
              name: "test-blue",
              clientId: "${azuread_application.blue.client_id}",
              principalId: "${azuread_service_principal.blue.object_id}",
            },
          },
        },
      },
    });
  });

  test("binds identities to the platform's cluster, and knows the add-on's identity from it", () => {
    const bound = managedIdentity("pay", { trust: "identity-binding" });
    const workloads = [
      api({ team: "shop", namespace: "pay", identity: bound }),
      api({ team: "shop", namespace: "old", identity: nodeIdentity("nodes") }),
    ];
    const { resource } = stackNamed("test-shop", { workloads });

    expect(resource.azapi_resource?.["identity-binding_pay"]?.parent_id).toBe(platform("clusterId"));
    expect(resource.azurerm_role_assignment?.["kv-orders_nodes"]?.principal_id).toBe(
      platform("addOnIdentity.principalId"),
    );
  });

  test("has only the providers that it needs itself", () => {
    const providers = (name: string) => {
      const { provider, terraform } = stackNamed(name);
      return [Object.keys(provider), Object.keys(terraform.required_providers as object)];
    };

    expect(providers("test-shop")).toEqual([["azurerm"], ["azurerm"]]);
    expect(providers("test-blue")).toEqual([
      ["azuread", "azurerm"],
      ["azuread", "azurerm"],
    ]);
    expect(providers("test")).toEqual([["azurerm"], ["azurerm"]]);
  });

  test("registers no resource provider, also where it creates managed identities: the platform's comes first", () => {
    const [platforms] = stackNamed("test").provider.azurerm ?? [];
    const { resource_providers_to_register, ...others } = platforms ?? {};

    expect(resource_providers_to_register).toEqual(["Microsoft.KeyVault", "Microsoft.ManagedIdentity"]);
    expect(stackNamed("test-shop").provider.azurerm).toEqual([others]);
    expect(stackNamed("test-blue").provider.azurerm).toEqual([others]);
  });
});

describe("state", () => {
  test("is a file of its own for each stack, and a team reads the platform's", () => {
    const { terraform, data } = stackNamed("test-shop");

    expect(terraform.backend).toEqual({ local: { path: "../../../../terraform.test-shop.tfstate" } });
    expect(data).toEqual({
      terraform_remote_state: {
        platform: { backend: "local", config: { path: "../../../../terraform.test.tfstate" } },
      },
    });
  });

  test.each([
    [undefined, "test.tfstate", "test-shop.tfstate"],
    ["prod/state", "prod/state", "prod/state-shop"],
  ])("under key %s in Azure Storage is a blob of its own beside the platform's", (key, platformKey, teamKey) => {
    const state = { resourceGroup: "state-rg", storageAccount: "tfstate12345", container: "tfstate", key };
    const backend = (blob: string) => ({
      tenant_id: healthy().tenantId,
      resource_group_name: "state-rg",
      storage_account_name: "tfstate12345",
      container_name: "tfstate",
      key: blob,
      use_azuread_auth: true,
    });
    const team = stackNamed("test-shop", { state });

    expect(stackNamed("test", { state }).terraform.backend).toEqual({ azurerm: backend(platformKey) });
    expect(team.terraform.backend).toEqual({ azurerm: backend(teamKey) });
    expect(team.data.terraform_remote_state).toEqual({
      platform: { backend: "azurerm", config: backend(platformKey) },
    });
  });
});
