import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting/index.js";
import type { ITerraformDependable } from "cdktf";
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
  /** Who makes objects of a vault: every plan reads them. */
  readonly makers: readonly { readonly vaultId: string; readonly principalId: string }[];
  /**
   * Beginning of the ARM ids of managed identities that may read besides, in lower case: those of teams, which the
   * platform's stack does not know one by one.
   */
  readonly readersGroup?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Audit logs of vaults and cluster, alerts on both, and Prometheus. */
export class Monitoring extends Construct {
  /** What tells that an object is about to expire, by vault: objects made before it is there never do. */
  readonly told = new Map<string, ITerraformDependable>();

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { environment, vaults, cluster, monitoring } = props;
    const { workspaceId, actionGroupId } = new Destinations(this, "destinations", props);

    for (const vault of vaults) {
      const log = new MonitorDiagnosticSetting(this, `log:${vault.name}`, {
        name: `${environment}-audit`,
        targetResourceId: vault.id,
        logAnalyticsWorkspaceId: workspaceId,
        // The kind of table is not a choice for a vault, so it is left out.
        enabledLog: [{ category: "AuditEvent" }],
        enabledMetric: [{ category: "AllMetrics" }],
      });
      log.overrideLogicalId(terraformName(vault.name));
      new MetricAlerts(this, `metrics:${vault.name}`, { ...props, vault, actionGroupId });
      if (monitoring.alerts.nearExpiry && vault.isNew) {
        const { told } = new NearExpiry(this, `near-expiry:${vault.name}`, { ...props, vault, actionGroupId });
        this.told.set(vault.name, told);
      }
    }
    if (cluster.watched && monitoring.clusterLogs.length > 0) {
      const log = new MonitorDiagnosticSetting(this, "log:cluster:", {
        name: `${environment}-audit`,
        targetResourceId: cluster.id,
        logAnalyticsWorkspaceId: workspaceId,
        // Tables of their own, apart from the vaults' rows and cheaper to query.
        logAnalyticsDestinationType: "Dedicated",
        enabledLog: monitoring.clusterLogs.map((category) => ({ category })),
      });
      log.overrideLogicalId("cluster__logs");
    }
    if (vaults.length > 0) {
      new QueryAlerts(this, "queries", { ...props, workspaceId, actionGroupId });
    }
    if (monitoring.prometheus) {
      new ManagedPrometheus(this, "prometheus", { ...props, actionGroupId });
    }
  }
}
