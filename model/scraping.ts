/** How the metrics of driver and provider are collected and shown, in the cluster. */
export interface Scraping {
  /**
   * Who reads PodMonitor objects: Azure managed Prometheus (`azmonitoring.coreos.com`), or a Prometheus operator
   * (`monitoring.coreos.com`).
   *
   * @default "azure"
   */
  readonly collector?: "azure" | "operator";
  /** How often, as a Prometheus duration. @default "30s" */
  readonly interval?: string;
  /**
   * Labels that the operator asks of PodMonitor and PrometheusRule objects, such as `release`. Managed Prometheus asks
   * for none and gets none.
   *
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Namespace of the alert rules for an operator, and of its PodMonitors. Those of managed Prometheus are in
   * `kube-system`.
   *
   * @default "kube-system"
   */
  readonly namespace?: string;
  /**
   * Alert rules as a PrometheusRule. Managed Prometheus takes none from the cluster: its rules are in the Azure half.
   *
   * @default - true for an operator, false for Azure
   */
  readonly alertRules?: boolean;
  /**
   * Namespace in which the Grafana dashboard stands as a ConfigMap with label `grafana_dashboard`, for Grafana's
   * sidecar. The dashboard is also written to `dist/dashboards/`, for import.
   *
   * @default - no ConfigMap
   */
  readonly dashboardNamespace?: string;
  /**
   * Whether a NetworkPolicy keeps the ports of health and metrics (9808, 8095; 8898, 8989 of the provider) reachable.
   * Only where something else restricts ingress to `kube-system`: for the pods it selects, it closes all other ports.
   *
   * @default false
   */
  readonly networkPolicy?: boolean;
}
