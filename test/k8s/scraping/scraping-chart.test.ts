import { describe, expect, test } from "vitest";
import { dashboardOf } from "../../../k8s/scraping/index.js";
import { metricAlerts } from "../../../model/index.js";
import { draw } from "./support.js";

const driver = "test-secrets-store-csi-driver";
const provider = "test-secrets-store-provider-azure";

const app = (...values: string[]) => ({ matchExpressions: [{ key: "app", operator: "In", values }] });

const endpointAt = (port: number, wanted: object, interval = "30s") => ({
  interval,
  relabelings: [
    {
      sourceLabels: ["__meta_kubernetes_pod_ip"],
      regex: "(.+)",
      replacement: `$1:${port}`,
      targetLabel: "__address__",
    },
    { action: "labeldrop", regex: "container" },
    { sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "node" },
  ],
  metricRelabelings: [wanted, { action: "labeldrop", regex: "(otel_scope|telemetry_sdk)_.*" }],
});

const endpointOfDriver = (interval?: string) =>
  endpointAt(
    8095,
    {
      action: "keep",
      sourceLabels: ["__name__"],
      regex: [
        "node_(un)?publish(_error)?_total",
        "rotation_reconcile(_error)?_total",
        "rotation_reconcile_duration_sec_(bucket|sum|count)",
      ].join("|"),
    },
    interval,
  );

const endpointOfProvider = (interval?: string) =>
  endpointAt(
    8898,
    {
      action: "keep",
      sourceLabels: ["__name__", "error", "grpc_message", "otel_metric_overflow"],
      regex: "(keyvault|grpc)_request_(bucket|sum|count);;;",
    },
    interval,
  );

const azureMonitor = (name: string, selector: object, endpoint: object) => ({
  apiVersion: "azmonitoring.coreos.com/v1",
  kind: "PodMonitor",
  metadata: { name, namespace: "kube-system" },
  spec: {
    labelLimit: 63,
    labelNameLengthLimit: 511,
    labelValueLengthLimit: 1023,
    selector,
    podMetricsEndpoints: [endpoint],
  },
});

const operatorMonitor = (metadata: object, selector: object, endpoint: object) => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PodMonitor",
  metadata,
  spec: {
    namespaceSelector: { matchNames: ["kube-system"] },
    selector,
    podMetricsEndpoints: [endpoint],
  },
});

const ruleOf = (metadata: object) => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata,
  spec: {
    groups: [
      {
        name: "test-secrets-store",
        rules: metricAlerts.map(({ alert, expression, severity, summary, description }) => ({
          alert,
          expr: expression,
          for: "5m",
          labels: { severity: { 0: "critical", 1: "error", 2: "warning", 3: "info", 4: "verbose" }[severity] },
          annotations: { summary, description },
        })),
      },
    ],
  },
});

const azure = [
  azureMonitor(driver, app("secrets-store-csi-driver"), endpointOfDriver()),
  azureMonitor(provider, app("secrets-store-provider-azure"), endpointOfProvider()),
];

const operator = [
  operatorMonitor({ name: driver, namespace: "kube-system" }, app("secrets-store-csi-driver"), endpointOfDriver()),
  operatorMonitor(
    { name: provider, namespace: "kube-system" },
    app("secrets-store-provider-azure", "csi-secrets-store-provider-azure"),
    endpointOfProvider(),
  ),
];

describe("managed Prometheus", () => {
  test("gets two pod monitors of its own API, for the add-on's pods, and nothing else", () => {
    expect(draw()).toEqual(azure);
  });

  test("asks as often as the description says", () => {
    expect(draw({ interval: "2m" })).toEqual([
      azureMonitor(driver, app("secrets-store-csi-driver"), endpointOfDriver("2m")),
      azureMonitor(provider, app("secrets-store-provider-azure"), endpointOfProvider("2m")),
    ]);
  });

  test("knows nothing of an operator's labels and namespace", () => {
    expect(draw({ labels: { release: "prometheus" }, namespace: "monitoring" })).toEqual(azure);
  });
});

describe("an operator", () => {
  test("gets two pod monitors, for the add-on's pods and the charts' pods, and the alert rules", () => {
    expect(draw({ collector: "operator", alertRules: true })).toEqual([
      ...operator,
      ruleOf({ name: "test-secrets-store", namespace: "kube-system" }),
    ]);
  });

  test("gets no alert rules where the description says so", () => {
    expect(draw({ collector: "operator" })).toEqual(operator);
  });

  test("finds everything in its namespace and by its labels, and the pods where they are", () => {
    const labels = { release: "prometheus" };
    const props = { collector: "operator", alertRules: true, namespace: "monitoring", labels, interval: "1m" } as const;

    expect(draw(props)).toEqual([
      operatorMonitor(
        { name: driver, namespace: "monitoring", labels },
        app("secrets-store-csi-driver"),
        endpointOfDriver("1m"),
      ),
      operatorMonitor(
        { name: provider, namespace: "monitoring", labels },
        app("secrets-store-provider-azure", "csi-secrets-store-provider-azure"),
        endpointOfProvider("1m"),
      ),
      ruleOf({ name: "test-secrets-store", namespace: "monitoring", labels }),
    ]);
  });
});

test("the dashboard stands where Grafana's sidecar looks for it, as the same text that is written for import", () => {
  const dashboard = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name: "test-key-vault-dashboard",
      namespace: "grafana",
      labels: { grafana_dashboard: "1" },
    },
    data: { "test-key-vault.json": dashboardOf("test") },
  };

  expect(draw({ dashboardNamespace: "grafana" })).toEqual([...azure, dashboard]);
});

describe("the network policy", () => {
  const policyFor = (...apps: string[]) => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "test-secrets-store-ports", namespace: "kube-system" },
    spec: {
      podSelector: app(...apps),
      policyTypes: ["Ingress"],
      ingress: [{ ports: [9808, 8095, 8898, 8989].map((port) => ({ port, protocol: "TCP" })) }],
    },
  });

  test("leaves health and metrics of the add-on's pods open from anywhere", () => {
    expect(draw({ networkPolicy: true })).toEqual([
      ...azure,
      policyFor("secrets-store-csi-driver", "secrets-store-provider-azure"),
    ]);
  });

  test("is for the charts' pods as well where an operator collects, and stays where the pods are", () => {
    const drawn = draw({ collector: "operator", namespace: "monitoring", networkPolicy: true });

    expect(drawn.filter(({ kind }) => kind === "NetworkPolicy")).toEqual([
      policyFor("secrets-store-csi-driver", "secrets-store-provider-azure", "csi-secrets-store-provider-azure"),
    ]);
  });
});
