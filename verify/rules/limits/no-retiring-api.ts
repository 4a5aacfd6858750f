import { quote } from "../../../shared/index.js";
import { FIRST_AZURERM_ON_NEW_KEY_VAULT_API, OLD_KEY_VAULT_API_ENDS } from "../../facts/azure-dates.js";
import { daysUntil } from "../../facts/days.js";
import { broken, defineRule, undecided } from "../../rule.js";
import type { Resource } from "../../terraform/resource.js";
import { fromToday } from "./days-left.js";
import { statedVersions } from "./stated-versions.js";
import { admitsBefore, admitsFrom } from "./version-range.js";

const FIRST = FIRST_AZURERM_ON_NEW_KEY_VAULT_API;

/** Older versions of azurerm speak an API of Key Vault that is switched off. */
export const noRetiringApi = defineRule({
  id: "no-retiring-api",
  severity: "warning",
  summary: "No stack with a vault admits a version of azurerm that speaks the retiring Key Vault API.",
  link: "vault",
  needs: ["azure"],
  *check({ azure, today }) {
    const stated = statedVersions(azure);
    const firsts = new Map<string, Resource>();
    for (const resource of azure.resources) {
      if (resource.type.startsWith("azurerm_key_vault") && !firsts.has(resource.stack)) {
        firsts.set(resource.stack, resource);
      }
    }
    for (const [stack, resource] of firsts) {
      const versions = stated(stack, "azurerm");
      if (versions === undefined) {
        yield undecided({
          on: resource,
          message: `stack ${stack} does not say which versions of azurerm it admits`,
          needs: "terraform.required_providers.azurerm.version in the Terraform JSON, or a plan",
        });
        continue;
      }
      if (!admitsBefore(versions.range, FIRST)) {
        continue;
      }
      const over = daysUntil(today, OLD_KEY_VAULT_API_ENDS) < 0;
      const onlyOld = !admitsFrom(versions.range, FIRST);
      const ends = `${OLD_KEY_VAULT_API_ENDS}, ${fromToday(today, OLD_KEY_VAULT_API_ENDS)}`;
      yield broken({
        on: {
          id: `${azure.stacks.length > 1 ? `${stack}: ` : ""}terraform.required_providers.azurerm`,
          place: versions.place,
        },
        message: over
          ? `stack ${stack} admits azurerm ${quote(versions.text)}, of which versions below ${FIRST} speak a Key Vault API that ended on ${ends}`
          : `stack ${stack} admits azurerm ${quote(versions.text)}, of which versions below ${FIRST} speak a Key Vault API that ends on ${ends}`,
        got: versions.text,
        allowed: `versions from ${FIRST} on`,
        fix: `let the versions begin at ${FIRST}, as in ">= ${FIRST}, < 6.0.0", and run terraform init -upgrade`,
        shows: "Terraform: an error of the Key Vault control plane on every plan that has a vault, once the API is off",
        also: [resource],
        ...(over && onlyOld ? { severity: "error" as const } : {}),
      });
    }
  },
});
