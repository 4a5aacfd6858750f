import { expect, test } from "vitest";
import { type Files, findingsOf, terraform } from "../../support/artefacts.js";

const RULE = "no-permanent-diff";

/** The healthy Terraform with a diagnostic setting. */
function setting(body: object): Files {
  return terraform((c) => {
    Object.assign(c.resource, {
      azurerm_monitor_diagnostic_setting: {
        audit: {
          target_resource_id: "${azurerm_key_vault.orders.id}",
          enabled_log: [{ category: "AuditEvent" }],
          ...body,
        },
      },
    });
  });
}

test("fails under strict when the setting of a vault chooses its tables", () => {
  const found = findingsOf(RULE, setting({ log_analytics_destination_type: "Dedicated" }));

  expect(found).toEqual([
    {
      rule: "no-permanent-diff",
      severity: "warning",
      environment: "artefacts",
      message:
        "azurerm_monitor_diagnostic_setting.audit chooses the tables for the logs of azurerm_key_vault.orders, which a vault does not let anybody choose",
      at: {
        file: "azure/main.tf.json",
        line: 103,
        resource: "azurerm_monitor_diagnostic_setting.audit",
        field: "log_analytics_destination_type",
      },
      got: "Dedicated",
      allowed: "no log_analytics_destination_type in the setting of a vault",
      fix: "remove log_analytics_destination_type",
      shows: 'each terraform plan: ~ log_analytics_destination_type = "AzureDiagnostics" -> "Dedicated"',
      related: [{ file: "azure/main.tf.json", line: 54, resource: "azurerm_key_vault.orders" }],
      docs: "docs/rules/no-permanent-diff.md",
    },
  ]);
});

test("finds nothing where it is left out, or the setting is of something else", () => {
  const found = [
    setting({}),
    setting({ log_analytics_destination_type: null }),
    setting({
      log_analytics_destination_type: "Dedicated",
      target_resource_id: "${azurerm_kubernetes_cluster.main.id}",
    }),
  ].flatMap((files) => findingsOf(RULE, files));

  expect(found).toEqual([]);
});

test("finds nothing in a state, which holds what Azure answered", () => {
  const vault = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv";
  const resource = (type: string, values: object) => ({
    address: `${type}.a`,
    mode: "managed",
    type,
    name: "a",
    values,
  });
  const resources = [
    resource("azurerm_key_vault", { name: "kv", id: vault }),
    resource("azurerm_monitor_diagnostic_setting", {
      target_resource_id: vault,
      log_analytics_destination_type: "AzureDiagnostics",
    }),
  ];

  const found = findingsOf(RULE, {
    "state.json": JSON.stringify({ format_version: "1.0", values: { root_module: { resources } } }),
  });

  expect(found).toEqual([]);
});
