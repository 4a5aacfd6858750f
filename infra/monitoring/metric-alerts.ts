import {
  MonitorMetricAlert,
  type MonitorMetricAlertCriteria,
} from "@cdktf/provider-azurerm/lib/monitor-metric-alert/index.js";
import { Construct } from "constructs";
import { terraformName } from "../../model/index.js";
import type { MonitoredVault, MonitoringProps } from "./index.js";

/** Settings of {@link MetricAlerts}. */
export interface MetricAlertsProps extends MonitoringProps {
  readonly vault: MonitoredVault;
  readonly actionGroupId: string;
}

interface Alert {
  readonly name: string;
  readonly description: string;
  /** 0 is critical, 4 is chatter. */
  readonly severity: number;
  /** False leaves the alert out. */
  readonly threshold: number | false;
  readonly criteria: Omit<MonitorMetricAlertCriteria, "metricNamespace" | "threshold">;
}

/**
 * Alerts on the metrics of one vault.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/alert
 */
export class MetricAlerts extends Construct {
  constructor(scope: Construct, id: string, props: MetricAlertsProps) {
    super(scope, id);
    const { environment, vault, actionGroupId, resourceGroupName, tags } = props;
    for (const { name, description, severity, threshold, criteria } of alertsOf(props)) {
      if (threshold === false) {
        continue;
      }
      const alert = new MonitorMetricAlert(this, name, {
        name: `${environment}-${vault.name}-${name}`,
        description,
        resourceGroupName: resourceGroupName(),
        scopes: [vault.id],
        severity,
        frequency: "PT1M",
        windowSize: "PT5M",
        criteria: [{ metricNamespace: "Microsoft.KeyVault/vaults", threshold, ...criteria }],
        action: [{ actionGroupId }],
        tags,
      });
      alert.overrideLogicalId(terraformName(`${vault.name}_${name}`));
    }
  }
}

function alertsOf({ monitoring: { alerts }, vault: { name } }: MetricAlertsProps): readonly Alert[] {
  const status = (code: string) => ({
    metricName: "ServiceApiResult",
    aggregation: "Count",
    operator: "GreaterThan",
    dimension: [{ name: "StatusCode", operator: "Include", values: [code] }],
  });
  return [
    {
      name: "availability",
      description: `Vault ${name} answers fewer requests than it should.`,
      severity: 2,
      threshold: alerts.availabilityBelow,
      criteria: { metricName: "Availability", aggregation: "Average", operator: "LessThan" },
    },
    {
      name: "latency",
      description: `Vault ${name} answers slowly; mounts take as long.`,
      severity: 2,
      threshold: alerts.latencyAbove,
      criteria: { metricName: "ServiceApiLatency", aggregation: "Average", operator: "GreaterThan" },
    },
    {
      name: "saturation",
      description: `Vault ${name} nears its capacity; beyond it come 429 and failing mounts.`,
      severity: 2,
      threshold: alerts.saturationAbove,
      criteria: { metricName: "SaturationShoebox", aggregation: "Average", operator: "GreaterThan" },
    },
    {
      name: "forbidden",
      description: `Vault ${name} refuses somebody: a role or a policy is missing, or the firewall is in the way.`,
      severity: 2,
      threshold: alerts.forbiddenAbove,
      criteria: status("403"),
    },
    {
      name: "throttled",
      description: `Vault ${name} is over its limit and throttles; mounts begin to fail.`,
      severity: 1,
      threshold: alerts.throttledAbove,
      criteria: status("429"),
    },
  ];
}
