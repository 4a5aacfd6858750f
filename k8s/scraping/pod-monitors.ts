import { Construct } from "constructs";
import { PodMonitor as AzurePodMonitor } from "../../imports/azmonitoring.coreos.com.js";
import { PodMonitor as OperatorPodMonitor } from "../../imports/monitoring.coreos.com.js";
import type { ResolvedScraping } from "../../model/index.js";

/** Settings of {@link PodMonitors}. */
export interface PodMonitorsProps {
  readonly environment: string;
  readonly scraping: ResolvedScraping;
}

/** Where driver and provider run. */
export const SYSTEM_NAMESPACE = "kube-system";

const DRIVER = "secrets-store-csi-driver";
const PROVIDER = "secrets-store-provider-azure";

/**
 * Values of the label `app` by which the pods are found. AKS's add-on and the driver's own chart name the driver alike;
 * the provider's chart has a name of its own for the provider, and managed Prometheus is met on AKS alone.
 *
 * @see https://github.com/kubernetes-sigs/secrets-store-csi-driver (charts/secrets-store-csi-driver)
 * @see https://github.com/Azure/secrets-store-csi-driver-provider-azure (charts/csi-secrets-store-provider-azure)
 */
export function appsOf({ collector }: Pick<ResolvedScraping, "collector">): {
  readonly driver: readonly string[];
  readonly provider: readonly string[];
} {
  return { driver: [DRIVER], provider: collector === "operator" ? [PROVIDER, `csi-${PROVIDER}`] : [PROVIDER] };
}

/**
 * Selects, in an expression, what an environment's pod monitors collect. The job is `<namespace>/<name>` of the
 * monitor, which both collectors make of it.
 */
export function jobOf(environment: string, part: "driver" | "provider" | "both"): string {
  const names = { driver: DRIVER, provider: PROVIDER, both: `(${DRIVER}|${PROVIDER})` };
  return `job=~".+/${environment}-${names[part]}"`;
}

/** What the driver counts. It serves the metrics of its controllers beside, which nothing here asks for. */
const DRIVER_SERIES = [
  "node_(un)?publish(_error)?_total",
  "rotation_reconcile(_error)?_total",
  "rotation_reconcile_duration_sec_(bucket|sum|count)",
].join("|");

/** What the provider measures, where none of the labels joined to the name has a value. */
const PROVIDER_SERIES = "(keyvault|grpc)_request_(bucket|sum|count);;;";

/**
 * What collects the metrics of the driver, and of the provider.
 *
 * @see https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-crd
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor
 */
export class PodMonitors extends Construct {
  constructor(scope: Construct, id: string, { environment, scraping }: PodMonitorsProps) {
    super(scope, id);
    const { driver, provider } = appsOf(scraping);
    this.monitor(`${environment}-${DRIVER}`, scraping, driver, 8095, {
      action: "keep",
      sourceLabels: ["__name__"],
      regex: DRIVER_SERIES,
    });
    this.monitor(`${environment}-${PROVIDER}`, scraping, provider, 8898, {
      // A failure has its whole text in a label, so that it is a series of its own. To drop the label would make
      // several series of a scrape into one, of which Prometheus takes the first and drops the others: the series goes
      // instead. The last label marks what the provider's library adds up once it holds too many series, failures among
      // them.
      action: "keep",
      sourceLabels: ["__name__", "error", "grpc_message", "otel_metric_overflow"],
      regex: PROVIDER_SERIES,
    });
  }

  private monitor(
    name: string,
    { collector, interval, labels, namespace }: ResolvedScraping,
    apps: readonly string[],
    port: number,
    wanted: { readonly action: string; readonly sourceLabels: string[]; readonly regex: string },
  ): void {
    const selector = { matchExpressions: [{ key: "app", operator: "In", values: [...apps] }] };
    const endpoint = {
      interval,
      relabelings: address(port),
      metricRelabelings: [wanted, { action: "labeldrop", regex: "(otel_scope|telemetry_sdk)_.*" }],
    };
    if (collector === "azure") {
      new AzurePodMonitor(this, name, {
        metadata: { name, namespace: SYSTEM_NAMESPACE },
        spec: {
          // The bounds of an Azure Monitor workspace. A scrape with a series beyond them fails as a whole.
          labelLimit: 63,
          labelNameLengthLimit: 511,
          labelValueLengthLimit: 1023,
          selector,
          podMetricsEndpoints: [endpoint],
        },
      });
    } else {
      new OperatorPodMonitor(this, name, {
        metadata: { name, namespace, labels },
        spec: {
          namespaceSelector: { matchNames: [SYSTEM_NAMESPACE] },
          selector,
          podMetricsEndpoints: [endpoint],
        },
      });
    }
  }
}

/**
 * Asks each pod once, at one port, whatever ports its containers declare. Prometheus finds a target for each declared
 * port and each container without one; with the same address and without the container's name they are one and the
 * same, and it keeps one. The fields of a monitor that name a port only choose among declared ports, by a name or with
 * a field that older definitions drop (decision 0017).
 */
function address(port: number) {
  return [
    {
      sourceLabels: ["__meta_kubernetes_pod_ip"],
      regex: "(.+)",
      replacement: `$1:${port}`,
      targetLabel: "__address__",
    },
    { action: "labeldrop", regex: "container" },
    { sourceLabels: ["__meta_kubernetes_pod_node_name"], targetLabel: "node" },
  ];
}
