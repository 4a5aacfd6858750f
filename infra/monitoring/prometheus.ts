import { MonitorAlertPrometheusRuleGroup } from "@cdktf/provider-azurerm/lib/monitor-alert-prometheus-rule-group/index.js";
import { MonitorDataCollectionEndpoint } from "@cdktf/provider-azurerm/lib/monitor-data-collection-endpoint/index.js";
import { MonitorDataCollectionRule } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule/index.js";
import { MonitorDataCollectionRuleAssociation } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association/index.js";
import { MonitorWorkspace } from "@cdktf/provider-azurerm/lib/monitor-workspace/index.js";
import { Construct } from "constructs";
import { metricsName } from "../../model/index.js";
import type { MonitoringProps } from "./index.js";

/** Settings of {@link ManagedPrometheus}. */
export interface ManagedPrometheusProps extends MonitoringProps {
  readonly actionGroupId: string;
}

const STREAM = "Microsoft-PrometheusMetrics";

/** Each is the only one of its type. */
const LOGICAL_ID = "metrics";

/**
 * Managed Prometheus for the metrics of driver and provider: workspace, collection from the cluster, alerts. What is
 * scraped in the cluster is the Kubernetes half's to say.
 */
export class ManagedPrometheus extends Construct {
  constructor(scope: Construct, id: string, props: ManagedPrometheusProps) {
    super(scope, id);
    const { environment, location, cluster, actionGroupId, tags } = props;
    const resourceGroupName = props.resourceGroupName();
    const named = { location, resourceGroupName, tags };

    const workspace = new MonitorWorkspace(this, "Workspace", { name: metricsName(environment), ...named });
    workspace.overrideLogicalId(LOGICAL_ID);
    const endpoint = new MonitorDataCollectionEndpoint(this, "Endpoint", {
      name: metricsName(environment),
      kind: "Linux",
      ...named,
    });
    endpoint.overrideLogicalId(LOGICAL_ID);
    const rule = new MonitorDataCollectionRule(this, "Rule", {
      name: metricsName(environment),
      kind: "Linux",
      ...named,
      dataCollectionEndpointId: endpoint.id,
      dataSources: { prometheusForwarder: [{ name: "cluster", streams: [STREAM] }] },
      destinations: { monitorAccount: [{ name: "workspace", monitorAccountId: workspace.id }] },
      dataFlow: [{ streams: [STREAM], destinations: ["workspace"] }],
    });
    rule.overrideLogicalId(LOGICAL_ID);
    const association = new MonitorDataCollectionRuleAssociation(this, "Association", {
      name: metricsName(environment),
      targetResourceId: cluster.id,
      dataCollectionRuleId: rule.id,
    });
    association.overrideLogicalId(LOGICAL_ID);
    const group = new MonitorAlertPrometheusRuleGroup(this, "Alerts", {
      name: `${environment}-secrets-store`,
      description: "What the driver and the provider say of mounts and rotation.",
      ...named,
      clusterName: cluster.name,
      scopes: [workspace.id, cluster.id],
      interval: "PT1M",
      rule: ALERTS.map(({ alert, expression, severity, summary }) => ({
        alert,
        expression,
        for: "PT5M",
        severity,
        annotations: { summary },
        action: [{ actionGroupId }],
        alertResolution: { autoResolved: true, timeToResolve: "PT10M" },
      })),
    });
    group.overrideLogicalId(LOGICAL_ID);
  }
}

/**
 * Names of metrics as driver 1.4 and later have them; its documentation prints older ones. Counters of syncing are left
 * out: the driver defines them and never counts.
 *
 * @see https://github.com/kubernetes-sigs/secrets-store-csi-driver (pkg/secrets-store/stats_reporter.go)
 * @see https://github.com/Azure/secrets-store-csi-driver-provider-azure (pkg/metrics/stats_reporter.go)
 */
const FAILURES = 'sum by (grpc_method, grpc_code) (grpc_request_count{grpc_code!="OK"})';
const FAILURES_BEFORE = 'sum by (grpc_method, grpc_code) (grpc_request_count{grpc_code!="OK"} offset 15m)';

const ALERTS = [
  {
    alert: "SecretsStoreMountFails",
    expression: "sum by (error_type) (increase(node_publish_error_total[15m])) > 0",
    severity: 2,
    summary: "Pods cannot mount: {{ $labels.error_type }}. The pods' events hold the message.",
  },
  {
    alert: "SecretsStoreRotationFails",
    expression: "sum by (error_type) (increase(rotation_reconcile_error_total[30m])) > 0",
    severity: 2,
    summary: "Mounted objects are no longer renewed: {{ $labels.error_type }}.",
  },
  {
    // The label `grpc_message` holds the whole text, so a failure is often a series of its own, which never increases: the
    // sums of now and of a quarter of an hour ago are compared instead. `keyvault_request` says less of its failures.
    alert: "SecretsStoreProviderFails",
    expression: `${FAILURES} - (${FAILURES_BEFORE} or 0 * ${FAILURES}) > 0`,
    severity: 3,
    summary: "The provider answers {{ $labels.grpc_method }} with {{ $labels.grpc_code }}. Its log holds the message.",
  },
  {
    alert: "KeyVaultRequestSlow",
    expression: "histogram_quantile(0.95, sum by (le) (rate(keyvault_request_bucket[15m]))) > 2",
    severity: 3,
    summary: "One of twenty requests to Key Vault takes longer than two seconds.",
  },
  {
    alert: "SecretsStoreMetricsMissing",
    expression: "absent(node_publish_total)",
    severity: 3,
    summary: "Nothing scrapes the driver, or no pod has mounted yet: the other alerts of this group are blind.",
  },
] as const;
