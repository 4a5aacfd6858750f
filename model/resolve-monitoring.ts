import type {
  ExistingActionGroup,
  ExistingLogWorkspace,
  Monitoring,
  NewActionGroup,
  NewLogWorkspace,
  VaultAlerts,
} from "./monitoring.js";

import { logsName } from "./naming.js";

/** Monitoring with every name and threshold worked out. */
export interface ResolvedMonitoring {
  readonly workspace: (NewLogWorkspace & { readonly name: string }) | ExistingLogWorkspace;
  readonly actionGroup: (NewActionGroup & { readonly name: string }) | ExistingActionGroup;
  /** Sorted. */
  readonly clusterLogs: readonly string[];
  readonly alerts: Required<VaultAlerts>;
  readonly prometheus: boolean;
}

/** Works the monitoring of an environment out. */
export function resolveMonitoring(environment: string, monitoring: Monitoring): ResolvedMonitoring {
  const { workspace, actionGroup, clusterLogs, alerts = {}, prometheus } = monitoring;
  return {
    workspace: workspace.origin === "new" ? { ...workspace, name: workspace.name ?? logsName(environment) } : workspace,
    actionGroup:
      actionGroup.origin === "new"
        ? { ...actionGroup, name: actionGroup.name ?? `${environment}-alerts` }
        : actionGroup,
    clusterLogs: [...(clusterLogs ?? ["kube-audit-admin", "guard"])].sort(),
    alerts: {
      availabilityBelow: alerts.availabilityBelow ?? 100,
      latencyAbove: alerts.latencyAbove ?? 1000,
      saturationAbove: alerts.saturationAbove ?? 75,
      forbiddenAbove: alerts.forbiddenAbove ?? 0,
      throttledAbove: alerts.throttledAbove ?? 0,
      undeclaredReaders: alerts.undeclaredReaders ?? true,
      deniedReads: alerts.deniedReads ?? true,
      nearExpiry: alerts.nearExpiry ?? true,
    },
    prometheus: prometheus ?? false,
  };
}
