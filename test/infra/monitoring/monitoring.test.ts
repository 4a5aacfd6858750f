import { describe, expect, test } from "vitest";
import type { Environment } from "../../../model/environment.js";
import {
  existingActionGroup,
  existingCluster,
  existingKeyVault,
  existingLogWorkspace,
  newActionGroup,
  newCluster,
  newLogWorkspace,
  secret,
} from "../../../model/index.js";
import type { Monitoring } from "../../../model/monitoring.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { stackOf } from "../../support/synthesis.js";

const group = "${azurerm_resource_group.environment.name}";
const workspaceId = "${azurerm_log_analytics_workspace.audit.id}";
const actionGroupId = "${azurerm_monitor_action_group.alerts.id}";
const vaultId = "${azurerm_key_vault.kv-orders.id}";

const actionGroup = newActionGroup({ shortName: "orders", emails: { ops: "ops@example.com" } });

function stackWith(monitoring: Partial<Monitoring> = {}, props: Partial<Environment> = {}) {
  return stackOf(healthy({ ...props, monitoring: { workspace: newLogWorkspace(), actionGroup, ...monitoring } }));
}

test("without monitoring there is nothing of it", () => {
  const types = Object.keys(stackOf(healthy({ cluster: newCluster({ name: "aks" }) })).resource);

  expect(types.filter((type) => /monitor|log_analytics|eventgrid|azapi/.test(type))).toEqual([]);
});

describe("the workspace", () => {
  test("is created, keeping rows for 90 days without a cap, by default", () => {
    expect(stackWith().resource.azurerm_log_analytics_workspace).toEqual({
      audit: {
        name: "test-logs",
        location: "westeurope",
        resource_group_name: group,
        sku: "PerGB2018",
        retention_in_days: 90,
      },
    });
  });

  test("takes name, retention and cap from the description, and the tags", () => {
    const workspace = newLogWorkspace({ name: "orders-audit", retentionDays: 365, dailyCapGb: 0.5 });

    expect(stackWith({ workspace }, { tags: { team: "orders" } }).resource.azurerm_log_analytics_workspace).toEqual({
      audit: {
        name: "orders-audit",
        location: "westeurope",
        resource_group_name: group,
        sku: "PerGB2018",
        retention_in_days: 365,
        daily_quota_gb: 0.5,
        tags: { team: "orders" },
      },
    });
  });

  test("is read where it exists", () => {
    const { resource, data } = stackWith({
      workspace: existingLogWorkspace({ name: "logs", resourceGroup: "ops-rg" }),
    });

    expect(resource).not.toHaveProperty("azurerm_log_analytics_workspace");
    expect(data.azurerm_log_analytics_workspace).toEqual({ audit: { name: "logs", resource_group_name: "ops-rg" } });
    expect(resource.azurerm_monitor_diagnostic_setting?.["kv-orders"]?.log_analytics_workspace_id).toBe(
      "${data.azurerm_log_analytics_workspace.audit.id}",
    );
  });
});

describe("the action group", () => {
  test("is created with its receivers in the order of their names", () => {
    const emails = { ops: "ops@example.com", audit: "audit@example.com" };
    const receiver = (name: string, email_address: string) => ({ name, email_address, use_common_alert_schema: true });

    expect(
      stackWith({ actionGroup: newActionGroup({ shortName: "orders", emails }) }).resource.azurerm_monitor_action_group,
    ).toEqual({
      alerts: {
        name: "test-alerts",
        resource_group_name: group,
        short_name: "orders",
        email_receiver: [receiver("audit", "audit@example.com"), receiver("ops", "ops@example.com")],
      },
    });
  });

  test("takes its name from the description", () => {
    const named = newActionGroup({ name: "on call", shortName: "orders", emails: { ops: "ops@example.com" } });

    expect(stackWith({ actionGroup: named }).resource.azurerm_monitor_action_group?.alerts?.name).toBe("on call");
  });

  test("is read where it exists, and told by every alert", () => {
    const given = "${data.azurerm_monitor_action_group.alerts.id}";
    const { resource, data } = stackWith({
      actionGroup: existingActionGroup({ name: "on-call", resourceGroup: "ops-rg" }),
    });

    expect(resource).not.toHaveProperty("azurerm_monitor_action_group");
    expect(data.azurerm_monitor_action_group).toEqual({ alerts: { name: "on-call", resource_group_name: "ops-rg" } });
    expect(Object.values(resource.azurerm_monitor_metric_alert ?? {}).map(({ action }) => action)).toEqual(
      Array.from({ length: 5 }, () => [{ action_group_id: given }]),
    );
    expect(
      Object.values(resource.azurerm_monitor_scheduled_query_rules_alert_v2 ?? {}).map(({ action }) => action),
    ).toEqual(Array.from({ length: 2 }, () => ({ action_groups: [given] })));
  });
});

describe("logs", () => {
  const logOfVault = (target: string) => ({
    name: "test-audit",
    target_resource_id: target,
    log_analytics_workspace_id: workspaceId,
    enabled_log: [{ category: "AuditEvent" }],
    enabled_metric: [{ category: "AllMetrics" }],
  });
  const logOfCluster = (target: string, ...categories: string[]) => ({
    name: "test-audit",
    target_resource_id: target,
    log_analytics_workspace_id: workspaceId,
    log_analytics_destination_type: "Dedicated",
    enabled_log: categories.map((category) => ({ category })),
  });
  const clusterId = "${azurerm_kubernetes_cluster.cluster.id}";
  const cluster = newCluster({ name: "aks" });
  const logsOf = (...args: Parameters<typeof stackWith>) =>
    stackWith(...args).resource.azurerm_monitor_diagnostic_setting;

  test("are a new vault's audit and metrics and a new cluster's changes and sign-ins in tables of their own, by default", () => {
    expect(logsOf({}, { cluster })).toEqual({
      "kv-orders": logOfVault(vaultId),
      cluster__logs: logOfCluster(clusterId, "guard", "kube-audit-admin"),
    });
  });

  test("are the cluster's categories of the description, or none", () => {
    expect(logsOf({ clusterLogs: ["kube-scheduler", "kube-apiserver"] }, { cluster })?.cluster__logs).toEqual(
      logOfCluster(clusterId, "kube-apiserver", "kube-scheduler"),
    );
    expect(Object.keys(logsOf({ clusterLogs: [] }, { cluster }) ?? {})).toEqual(["kv-orders"]);
  });

  const given = (monitored?: boolean) => {
    const one = existingKeyVault({
      name: "kv-given",
      resourceGroup: "given-rg",
      permissionModel: "rbac",
      monitored,
      objects: { one: secret("one") },
    });
    return {
      cluster: existingCluster({ name: "aks-shared", resourceGroup: "platform-rg", monitored }),
      vaults: [one],
      workloads: [api({ mounts: [{ path: "/mnt/secrets", objects: [one.objects.one] }] })],
    };
  };

  test("are not those of an existing vault or cluster by default, and no alert is on them", () => {
    const { resource } = stackWith({}, given());

    expect(Object.keys(resource).filter((type) => /monitor|eventgrid|azapi/.test(type))).toEqual([
      "azurerm_monitor_action_group",
    ]);
  });

  test("are those of an existing vault and cluster that are described as monitored", () => {
    const { resource } = stackWith({}, given(true));

    expect(resource.azurerm_monitor_diagnostic_setting).toEqual({
      "kv-given": logOfVault("${data.azurerm_key_vault.kv-given.id}"),
      cluster__logs: logOfCluster("${data.azurerm_kubernetes_cluster.cluster.id}", "guard", "kube-audit-admin"),
    });
    expect(Object.keys(resource.azurerm_monitor_metric_alert ?? {}).length).toBe(5);
  });
});

describe("near expiry", () => {
  test("is an alert that Event Grid raises for secrets, keys and certificates of a new vault, by default", () => {
    const { resource } = stackWith({}, { tags: { team: "orders" } });

    expect(resource.azurerm_eventgrid_system_topic).toEqual({
      "kv-orders": {
        name: "kv-orders-events",
        location: "westeurope",
        resource_group_name: group,
        source_resource_id: vaultId,
        topic_type: "Microsoft.KeyVault.vaults",
        tags: { team: "orders" },
      },
    });
    expect(resource.azapi_resource).toEqual({
      "near-expiry_kv-orders": {
        type: "Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15",
        name: "near-expiry",
        parent_id: "${azurerm_eventgrid_system_topic.kv-orders.id}",
        body: {
          properties: {
            destination: {
              endpointType: "MonitorAlert",
              properties: {
                severity: "Sev2",
                description: "An object of vault kv-orders expires within 30 days.",
                actionGroups: [actionGroupId],
              },
            },
            eventDeliverySchema: "CloudEventSchemaV1_0",
            filter: {
              includedEventTypes: [
                "Microsoft.KeyVault.CertificateNearExpiry",
                "Microsoft.KeyVault.KeyNearExpiry",
                "Microsoft.KeyVault.SecretNearExpiry",
              ],
            },
          },
        },
      },
    });
  });

  test("is not told where the description says so", () => {
    const { resource } = stackWith({ alerts: { nearExpiry: false } }, { vaults: [vault] });

    expect(resource).not.toHaveProperty("azurerm_eventgrid_system_topic");
    expect(resource).not.toHaveProperty("azapi_resource");
  });

  test("is not told of an existing vault that is monitored, beside a new one or alone", () => {
    const given = existingKeyVault({
      name: "kv-given",
      resourceGroup: "given-rg",
      permissionModel: "rbac",
      monitored: true,
      objects: {},
    });
    const beside = stackWith({}, { vaults: [given, vault] }).resource;
    const alone = stackWith({}, { vaults: [given], workloads: [] }).resource;

    expect(Object.keys(beside.azurerm_eventgrid_system_topic ?? {})).toEqual(["kv-orders"]);
    expect(Object.keys(beside.azapi_resource ?? {})).toEqual(["near-expiry_kv-orders"]);
    expect(alone).not.toHaveProperty("azurerm_eventgrid_system_topic");
    expect(alone).not.toHaveProperty("azapi_resource");
  });
});
