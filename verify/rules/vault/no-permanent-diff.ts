import { broken, defineRule } from "../../rule.js";
import { isWritten } from "./configuration.js";

const ARGUMENT = "log_analytics_destination_type";

/** Azure forgets the argument, and every plan shows the same change again. */
export const noPermanentDiff = defineRule({
  id: "no-permanent-diff",
  severity: "warning",
  summary: "No diagnostic setting of a vault chooses the tables that its logs go to.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure }) {
    const vaults = new Map(azure.vaults.map((vault) => [vault.resource, vault]));
    for (const setting of azure.ofType("azurerm_monitor_diagnostic_setting")) {
      const chosen = azure.valueOf(setting, ARGUMENT);
      const target = azure.resourceOf(azure.valueOf(setting, "target_resource_id"));
      const vault = target && vaults.get(target);
      // A plan or state may show what Azure answered.
      if (chosen === undefined || vault === undefined || !isWritten(setting)) {
        continue;
      }
      yield broken({
        on: setting,
        at: [ARGUMENT],
        message: `${setting.id} chooses the tables for the logs of ${vault.id}, which a vault does not let anybody choose`,
        got: chosen.text,
        allowed: `no ${ARGUMENT} in the setting of a vault`,
        fix: `remove ${ARGUMENT}`,
        shows: `each terraform plan: ~ ${ARGUMENT} = "AzureDiagnostics" -> "Dedicated"`,
        also: [vault],
      });
    }
  },
});
