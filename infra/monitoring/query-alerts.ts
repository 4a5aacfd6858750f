import { MonitorScheduledQueryRulesAlertV2 } from "@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2/index.js";
import { Construct } from "constructs";
import type { MonitoredVault, MonitoringProps } from "./index.js";

/** Settings of {@link QueryAlerts}. */
export interface QueryAlertsProps extends MonitoringProps {
  readonly vaults: readonly MonitoredVault[];
  readonly workspaceId: string;
  readonly actionGroupId: string;
}

/** Alerts on the audit log of the vaults, which arrive some minutes after the fact. */
export class QueryAlerts extends Construct {
  private readonly props: QueryAlertsProps;

  constructor(scope: Construct, id: string, props: QueryAlertsProps) {
    super(scope, id);
    this.props = props;
    const { alerts } = props.monitoring;
    const audited = props.vaults.map(({ id: vaultId }) => vaultId);
    const own = props.vaults.filter(({ isNew }) => isNew).map(({ id: vaultId }) => vaultId);
    if (alerts.undeclaredReaders && own.length > 0) {
      this.add(
        "undeclared-readers",
        "Somebody whom the environment does not describe has read from one of its vaults.",
        1,
        undeclaredReaders(own, props),
      );
    }
    if (alerts.deniedReads) {
      this.add(
        "denied-reads",
        "A vault has denied a read; the rows say to whom, and of what.",
        2,
        deniedReads(audited),
      );
    }
  }

  private add(name: string, description: string, severity: number, query: string): void {
    const { environment, location, resourceGroupName, workspaceId, actionGroupId, tags } = this.props;
    const alert = new MonitorScheduledQueryRulesAlertV2(this, name, {
      name: `${environment}-${name}`,
      description,
      location,
      resourceGroupName: resourceGroupName(),
      scopes: [workspaceId],
      severity,
      evaluationFrequency: "PT5M",
      // Rows arrive late: a window as short as the interval would miss some. A row in several windows tells once, as the
      // alert stays fired until it is over.
      windowDuration: "PT15M",
      autoMitigationEnabled: true,
      criteria: [{ query, timeAggregationMethod: "Count", operator: "GreaterThan", threshold: 0 }],
      // The table is born with the first row, so on the first deployment there is nothing to check the query against.
      skipQueryValidation: true,
      action: { actionGroups: [actionGroupId] },
      tags,
    });
    alert.overrideLogicalId(name);
  }
}

/** Rows of the audit log of these vaults. Azure writes ids in upper case there. */
function auditOf(vaultIds: readonly string[]): string {
  return [
    "AzureDiagnostics",
    '| where ResourceProvider == "MICROSOFT.KEYVAULT" and Category == "AuditEvent"',
    `| where ResourceId in~ (${listed(vaultIds)})`,
  ].join("\n");
}

const SHOWN = "| project TimeGenerated, Resource, OperationName, id_s, reader, CallerIPAddress, httpStatusCode_d";

/** Who read, by object id; the column is not there before a row has it. */
const READER =
  '| extend reader = tolower(coalesce(tostring(column_ifexists("identity_claim_oid_g", "")), tostring(column_ifexists("identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g", ""))))';

const READS = '| where OperationName in ("SecretGet", "KeyGet", "CertificateGet")';

/** With a version history a mount also asks which versions there are. */
const READS_AND_LISTS =
  '| where OperationName in ("SecretGet", "SecretListVersions", "KeyGet", "KeyListVersions", "CertificateGet", "CertificateListVersions")';

function undeclaredReaders(vaultIds: readonly string[], { readers, makers, readersGroup }: QueryAlertsProps): string {
  return [
    auditOf(vaultIds),
    READS,
    "| where httpStatusCode_d < 300",
    READER,
    // An empty list is no valid query.
    ...(readers.length === 0 ? [] : [`| where reader !in~ (${listed(readers)})`]),
    ...makers.map(
      ({ vaultId, principalId }) => `| where not(ResourceId =~ "${vaultId}" and reader =~ "${principalId}")`,
    ),
    ...(readersGroup === undefined
      ? []
      : [
          '| extend resource = tostring(column_ifexists("identity_claim_xms_mirid_s", ""))',
          `| where not(resource startswith "${readersGroup}")`,
        ]),
    SHOWN,
  ].join("\n");
}

/**
 * Every client begins with a request without a token, which the vault answers with 401 by design. That row is no denial;
 * its operation is `Authentication`, so it is not among the reads.
 */
function deniedReads(vaultIds: readonly string[]): string {
  return [auditOf(vaultIds), READS_AND_LISTS, "| where httpStatusCode_d in (401, 403)", READER, SHOWN].join("\n");
}

function listed(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(", ");
}
