import { describe, expect, test } from "vitest";
import { draw } from "./support.js";

type Labels = Readonly<Record<string, string>>;

interface Step {
  readonly action?: string;
  readonly sourceLabels?: readonly string[];
  readonly regex?: string;
  readonly replacement?: string;
  readonly targetLabel?: string;
}

/** What Prometheus makes of a set of labels: nothing where a step drops it, and an empty label is none. */
function relabel(labels: Labels, steps: readonly Step[]): Labels | undefined {
  let current: Labels = withoutEmpty(labels);
  for (const { action = "replace", sourceLabels = [], regex = "(.*)", replacement = "$1", targetLabel = "" } of steps) {
    const anchored = new RegExp(`^(?:${regex})$`);
    const value = sourceLabels.map((label) => current[label] ?? "").join(";");
    if (action === "keep") {
      if (!anchored.test(value)) {
        return undefined;
      }
    } else if (action === "labeldrop") {
      current = Object.fromEntries(Object.entries(current).filter(([label]) => !anchored.test(label)));
    } else if (action === "replace") {
      if (anchored.test(value)) {
        current = withoutEmpty({ ...current, [targetLabel]: value.replace(anchored, replacement) });
      }
    } else {
      throw new Error(`the test does not know the action ${action}`);
    }
  }
  return current;
}

function withoutEmpty(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ""));
}

interface Endpoint {
  readonly relabelings: readonly Step[];
  readonly metricRelabelings: readonly Step[];
}

/** The endpoints of both monitors: the driver's, then the provider's. */
function endpointsOf(collector: "azure" | "operator"): readonly [Endpoint, Endpoint] {
  return draw({ collector }).map(({ spec }) => spec.podMetricsEndpoints[0]) as [Endpoint, Endpoint];
}

const scope = {
  otel_scope_name: "sigs.k8s.io/secrets-store-csi-driver",
  otel_scope_version: "",
  otel_scope_schema_url: "",
  telemetry_sdk_language: "go",
  telemetry_sdk_name: "opentelemetry",
  telemetry_sdk_version: "1.43.0",
};

/** The three metrics of a histogram, the buckets by their bounds. */
function histogram(name: string, labels: Labels): readonly Labels[] {
  return [
    ...["0.1", "2", "+Inf"].map((le) => ({ __name__: `${name}_bucket`, le, ...labels })),
    { __name__: `${name}_sum`, ...labels },
    { __name__: `${name}_count`, ...labels },
  ];
}

const linux = { os_type: "linux" };
const azure = { provider: "azure", ...linux };

const wantedOfDriver: readonly Labels[] = [
  { __name__: "node_publish_total", ...azure },
  { __name__: "node_unpublish_total", ...linux },
  { __name__: "node_publish_error_total", error_type: "GRPCProviderError", ...azure },
  { __name__: "node_publish_error_total", error_type: "SecretProviderClassNotFound", ...azure },
  { __name__: "node_unpublish_error_total", ...linux },
  { __name__: "rotation_reconcile_total", rotated: "true", ...azure },
  { __name__: "rotation_reconcile_total", rotated: "false", ...azure },
  { __name__: "rotation_reconcile_error_total", error_type: "GRPCProviderError", rotated: "false", ...azure },
  ...histogram("rotation_reconcile_duration_sec", linux),
];

const besideOfDriver: readonly Labels[] = [
  { __name__: "total_node_publish", ...azure },
  { __name__: "sync_k8s_secret_total", ...azure },
  ...histogram("k8s_secret_duration_sec", linux),
  { __name__: "controller_runtime_reconcile_total", controller: "secretproviderclasspodstatus", result: "success" },
  { __name__: "target_info", service_name: "unknown_service:secrets-store-csi" },
];

const service = { ...azure, service_name: "csi-secrets-store-provider-azure" };
const secret = { ...service, object_type: "secret" };
const mount = "/v1alpha1.CSIDriverProvider/Mount";

/** Texts as the provider has them: several lines, long, and different each time. */
const notFound = (trace: string) =>
  [
    "failed to get objectType:secret, objectName:gone: GET https://kv.vault.azure.net/secrets/gone/",
    "RESPONSE 404: 404 Not Found",
    "-".repeat(1500),
    `Trace ID: ${trace}`,
  ].join("\n");

const wantedOfProvider: readonly Labels[] = [
  ...histogram("keyvault_request", { ...secret, object_name: "db-password", error: "" }),
  ...histogram("keyvault_request", { ...secret, object_name: "api-key", error: "" }),
  ...histogram("keyvault_request", { ...service, object_type: "cert", object_name: "api-key", error: "" }),
  ...histogram("grpc_request", { ...service, grpc_method: mount, grpc_code: "OK", grpc_message: "" }),
  ...histogram("grpc_request", { ...service, grpc_method: mount, grpc_code: "Canceled", grpc_message: "" }),
];

const besideOfProvider: readonly Labels[] = [
  ...histogram("keyvault_request", { ...secret, object_name: "db-password", error: "context deadline exceeded" }),
  ...histogram("keyvault_request", { ...secret, object_name: "gone", error: notFound("1") }),
  ...histogram("keyvault_request", { ...secret, object_name: "gone", error: notFound("2") }),
  ...histogram("grpc_request", {
    ...service,
    grpc_method: mount,
    grpc_code: "Unknown",
    grpc_message: notFound("1"),
  }),
  ...histogram("grpc_request", {
    ...service,
    grpc_method: mount,
    grpc_code: "Unknown",
    grpc_message: notFound("2"),
  }),
  ...histogram("keyvault_request", { otel_metric_overflow: "true" }),
  { __name__: "target_info", service_name: "csi-secrets-store-provider-azure" },
];

describe.each(["azure", "operator"] as const)("what is collected through %s", (collector) => {
  const [driver, provider] = endpointsOf(collector);
  const collect = (series: readonly Labels[], { metricRelabelings }: Endpoint): readonly Labels[] =>
    series
      .map((labels) => relabel({ ...labels, ...scope }, metricRelabelings))
      .filter((labels) => labels !== undefined);

  test("is what the driver counts, whole and without the library's labels, and nothing beside", () => {
    expect(collect([...besideOfDriver, ...wantedOfDriver], driver)).toEqual(wantedOfDriver);
  });

  test("is what the provider measures of what succeeds, whole and without texts, and nothing beside", () => {
    expect(collect([...besideOfProvider, ...wantedOfProvider], provider)).toEqual(wantedOfProvider.map(withoutEmpty));
  });

  test("never makes two series of a scrape into one", () => {
    const kept = [
      ...collect([...besideOfDriver, ...wantedOfDriver], driver),
      ...collect([...besideOfProvider, ...wantedOfProvider], provider),
    ].map((labels) => JSON.stringify(Object.entries(labels).sort()));

    expect(kept.length).toBe(wantedOfDriver.length + wantedOfProvider.length);
    expect(new Set(kept).size).toBe(kept.length);
  });

  test("has no label with a text, and no value that is longer than a workspace takes", () => {
    const kept = [...collect(besideOfProvider, provider), ...collect(wantedOfProvider, provider)];

    expect(kept.filter((labels) => "error" in labels || "grpc_message" in labels)).toEqual([]);
    expect(kept.filter((labels) => Object.values(labels).some((value) => value.length > 1023))).toEqual([]);
  });

  test("comes from one target for each pod, whatever its containers declare", () => {
    const discovered = [
      { container: "node-driver-registrar", __address__: "10.0.0.7" },
      { container: "secrets-store", __address__: "10.0.0.7:9808" },
      { container: "secrets-store", __address__: "10.0.0.7:8095" },
      { container: "liveness-probe", __address__: "10.0.0.7" },
    ].map((labels) => ({
      ...labels,
      __meta_kubernetes_pod_ip: "10.0.0.7",
      __meta_kubernetes_pod_node_name: "node-1",
      pod: "driver-1",
    }));
    const targetsAt = ({ relabelings }: Endpoint) => [
      ...new Set(discovered.map((labels) => JSON.stringify(finalLabels(relabel(labels, relabelings) ?? {})))),
    ];

    expect(targetsAt(driver).map((text) => JSON.parse(text))).toEqual([
      { __address__: "10.0.0.7:8095", node: "node-1", pod: "driver-1" },
    ]);
    expect(targetsAt(provider).map((text) => JSON.parse(text))).toEqual([
      { __address__: "10.0.0.7:8898", node: "node-1", pod: "driver-1" },
    ]);
  });
});

/** The labels that tell targets apart: what was discovered is forgotten. */
function finalLabels(labels: Labels): Labels {
  return Object.fromEntries(
    Object.entries(labels)
      .filter(([label]) => !label.startsWith("__meta_"))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
