/** An alert on the metrics of driver and provider, in PromQL. */
export interface MetricAlert {
  readonly alert: string;
  /** What is true while the alert fires; there is an alert for each series of the result. */
  readonly expression: string;
  /** How many minutes it must be true before the alert fires. */
  readonly minutes: number;
  /** As Azure Monitor counts: 0 is critical, 2 is a warning, 3 is for information. */
  readonly severity: 0 | 1 | 2 | 3 | 4;
  /** One sentence for whoever is told; may name labels of the series. */
  readonly summary: string;
  /** What it means and where to look. */
  readonly description: string;
}

/**
 * The alerts of both halves: rules of managed Prometheus in Azure, a PrometheusRule in the cluster.
 *
 * Names of metrics as driver 1.4 and later have them; its documentation prints older ones. Counters of syncing are left
 * out: the driver defines them and never counts. What failed at the provider is counted by the driver, which calls it:
 * the provider's own series of failures hold the whole text of the error and are not collected (decision 0017).
 *
 * @see https://github.com/kubernetes-sigs/secrets-store-csi-driver (pkg/secrets-store/stats_reporter.go)
 * @see https://github.com/Azure/secrets-store-csi-driver-provider-azure (pkg/metrics/stats_reporter.go)
 */
export const metricAlerts: readonly MetricAlert[] = [
  {
    alert: "SecretsStoreMountFails",
    expression: "sum by (error_type) (increase(node_publish_error_total[15m])) > 0",
    minutes: 5,
    severity: 2,
    summary: "Pods cannot mount: {{ $labels.error_type }}. The pods' events hold the message.",
    description:
      "The driver could not fill a volume; a pod that is about to start waits for it. GRPCProviderError means that " +
      "the provider failed: identity, role, firewall, or an object that is not there. Other types are the driver's " +
      "own. From driver 1.6 on a failed renewal counts as well, and SecretsStoreRotationFails fires beside. " +
      "Read the events of the pods, then the provider's log on the same node.",
  },
  {
    alert: "SecretsStoreRotationFails",
    expression: "sum by (error_type) (increase(rotation_reconcile_error_total[30m])) > 0",
    minutes: 5,
    severity: 2,
    summary: "Mounted objects are no longer renewed: {{ $labels.error_type }}.",
    description:
      "Running pods keep the values that they have, and no event tells of it from driver 1.6 on. " +
      "Read the driver's log (container secrets-store) and the provider's on the nodes where the counter grows.",
  },
  {
    alert: "KeyVaultRequestSlow",
    expression: "histogram_quantile(0.95, sum by (le) (rate(keyvault_request_bucket[15m]))) > 2",
    minutes: 5,
    severity: 3,
    summary: "One of twenty successful requests to Key Vault takes longer than two seconds.",
    description:
      "Mounts take as long, and a mount that takes too long fails. Compare with the vault's own latency and " +
      "saturation: where those are low, look at the path from the nodes, such as firewall, proxy and name resolution.",
  },
  {
    alert: "SecretsStoreMetricsMissing",
    expression: "absent(node_publish_total)",
    minutes: 5,
    severity: 3,
    summary: "Nothing scrapes the driver, or no pod has mounted yet: the other alerts of this group are blind.",
    description:
      "Look for the PodMonitor, for what its collector logs of it, and for the port 8095 of the driver's pods. " +
      "A counter is there only after the first mount since the driver's pods began.",
  },
];
