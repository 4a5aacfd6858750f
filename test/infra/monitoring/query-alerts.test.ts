import { describe, expect, test } from "vitest";
import type { Environment } from "../../../model/environment.js";
import {
  certificate,
  entraApplication,
  existingIdentity,
  existingKeyVault,
  key,
  keyVault,
  newActionGroup,
  newLogWorkspace,
  nodeIdentity,
  secret,
} from "../../../model/index.js";
import type { VaultAlerts } from "../../../model/monitoring.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { stackOf } from "../../support/synthesis.js";

const vaultId = "${azurerm_key_vault.kv-orders.id}";
const reader = "${azurerm_user_assigned_identity.orders_api.principal_id}";

function alertsOf(props: Partial<Environment> = {}, alerts?: VaultAlerts) {
  const actionGroup = newActionGroup({ shortName: "orders", emails: { ops: "ops@example.com" } });
  return stackOf(healthy({ ...props, monitoring: { workspace: newLogWorkspace(), actionGroup, alerts } })).resource
    .azurerm_monitor_scheduled_query_rules_alert_v2;
}

/** The query of one of the alerts. */
function queryOf(name: string, props: Partial<Environment>): unknown {
  return (alertsOf(props)?.[name]?.criteria as { query: string }[] | undefined)?.[0]?.query;
}

function alert(name: string, severity: number, description: string, query: string) {
  return {
    name: `test-${name}`,
    description,
    location: "westeurope",
    resource_group_name: "${azurerm_resource_group.environment.name}",
    scopes: ["${azurerm_log_analytics_workspace.audit.id}"],
    severity,
    evaluation_frequency: "PT5M",
    window_duration: "PT15M",
    auto_mitigation_enabled: true,
    criteria: [{ query, time_aggregation_method: "Count", operator: "GreaterThan", threshold: 0 }],
    skip_query_validation: true,
    action: { action_groups: ["${azurerm_monitor_action_group.alerts.id}"] },
  };
}

const WHO = `| extend reader = tolower(coalesce(tostring(column_ifexists("identity_claim_oid_g", "")), tostring(column_ifexists("identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g", ""))))`;
const SHOWN = "| project TimeGenerated, Resource, OperationName, id_s, reader, CallerIPAddress, httpStatusCode_d";

function undeclared(vaults: string, ...exceptions: string[]): string {
  return `AzureDiagnostics
| where ResourceProvider == "MICROSOFT.KEYVAULT" and Category == "AuditEvent"
| where ResourceId in~ (${vaults})
| where OperationName in ("SecretGet", "KeyGet", "CertificateGet")
| where httpStatusCode_d < 300
${[WHO, ...exceptions, SHOWN].join("\n")}`;
}

function denied(vaults: string): string {
  return `AzureDiagnostics
| where ResourceProvider == "MICROSOFT.KEYVAULT" and Category == "AuditEvent"
| where ResourceId in~ (${vaults})
| where OperationName in ("SecretGet", "SecretListVersions", "KeyGet", "KeyListVersions", "CertificateGet", "CertificateListVersions")
| where httpStatusCode_d in (401, 403)
${WHO}
${SHOWN}`;
}

const listed = (...values: string[]) => values.map((value) => `"${value}"`).join(", ");

test("the audit log of a vault is asked for undeclared readers and for denied reads, by default", () => {
  expect(alertsOf()).toEqual({
    "undeclared-readers": alert(
      "undeclared-readers",
      1,
      "Somebody whom the environment does not describe has read from one of its vaults.",
      undeclared(listed(vaultId), `| where reader !in~ (${listed(reader)})`),
    ),
    "denied-reads": alert(
      "denied-reads",
      2,
      "A vault has denied a read; the rows say to whom, and of what.",
      denied(listed(vaultId)),
    ),
  });
});

test("either alert is left out where the description says so", () => {
  expect(Object.keys(alertsOf({}, { undeclaredReaders: false }) ?? {})).toEqual(["denied-reads"]);
  expect(Object.keys(alertsOf({}, { deniedReads: false }) ?? {})).toEqual(["undeclared-readers"]);
  expect(alertsOf({}, { undeclaredReaders: false, deniedReads: false })).toBeUndefined();
});

describe("declared readers", () => {
  const [first, second, third] = [
    "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
    "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9",
    "5e0a7c94-1d3b-4f68-b2c7-80f4d6e9a153",
  ];

  test("are every principal of every identity", () => {
    const workloads = [
      api({ identity: entraApplication("app") }, "one"),
      api({ identity: existingIdentity("old", { clientId: third, principalId: first }) }, "two"),
      api({ identity: nodeIdentity("pool", { from: "system-assigned", principalIds: [second, third] }) }, "three"),
    ];

    expect(queryOf("undeclared-readers", { workloads })).toBe(
      undeclared(
        listed(vaultId),
        `| where reader !in~ (${listed("${azuread_service_principal.app.object_id}", first, second, third)})`,
      ),
    );
  });

  const deployer = "${data.azurerm_client_config.deployer.object_id}";

  const makes = (id: string, principal: string) => `| where not(ResourceId =~ "${id}" and reader =~ "${principal}")`;

  test.each([
    ["whoever deploys, for the deployer", "deployer" as const, deployer],
    ["somebody named", third, third],
    ["whoever deploys, for nobody", false as const, deployer],
  ])("are in a vault also whoever makes its objects: %s", (_, objectsWriter, principal) => {
    const made = keyVault({
      name: "kv-orders",
      objectsWriter,
      objects: { one: secret("one", { seed: { version: 1 } }) },
    });

    expect(queryOf("undeclared-readers", { vaults: [made], workloads: [] })).toBe(
      undeclared(listed(vaultId), makes(vaultId, principal)),
    );
  });

  test("are whoever makes objects of any kind in that vault alone, and nobody more where none is made", () => {
    const idOf = (name: string) => `\${azurerm_key_vault.${name}.id}`;
    const vaults = [
      keyVault({ name: "kv-a", objectsWriter: first, objects: { one: secret("one", { seed: { version: 1 } }) } }),
      keyVault({ name: "kv-b", objectsWriter: second, objects: { one: key("one", { create: { type: "EC" } }) } }),
      keyVault({
        name: "kv-c",
        objectsWriter: false,
        objects: { one: certificate("one", { create: { subject: "CN=one" } }) },
      }),
      vault,
    ];

    expect(queryOf("undeclared-readers", { vaults })).toBe(
      undeclared(
        listed(idOf("kv-a"), idOf("kv-b"), idOf("kv-c"), vaultId),
        `| where reader !in~ (${listed(reader)})`,
        makes(idOf("kv-a"), first),
        makes(idOf("kv-b"), second),
        makes(idOf("kv-c"), deployer),
      ),
    );
  });

  test("are also the identities of teams that are there already", () => {
    const shared = nodeIdentity("pool", { from: "user-assigned", clientId: first, principalId: second });
    const workloads = [
      api({
        team: "shop",
        namespace: "shop",
        identity: existingIdentity("old", { clientId: second, principalId: third }),
      }),
      api({ team: "shop", namespace: "shop", identity: shared }, "cart"),
    ];

    expect(String(queryOf("undeclared-readers", { workloads })).split("\n")).toContain(
      `| where reader !in~ (${listed(third, second)})`,
    );
  });

  test("are also the managed identities of teams, by the resource group that they are in", () => {
    const workloads = [api(), api({ team: "shop", namespace: "shop" }, "cart")];

    expect(queryOf("undeclared-readers", { workloads, resourceGroup: "Orders-RG" })).toBe(
      undeclared(
        listed(vaultId),
        `| where reader !in~ (${listed(reader)})`,
        '| extend resource = tostring(column_ifexists("identity_claim_xms_mirid_s", ""))',
        '| where not(resource startswith "/subscriptions/a9e20d47-3c8f-4b15-96d1-0f7e5b28c34d/resourcegroups/orders-rg/providers/microsoft.managedidentity/userassignedidentities/")',
      ),
    );
  });

  test("are nobody where nobody reads, which leaves out the list: an empty one is no valid query", () => {
    expect(queryOf("undeclared-readers", { workloads: [] })).toBe(undeclared(listed(vaultId)));
  });
});

describe("an existing vault", () => {
  const given = existingKeyVault({
    name: "kv-given",
    resourceGroup: "given-rg",
    permissionModel: "rbac",
    monitored: true,
    objects: { one: secret("one") },
  });
  const givenId = "${data.azurerm_key_vault.kv-given.id}";

  test("that is monitored is asked for denied reads only: it may have readers of others", () => {
    const alerts = alertsOf({ vaults: [given], workloads: [] });

    expect(Object.keys(alerts ?? {})).toEqual(["denied-reads"]);
    expect(queryOf("denied-reads", { vaults: [given], workloads: [] })).toBe(denied(listed(givenId)));
  });

  test("beside a new one is in the one query and not in the other", () => {
    const props = { vaults: [vault, given] };

    expect(queryOf("denied-reads", props)).toBe(denied(listed(givenId, vaultId)));
    expect(queryOf("undeclared-readers", props)).toBe(
      undeclared(listed(vaultId), `| where reader !in~ (${listed(reader)})`),
    );
  });
});
