import { describe, expect, test } from "vitest";
import { existingCluster, newActionGroup, newCluster, newLogWorkspace } from "../../../model/index.js";
import { healthy } from "../../support/descriptions.js";
import { stackOf } from "../../support/synthesis.js";

const monitoring = {
  workspace: newLogWorkspace(),
  actionGroup: newActionGroup({ shortName: "orders", emails: { ops: "ops@example.com" } }),
};
const cluster = newCluster({ name: "aks" });
const clusterId = "${azurerm_kubernetes_cluster.cluster.id}";
const named = (name: string) => ({
  name,
  location: "westeurope",
  resource_group_name: "${azurerm_resource_group.environment.name}",
});

describe("managed Prometheus", () => {
  const { resource } = stackOf(healthy({ cluster, monitoring: { ...monitoring, prometheus: true } }));

  test("is absent by default", () => {
    const stack = stackOf(healthy({ cluster, monitoring }));

    expect(
      Object.keys(stack.resource).filter((type) => /data_collection|prometheus|monitor_workspace/.test(type)),
    ).toEqual([]);
    expect(stack.resource.azurerm_kubernetes_cluster?.cluster).not.toHaveProperty("monitor_metrics");
  });

  test("collects from the cluster into a workspace of its own", () => {
    expect(resource.azurerm_kubernetes_cluster?.cluster?.monitor_metrics).toEqual({});
    expect(resource.azurerm_monitor_workspace).toEqual({ metrics: named("test-metrics") });
    expect(resource.azurerm_monitor_data_collection_endpoint).toEqual({
      metrics: { ...named("test-metrics"), kind: "Linux" },
    });
    expect(resource.azurerm_monitor_data_collection_rule).toEqual({
      metrics: {
        ...named("test-metrics"),
        kind: "Linux",
        data_collection_endpoint_id: "${azurerm_monitor_data_collection_endpoint.metrics.id}",
        data_sources: { prometheus_forwarder: [{ name: "cluster", streams: ["Microsoft-PrometheusMetrics"] }] },
        destinations: {
          monitor_account: [{ name: "workspace", monitor_account_id: "${azurerm_monitor_workspace.metrics.id}" }],
        },
        data_flow: [{ streams: ["Microsoft-PrometheusMetrics"], destinations: ["workspace"] }],
      },
    });
    expect(resource.azurerm_monitor_data_collection_rule_association).toEqual({
      metrics: {
        name: "test-metrics",
        target_resource_id: clusterId,
        data_collection_rule_id: "${azurerm_monitor_data_collection_rule.metrics.id}",
      },
    });
  });

  test("alerts on the metrics that driver and provider really have, and where there are none", () => {
    const rule = (alert: string, severity: number, expression: string, summary: string) => ({
      alert,
      expression,
      for: "PT5M",
      severity,
      annotations: { summary },
      action: [{ action_group_id: "${azurerm_monitor_action_group.alerts.id}" }],
      alert_resolution: { auto_resolved: true, time_to_resolve: "PT10M" },
    });

    expect(resource.azurerm_monitor_alert_prometheus_rule_group).toEqual({
      metrics: {
        ...named("test-secrets-store"),
        description: "What the driver and the provider say of mounts and rotation.",
        cluster_name: "aks",
        scopes: ["${azurerm_monitor_workspace.metrics.id}", clusterId],
        interval: "PT1M",
        rule: [
          rule(
            "SecretsStoreMountFails",
            2,
            "sum by (error_type) (increase(node_publish_error_total[15m])) > 0",
            "Pods cannot mount: {{ $labels.error_type }}. The pods' events hold the message.",
          ),
          rule(
            "SecretsStoreRotationFails",
            2,
            "sum by (error_type) (increase(rotation_reconcile_error_total[30m])) > 0",
            "Mounted objects are no longer renewed: {{ $labels.error_type }}.",
          ),
          rule(
            "KeyVaultRequestSlow",
            3,
            "histogram_quantile(0.95, sum by (le) (rate(keyvault_request_bucket[15m]))) > 2",
            "One of twenty successful requests to Key Vault takes longer than two seconds.",
          ),
          rule(
            "SecretsStoreMetricsMissing",
            3,
            "absent(node_publish_total)",
            "Nothing scrapes the driver, or no pod has mounted yet: the other alerts of this group are blind.",
          ),
        ],
      },
    });
  });

  test("collects from an existing cluster that is monitored, whose own settings are left alone", () => {
    const given = existingCluster({ name: "aks-shared", resourceGroup: "platform-rg", monitored: true });
    const stack = stackOf(healthy({ cluster: given, monitoring: { ...monitoring, prometheus: true } }));

    expect(stack.resource.azurerm_monitor_data_collection_rule_association?.metrics?.target_resource_id).toBe(
      "${data.azurerm_kubernetes_cluster.cluster.id}",
    );
    expect(stack.resource).not.toHaveProperty("azurerm_kubernetes_cluster");
  });
});
