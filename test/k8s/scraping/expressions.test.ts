import { describe, expect, test } from "vitest";
import { dashboardOf } from "../../../k8s/scraping/index.js";
import { metricAlerts } from "../../../model/index.js";

const histogram = (name: string) => [`${name}_bucket`, `${name}_sum`, `${name}_count`];

/** What driver and provider count, and what every collector adds. */
const real = [
  "node_publish_total",
  "node_unpublish_total",
  "node_publish_error_total",
  "node_unpublish_error_total",
  "rotation_reconcile_total",
  "rotation_reconcile_error_total",
  ...histogram("rotation_reconcile_duration_sec"),
  ...histogram("keyvault_request"),
  ...histogram("grpc_request"),
  "up",
];

/** Names of older drivers, and of what the driver defines and never counts. */
const unreal = /\btotal_\w+|\bsync_k8s_secret\w*|\bk8s_secret_duration_sec\w*/;

const alerts = metricAlerts.map(({ alert, expression }): [string, string] => [alert, expression]);

const dashboard = JSON.parse(dashboardOf("test"));
const panels: [string, string][] = dashboard.panels.flatMap(
  ({ title, targets }: { title: string; targets: { expr: string }[] }) => targets.map(({ expr }) => [title, expr]),
);

/** The metrics of an expression: words that are no function, no label and no keyword. */
function metricsIn(expression: string): readonly string[] {
  const bare = expression
    .replaceAll(/"[^"]*"/g, "")
    .replaceAll(/\{[^}]*\}/g, "{}")
    .replaceAll(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, "")
    .replaceAll(/\[[^\]]*\]/g, "");
  return [...bare.matchAll(/\b[a-z_][a-z0-9_]*\b(?!\s*\()/g)]
    .map(([word]) => word)
    .filter((word) => !["or", "and", "unless"].includes(word));
}

describe.each([...alerts, ...panels])("the expression of %s", (_, expression) => {
  test("asks only for metrics that are there", () => {
    const metrics = metricsIn(expression);

    expect(metrics.length).toBeGreaterThan(0);
    expect(metrics.filter((metric) => !real.includes(metric))).toEqual([]);
    expect(expression).not.toMatch(unreal);
  });

  test("asks for no label that is not collected", () => {
    expect(expression).not.toMatch(/\berror\b|grpc_message|otel_scope/);
  });

  test("takes no failure from the provider, whose failures are not collected", () => {
    expect(expression).not.toMatch(/grpc_code\s*(=|!=|=~|!~)/);
  });
});

test("the alerts are these, each with what to do", () => {
  expect(metricAlerts.map(({ alert, severity }) => [alert, severity])).toEqual([
    ["SecretsStoreMountFails", 2],
    ["SecretsStoreRotationFails", 2],
    ["KeyVaultRequestSlow", 3],
    ["SecretsStoreMetricsMissing", 3],
  ]);
  expect(metricAlerts.filter(({ description }) => description.length === 0)).toEqual([]);
});
