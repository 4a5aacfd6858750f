import { expect, test } from "vitest";
import { dashboardOf } from "../../../k8s/scraping/index.js";

const dashboard = JSON.parse(dashboardOf("test"));

const driver = 'job=~".+/test-secrets-store-csi-driver"';
const provider = 'job=~".+/test-secrets-store-provider-azure"';
const both = 'job=~".+/test-(secrets-store-csi-driver|secrets-store-provider-azure)"';

test("the dashboard's head tells it apart and lets its reader choose the data source", () => {
  const { panels, ...head } = dashboard;

  expect(head).toEqual({
    uid: "key-vault-9f86d081884c7d65",
    title: "Key Vault in pods: test",
    description: "What the Secrets Store CSI driver and its Azure provider say of mounts, rotation and requests.",
    tags: ["key-vault", "test"],
    schemaVersion: 39,
    editable: true,
    graphTooltip: 1,
    refresh: "1m",
    time: { from: "now-6h", to: "now" },
    timezone: "browser",
    templating: { list: [{ name: "datasource", label: "Data source", type: "datasource", query: "prometheus" }] },
  });
  expect(panels.length).toBe(8);
});

test("the panels ask for what the environment's own monitors collect", () => {
  const asked = dashboard.panels.map(
    ({ title, type, targets }: { title: string; type: string; targets: { expr: string; legendFormat: string }[] }) => [
      title,
      type,
      ...targets.map(({ expr, legendFormat }) => [legendFormat, expr]),
    ],
  );
  const buckets = `sum by (le, object_type) (rate(keyvault_request_bucket{${provider}}[$__rate_interval]))`;

  expect(asked).toEqual([
    [
      "Metrics",
      "stat",
      ["driver", `absent(node_publish_total{${driver}}) or vector(0)`],
      ["provider", `absent(keyvault_request_count{${provider}}) or vector(0)`],
    ],
    ["Nodes whose driver or provider is not scraped", "table", ["{{node}}", `sum by (node) (up{${both}}) < 2`]],
    [
      "Mounts",
      "timeseries",
      ["{{os_type}}", `sum by (os_type) (rate(node_publish_total{${driver}}[$__rate_interval]))`],
    ],
    [
      "Mount errors",
      "timeseries",
      ["{{error_type}}", `sum by (error_type) (rate(node_publish_error_total{${driver}}[$__rate_interval]))`],
    ],
    [
      "Rotation errors",
      "timeseries",
      ["{{error_type}}", `sum by (error_type) (rate(rotation_reconcile_error_total{${driver}}[$__rate_interval]))`],
    ],
    [
      "Key Vault request latency",
      "timeseries",
      ["p50 {{object_type}}", `histogram_quantile(0.5, ${buckets})`],
      ["p95 {{object_type}}", `histogram_quantile(0.95, ${buckets})`],
    ],
    [
      "Key Vault requests by object (top 10)",
      "bargauge",
      [
        "{{object_type}} {{object_name}}",
        `topk(10, sum by (object_type, object_name) (increase(keyvault_request_count{${provider}}[$__range])))`,
      ],
    ],
    [
      "Provider calls by code",
      "timeseries",
      [
        "{{grpc_method}} {{grpc_code}}",
        `sum by (grpc_method, grpc_code) (rate(grpc_request_count{${provider}}[$__rate_interval]))`,
      ],
    ],
  ]);
});

test("a panel over time is asked for a range, and takes its half of a row", () => {
  expect(dashboard.panels[3]).toEqual({
    id: 4,
    title: "Mount errors",
    description: "GRPCProviderError is a failure of the provider: its log on the node holds the message.",
    type: "timeseries",
    gridPos: { x: 12, y: 8, w: 12, h: 8 },
    datasource: { type: "prometheus", uid: "${datasource}" },
    fieldConfig: { defaults: { unit: "cps" }, overrides: [] },
    options: { legend: { showLegend: true } },
    targets: [
      {
        refId: "A",
        datasource: { type: "prometheus", uid: "${datasource}" },
        expr: `sum by (error_type) (rate(node_publish_error_total{${driver}}[$__rate_interval]))`,
        legendFormat: "{{error_type}}",
        instant: false,
        range: true,
      },
    ],
  });
});

test("a panel of the moment is asked for an instant, and says words where numbers would say little", () => {
  const [metrics, nodes] = dashboard.panels;

  expect(metrics.fieldConfig.defaults.mappings).toEqual([
    { type: "value", options: { 0: { text: "collected", color: "green" }, 1: { text: "missing", color: "red" } } },
  ]);
  expect(metrics.targets.map(({ refId, instant, range }: Record<string, unknown>) => [refId, instant, range])).toEqual([
    ["A", true, false],
    ["B", true, false],
  ]);
  expect(nodes.targets[0]).toMatchObject({ instant: true, range: false, format: "table" });
});

test("the uid stays within Grafana's 40 characters for the longest name, and differs between environments", () => {
  const long = "e".repeat(63);

  expect(JSON.parse(dashboardOf(long)).uid).toMatch(/^[a-z0-9-]{1,40}$/);
  expect(JSON.parse(dashboardOf(long)).uid).not.toBe(JSON.parse(dashboardOf(`${long.slice(1)}f`)).uid);
});
