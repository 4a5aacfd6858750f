import { Chart } from "cdk8s";
import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import type { ResolvedScraping } from "../../model/index.js";
import { AlertRules } from "./alert-rules.js";
import { dashboardOf } from "./dashboard.js";
import { OpenPorts } from "./network-policy.js";
import { PodMonitors } from "./pod-monitors.js";

/** Settings of {@link ScrapingChart}. */
export interface ScrapingChartProps {
  /** Name of the environment; every object's name begins with it. */
  readonly environment: string;
  readonly scraping: ResolvedScraping;
}

/** What collects the metrics of driver and provider in a cluster, tells of failures and shows both. */
export class ScrapingChart extends Chart {
  constructor(scope: Construct, id: string, props: ScrapingChartProps) {
    super(scope, id, { disableResourceNameHashes: true });
    const { environment, scraping } = props;
    new PodMonitors(this, "pod-monitors", props);
    if (scraping.alertRules) {
      new AlertRules(this, "alert-rules", props);
    }
    if (scraping.dashboardNamespace !== undefined) {
      new k8s.KubeConfigMap(this, "dashboard", {
        metadata: {
          name: `${environment}-key-vault-dashboard`,
          namespace: scraping.dashboardNamespace,
          // By this label Grafana's sidecar finds it.
          labels: { grafana_dashboard: "1" },
        },
        data: { [`${environment}-key-vault.json`]: dashboardOf(environment) },
      });
    }
    if (scraping.networkPolicy) {
      new OpenPorts(this, "network-policy", props);
    }
  }
}
