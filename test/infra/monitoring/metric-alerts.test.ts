import { describe, expect, test } from "vitest";
import { newActionGroup, newLogWorkspace } from "../../../model/index.js";
import type { VaultAlerts } from "../../../model/monitoring.js";
import { healthy } from "../../support/descriptions.js";
import { stackOf } from "../../support/synthesis.js";

function alertsOf(alerts?: VaultAlerts, tags?: Readonly<Record<string, string>>) {
  const actionGroup = newActionGroup({ shortName: "orders", emails: { ops: "ops@example.com" } });
  return stackOf(healthy({ tags, monitoring: { workspace: newLogWorkspace(), actionGroup, alerts } })).resource
    .azurerm_monitor_metric_alert;
}

function alert(name: string, severity: number, description: string, criteria: object) {
  return {
    name: `test-kv-orders-${name}`,
    description,
    resource_group_name: "${azurerm_resource_group.environment.name}",
    scopes: ["${azurerm_key_vault.kv-orders.id}"],
    severity,
    frequency: "PT1M",
    window_size: "PT5M",
    criteria: [{ metric_namespace: "Microsoft.KeyVault/vaults", ...criteria }],
    action: [{ action_group_id: "${azurerm_monitor_action_group.alerts.id}" }],
  };
}

const above = (metric_name: string, threshold: number) => ({
  metric_name,
  aggregation: "Average",
  operator: "GreaterThan",
  threshold,
});

const answered = (status: string, threshold: number) => ({
  metric_name: "ServiceApiResult",
  aggregation: "Count",
  operator: "GreaterThan",
  threshold,
  dimension: [{ name: "StatusCode", operator: "Include", values: [status] }],
});

const { availability, latency, saturation, forbidden, throttled } = {
  availability: (threshold: number) =>
    alert("availability", 2, "Vault kv-orders answers fewer requests than it should.", {
      metric_name: "Availability",
      aggregation: "Average",
      operator: "LessThan",
      threshold,
    }),
  latency: (threshold: number) =>
    alert("latency", 2, "Vault kv-orders answers slowly; mounts take as long.", above("ServiceApiLatency", threshold)),
  saturation: (threshold: number) =>
    alert(
      "saturation",
      2,
      "Vault kv-orders nears its capacity; beyond it come 429 and failing mounts.",
      above("SaturationShoebox", threshold),
    ),
  forbidden: (threshold: number) =>
    alert(
      "forbidden",
      2,
      "Vault kv-orders refuses somebody: a role or a policy is missing, or the firewall is in the way.",
      answered("403", threshold),
    ),
  throttled: (threshold: number) =>
    alert(
      "throttled",
      1,
      "Vault kv-orders is over its limit and throttles; mounts begin to fail.",
      answered("429", threshold),
    ),
};

describe("alerts on the metrics of a vault", () => {
  test("have the thresholds that Microsoft suggests, and none for 403 and 429, by default", () => {
    expect(alertsOf()).toEqual({
      "kv-orders_availability": availability(100),
      "kv-orders_latency": latency(1000),
      "kv-orders_saturation": saturation(75),
      "kv-orders_forbidden": forbidden(0),
      "kv-orders_throttled": throttled(0),
    });
  });

  test("take their thresholds from the description", () => {
    const alerts = {
      availabilityBelow: 99.5,
      latencyAbove: 250,
      saturationAbove: 50,
      forbiddenAbove: 10,
      throttledAbove: 3,
    };

    expect(alertsOf(alerts)).toEqual({
      "kv-orders_availability": availability(99.5),
      "kv-orders_latency": latency(250),
      "kv-orders_saturation": saturation(50),
      "kv-orders_forbidden": forbidden(10),
      "kv-orders_throttled": throttled(3),
    });
  });

  test.each([
    ["availabilityBelow", "kv-orders_availability"],
    ["latencyAbove", "kv-orders_latency"],
    ["saturationAbove", "kv-orders_saturation"],
    ["forbiddenAbove", "kv-orders_forbidden"],
    ["throttledAbove", "kv-orders_throttled"],
  ])("leave out %s alone where it is false", (field, absent) => {
    const others = Object.keys(alertsOf() ?? {}).filter((id) => id !== absent);

    expect(Object.keys(alertsOf({ [field]: false }) ?? {})).toEqual(others);
  });

  test("are there at a threshold of zero, which is no false", () => {
    expect(alertsOf({ latencyAbove: 0 })?.["kv-orders_latency"]).toEqual(latency(0));
  });

  test("carry the tags", () => {
    expect(alertsOf({}, { team: "orders" })?.["kv-orders_throttled"]).toEqual({
      ...throttled(0),
      tags: { team: "orders" },
    });
  });
});
