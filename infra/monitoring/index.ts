import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting/index.js";
import { Construct } from "constructs";
import { type ResolvedMonitoring, terraformName } from "../../model/index.js";
import type { KeyVault } from "../key-vault.js";
import { Destinations } from "./destinations.js";
import { MetricAlerts } from "./metric-alerts.js";
import { NearExpiry } from "./near-expiry.js";
import { ManagedPrometheus } from "./prometheus.js";
import { QueryAlerts } from "./query-alerts.js";

/** A vault that is watched. */
export type MonitoredVault = Pick<KeyVault, "name" | "id" | "location" | "isNew">;

/** Settings of {@link Monitoring}. */
export interface MonitoringProps {
  readonly environment: string;
  readonly monitoring: ResolvedMonitoring;
  readonly location: string;
  readonly resourceGroupName: () => string;
  /** The cluster; `watched` is whether its logs go to the workspace. */
  readonly cluster: { readonly name: string; readonly id: string; readonly watched: boolean };
  /** The vaults to watch. */
  readonly vaults: readonly MonitoredVault[];
  /** Object ids of everybody who may read from the vaults, each once. */
  readonly readers: readonly string[];
  /**
   * Beginning of the ARM ids of managed identities that may read besides, in lower case: those of teams, which the
   * platform's stack does not know one by one.
   */
  readonly readersGroup?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Audit logs of vaults and cluster, alerts on both, and Prometheus. */
export class Monitoring extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { vaults, cluster, monitoring } = props;
    const { workspaceId, actionGroupId } = new Destinations(this, "destinations", props);

    for (const vault of vaults) {
      this.addLog(vault.name, vault.id, ["AuditEvent"], workspaceId);
      new MetricAlerts(this, `metrics:${vault.name}`, { ...props, vault, actionGroupId });
      if (monitoring.alerts.nearExpiry) {
        new NearExpiry(this, `near-expiry:${vault.name}`, { ...props, vault, actionGroupId });
      }
    }
    if (cluster.watched && monitoring.clusterLogs.length > 0) {
      this.addLog("cluster:", cluster.id, monitoring.clusterLogs, workspaceId);
    }
    if (vaults.length > 0) {
      new QueryAlerts(this, "queries", { ...props, workspaceId, actionGroupId });
    }
    if (monitoring.prometheus) {
      new ManagedPrometheus(this, "prometheus", { ...props, actionGroupId });
    }
  }

  /** Sends logs of a resource to the workspace. For a vault the kind of table is not a choice, so it is left out. */
  private addLog(id: string, targetResourceId: string, categories: readonly string[], workspaceId: string): void {
    const setting = new MonitorDiagnosticSetting(this, `log:${id}`, {
      name: "audit",
      targetResourceId,
      logAnalyticsWorkspaceId: workspaceId,
      enabledLog: categories.map((category) => ({ category })),
    });
    setting.overrideLogicalId(id === "cluster:" ? "cluster__logs" : terraformName(id));
  }
}
