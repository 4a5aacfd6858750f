import { Construct } from "constructs";
import { PrometheusRule } from "../../imports/monitoring.coreos.com.js";
import { metricAlerts, type ResolvedScraping } from "../../model/index.js";

/** Settings of {@link AlertRules}. */
export interface AlertRulesProps {
  readonly environment: string;
  readonly scraping: ResolvedScraping;
}

/** What Azure's numbers are called in a cluster, where alerts are routed by a word. */
const SEVERITIES = ["critical", "error", "warning", "info", "verbose"] as const;

/**
 * The alerts that both halves have, as rules for a Prometheus operator.
 *
 * @see https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
 */
export class AlertRules extends Construct {
  constructor(scope: Construct, id: string, { environment, scraping }: AlertRulesProps) {
    super(scope, id);
    const name = `${environment}-secrets-store`;
    new PrometheusRule(this, "Resource", {
      metadata: { name, namespace: scraping.namespace, labels: scraping.labels },
      spec: {
        groups: [
          {
            name,
            rules: metricAlerts.map(({ alert, expression, minutes, severity, summary, description }) => ({
              alert,
              expr: expression,
              for: `${minutes}m`,
              labels: { severity: SEVERITIES[severity] },
              annotations: { summary, description },
            })),
          },
        ],
      },
    });
  }
}
