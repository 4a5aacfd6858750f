import { quote } from "../../../shared/index.js";
import type { Vault } from "../../azure/types.js";
import { isGuid } from "../../facts/guid.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { World } from "../../world.js";
import { isWritten } from "./configuration.js";

/** Azure and the provider refuse a vault that breaks one of these. */
export const validVault = defineRule({
  id: "valid-vault",
  severity: "error",
  summary: "Each vault has everything that a vault needs, and nothing that Azure refuses.",
  link: "vault",
  needs: ["azure"],
  *check(world) {
    for (const vault of world.azure.vaults) {
      if (!vault.existing) {
        yield* faultsOf(vault, world);
      }
    }
  },
});

const REQUIRED = ["name", "location", "resource_group_name", "tenant_id", "sku_name"];
const NAME = "3 to 24 letters, digits and dashes, the first a letter, the last no dash, no two dashes in a row";

function* faultsOf(vault: Vault, { azure }: World): Iterable<Fault> {
  const { resource, name } = vault;
  for (const argument of REQUIRED.filter((one) => isWritten(resource) && azure.valueOf(resource, one) === undefined)) {
    yield broken({
      on: vault,
      at: [argument],
      message: `${vault.id} has no ${argument}`,
      allowed: REQUIRED.join(", "),
      fix: `write ${argument}`,
      shows: `terraform plan: Missing required argument: The argument "${argument}" is required`,
    });
  }
  const { tenantId } = vault;
  if (tenantId?.known && !isGuid(tenantId.text)) {
    yield broken({
      on: vault,
      at: ["tenant_id"],
      message: `${vault.id} is of the tenant ${quote(tenantId.text)}, which is no id`,
      got: tenantId.text,
      allowed: "the id of a tenant, a GUID",
      fix: "write the tenant id of the directory",
      shows: "terraform plan: expected tenant_id to be a valid UUID",
    });
  }
  if (name !== undefined && (!/^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/.test(name) || name.includes("--"))) {
    yield broken({
      on: vault,
      at: ["name"],
      message: `${vault.id} is called ${quote(name)}, which is no name of a vault`,
      got: name,
      allowed: NAME,
      fix: "rename it, here and in every class that reads it",
      shows:
        'terraform plan: "name" may only contain alphanumeric characters and dashes and must be between 3-24 chars',
    });
  }
  const sku = azure.valueOf(resource, "sku_name");
  if (sku?.known && sku.text !== "standard" && sku.text !== "premium") {
    yield broken({
      on: vault,
      at: ["sku_name"],
      message: `${vault.id} is of the tier ${quote(sku.text)}`,
      got: sku.text,
      allowed: "standard or premium, in lower case",
      fix: /^premium$/i.test(sku.text) ? "write premium" : "write standard",
      shows: `terraform plan: expected sku_name to be one of ["standard" "premium"], got ${sku.text}`,
    });
  }
  const days = azure.valueOf(resource, "soft_delete_retention_days");
  if (days?.known && !(Number(days.text) >= 7 && Number(days.text) <= 90)) {
    yield broken({
      on: vault,
      at: ["soft_delete_retention_days"],
      message: `${vault.id} keeps what is deleted for ${quote(days.text)} days`,
      got: days.text,
      allowed: "7 to 90 days; it cannot be changed later",
      fix: "write 90",
      shows: `terraform plan: expected soft_delete_retention_days to be in the range (7 - 90), got ${days.text}`,
    });
  }
}
