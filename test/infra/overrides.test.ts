import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { synthesizeInfra } from "../../infra/index.js";
import { newCluster, type Problem, ProblemsError, resolve, type TerraformOverrides } from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { stackOf, stacksOf } from "../support/synthesis.js";

function stackWith(overrides: TerraformOverrides) {
  return stackOf(healthy({ cluster: newCluster({ name: "aks" }), overrides }));
}

function clusterWith(changes: Readonly<Record<string, unknown>>) {
  return stackWith({ "azurerm_kubernetes_cluster.cluster": changes }).resource.azurerm_kubernetes_cluster?.cluster;
}

/** The problems of overrides that are for no resource. */
function problemsOf(overrides: TerraformOverrides, props: Parameters<typeof healthy>[0] = {}): readonly Problem[] {
  const folder = mkdtempSync(join(tmpdir(), "akv-test-"));
  try {
    synthesizeInfra([resolve(healthy({ ...props, overrides }))], folder);
    return [];
  } catch (error) {
    if (error instanceof ProblemsError) {
      return error.problems;
    }
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("an override", () => {
  test("sets an argument, nested or not, and leaves the others as they were", () => {
    const before = clusterWith({}) as { default_node_pool: object };

    expect(clusterWith({ "default_node_pool.os_disk_type": "Ephemeral", node_resource_group: "aks-nodes" })).toEqual({
      ...before,
      default_node_pool: { ...before.default_node_pool, os_disk_type: "Ephemeral" },
      node_resource_group: "aks-nodes",
    });
  });

  test("makes the blocks on its path, and takes any value", () => {
    expect(
      clusterWith({ "storage_profile.blob_driver_enabled": true, "http_proxy_config.no_proxy": ["10.0.0.0/8"] }),
    ).toMatchObject({
      storage_profile: { blob_driver_enabled: true },
      http_proxy_config: { no_proxy: ["10.0.0.0/8"] },
    });
  });

  test("takes an argument away by null", () => {
    const cluster = clusterWith({ lifecycle: null, "default_node_pool.upgrade_settings": null, never_there: null });

    expect(cluster).not.toHaveProperty("lifecycle");
    expect(cluster).not.toHaveProperty("never_there");
    expect(cluster?.default_node_pool).toEqual({
      name: "system",
      vm_size: "Standard_D4s_v5",
      node_count: 2,
      temporary_name_for_rotation: "tmpbbc5e661e",
    });
  });

  test("takes entries of a list away by null, each by the position that it is written at", () => {
    const ranges = ["20.0.0.0/24", "20.0.1.0/24", "20.0.2.0/24"];
    const cluster = newCluster({ name: "aks", apiServer: { access: "ranges", ranges } });
    const overrides = {
      "azurerm_kubernetes_cluster.cluster": {
        "api_server_access_profile.authorized_ip_ranges.0": null,
        "api_server_access_profile.authorized_ip_ranges.1": null,
      },
    };
    const changed = stackOf(healthy({ cluster, overrides })).resource.azurerm_kubernetes_cluster?.cluster;

    expect(changed).toEqual({
      ...stackOf(healthy({ cluster })).resource.azurerm_kubernetes_cluster?.cluster,
      api_server_access_profile: { authorized_ip_ranges: ["20.0.2.0/24"] },
    });
  });

  test("keeps an expression as it is written", () => {
    const id = "${azurerm_resource_group.environment.id}";

    expect(clusterWith({ disk_encryption_set_id: id })?.disk_encryption_set_id).toBe(id);
  });

  test("reaches an entry of a list by its place", () => {
    const { provider, resource } = stackOf(
      healthy({ overrides: { "azurerm_federated_identity_credential.orders_api": { "audience.0": "api://other" } } }),
    );

    expect(resource.azurerm_federated_identity_credential?.orders_api?.audience).toEqual(["api://other"]);
    expect(Object.keys(provider)).toEqual(["azurerm"]);
  });

  test("changes what is read, too", () => {
    const { data } = stackOf(
      healthy({ overrides: { "data.azurerm_kubernetes_cluster.cluster": { lifecycle: null, "timeouts.read": "9m" } } }),
    );

    expect(data.azurerm_kubernetes_cluster).toEqual({
      cluster: { name: "aks-shared", resource_group_name: "platform-rg", timeouts: { read: "9m" } },
    });
  });

  test("changes a resource of a team in the team's stack, and nothing in the platform's", () => {
    const overrides = { "azurerm_user_assigned_identity.orders_api": { isolation_scope: "Regional" } };
    const workloads = [api({ team: "blue" }), api({ namespace: "shop" }, "shop")];
    const changed = stacksOf(healthy({ workloads, overrides }));
    const unchanged = stacksOf(healthy({ workloads }));

    expect(changed.get("test-blue")?.resource.azurerm_user_assigned_identity).toEqual({
      orders_api: {
        name: "test-orders_api",
        location: "westeurope",
        resource_group_name: "orders-rg",
        isolation_scope: "Regional",
      },
    });
    expect(changed.get("test")).toEqual(unchanged.get("test"));
  });
});

describe("overrides of what is not there", () => {
  const problem = (address: string, fix: string): Problem => ({
    rule: "match-override",
    severity: "error",
    message: `there is no resource "${address}" to override`,
    at: "test › overrides",
    allowed: "addresses of resources in the environment's cdk.tf.json, as <type>.<name> or data.<type>.<name>",
    fix,
    docs: "docs/problems.md#match-override",
  });

  test("fails when no stack has the address, and suggests the nearest", () => {
    expect(problemsOf({ "azurerm_key_vault.kv-order": { sku_name: "premium" } })).toEqual([
      problem("azurerm_key_vault.kv-order", 'did you mean "azurerm_key_vault.kv-orders"?'),
    ]);
  });

  test("fails when a resource that is read is addressed as one that is created", () => {
    expect(problemsOf({ "azurerm_kubernetes_cluster.cluster": { sku_tier: "Standard" } })).toEqual([
      problem("azurerm_kubernetes_cluster.cluster", 'did you mean "data.azurerm_kubernetes_cluster.cluster"?'),
    ]);
  });

  test("fails when the address is far from all, and lists some, for each such address", () => {
    const known =
      'use "data.azurerm_kubernetes_cluster.cluster", "azurerm_user_assigned_identity.orders_api", "azurerm_federated_identity_credential.orders_api", "azurerm_role_assignment.kv-orders_orders_api", "azurerm_resource_group.environment" and 1 more';

    expect(problemsOf({ "": {}, "azurerm.azurerm": { features: [] }, "azurerm_key_vault.kv-orders": {} })).toEqual([
      problem("", known),
      problem("azurerm.azurerm", known),
    ]);
  });

  test.each([
    ["a list is asked for a name", "authorized_ip_ranges.first"],
    ["a list is asked for an entry far behind its end", "authorized_ip_ranges.9"],
    ["a plain value is asked for an argument", "authorized_ip_ranges.0.name"],
  ])("fails when %s", (_, path) => {
    const address = "azurerm_kubernetes_cluster.cluster";
    const argument = `api_server_access_profile.${path}`;
    const cluster = newCluster({ name: "aks", apiServer: { access: "ranges", ranges: ["20.0.0.0/24"] } });

    expect(problemsOf({ [address]: { [argument]: "x" } }, { cluster })).toEqual([
      {
        rule: "match-override",
        severity: "error",
        message: `path "${argument}" leads nowhere in "${address}"`,
        at: `test › overrides › ${address} › ${argument}`,
        allowed: "arguments of blocks by name, entries of lists by position, up to one behind the last",
        fix: "read the resource in cdk.tf.json, and set the block or the list as a whole if need be",
        docs: "docs/problems.md#match-override",
      },
    ]);
  });

  test("that takes away what is not there leaves nothing behind", () => {
    expect(clusterWith({ "linux_profile.admin_username": null })).toEqual(clusterWith({}));
  });
});
