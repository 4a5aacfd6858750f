import { MonitorAlertPrometheusRuleGroup } from "@cdktf/provider-azurerm/lib/monitor-alert-prometheus-rule-group/index.js";
import { MonitorDataCollectionEndpoint } from "@cdktf/provider-azurerm/lib/monitor-data-collection-endpoint/index.js";
import { MonitorDataCollectionRule } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule/index.js";
import { MonitorDataCollectionRuleAssociation } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association/index.js";
import { MonitorWorkspace } from "@cdktf/provider-azurerm/lib/monitor-workspace/index.js";
import { Construct } from "constructs";
import { metricAlerts, metricsName } from "../../model/index.js";
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
      rule: metricAlerts.map(({ alert, expression, minutes, severity, summary }) => ({
        alert,
        expression,
        for: `PT${minutes}M`,
        severity,
        annotations: { summary },
        action: [{ actionGroupId }],
        alertResolution: { autoResolved: true, timeToResolve: "PT10M" },
      })),
    });
    group.overrideLogicalId(LOGICAL_ID);
  }
}
