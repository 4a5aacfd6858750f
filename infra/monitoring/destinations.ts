import { DataAzurermLogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/data-azurerm-log-analytics-workspace/index.js";
import { DataAzurermMonitorActionGroup } from "@cdktf/provider-azurerm/lib/data-azurerm-monitor-action-group/index.js";
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace/index.js";
import { MonitorActionGroup } from "@cdktf/provider-azurerm/lib/monitor-action-group/index.js";
import { Construct } from "constructs";
import type { MonitoringProps } from "./index.js";

/** Where logs go and who is told, created or read. */
export class Destinations extends Construct {
  /** ARM id of the Log Analytics workspace. */
  readonly workspaceId: string;
  /** ARM id of the action group. */
  readonly actionGroupId: string;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const workspace = this.workspace(props);
    workspace.overrideLogicalId("audit");
    this.workspaceId = workspace.id;
    const actionGroup = this.actionGroup(props);
    actionGroup.overrideLogicalId("alerts");
    this.actionGroupId = actionGroup.id;
  }

  private workspace({ monitoring: { workspace }, location, resourceGroupName, tags }: MonitoringProps) {
    if (workspace.origin === "existing") {
      const { name, resourceGroup } = workspace;
      return new DataAzurermLogAnalyticsWorkspace(this, "Workspace", { name, resourceGroupName: resourceGroup });
    }
    return new LogAnalyticsWorkspace(this, "Workspace", {
      name: workspace.name,
      location,
      resourceGroupName: resourceGroupName(),
      sku: "PerGB2018",
      retentionInDays: workspace.retentionDays,
      dailyQuotaGb: workspace.dailyCapGb,
      tags,
    });
  }

  private actionGroup({ monitoring: { actionGroup }, resourceGroupName, tags }: MonitoringProps) {
    if (actionGroup.origin === "existing") {
      const { name, resourceGroup } = actionGroup;
      return new DataAzurermMonitorActionGroup(this, "ActionGroup", { name, resourceGroupName: resourceGroup });
    }
    return new MonitorActionGroup(this, "ActionGroup", {
      name: actionGroup.name,
      resourceGroupName: resourceGroupName(),
      shortName: actionGroup.shortName,
      emailReceiver: Object.entries(actionGroup.emails)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([name, emailAddress]) => ({ name, emailAddress, useCommonAlertSchema: true })),
      tags,
    });
  }
}
