import { quote } from "../../../shared/index.js";
import { CLOUDS } from "../../facts/clouds.js";
import { broken, defineRule } from "../../rule.js";
import { blankParameter } from "./blanks.js";
import { atParameter } from "./places.js";
import { vaultNameRefused } from "./refusals.js";

const RULE = "3 to 24 letters, digits and dashes; a letter first, no dash last, no two in a row";

/** The provider checks length and characters; what Azure asks beyond that shows as a name that nobody resolves. */
export const validVaultName = defineRule({
  id: "valid-vault-name",
  severity: "error",
  summary: "Each keyvaultName is a name that a vault can have, and not its address.",
  link: "vault",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      const name = providerClass.parameter("keyvaultName");
      // What is no text is refused as that.
      if (typeof providerClass.parameters.get("keyvaultName") !== "string") {
        continue;
      }
      if (name === undefined || blankParameter(name) !== undefined || isVaultName(name)) {
        continue;
      }
      const inside = nameInAddress(name);
      yield broken({
        ...atParameter(providerClass, "keyvaultName"),
        message:
          inside === undefined
            ? `keyvaultName of ${providerClass.id} is ${quote(name)}, which no vault can be called`
            : `keyvaultName of ${providerClass.id} is the address ${quote(name)}, not the name`,
        got: name,
        allowed: RULE,
        fix: inside === undefined ? "write the name of the vault" : `write ${quote(inside)}`,
        shows: vaultNameRefused(name),
      });
    }
  },
});

function isVaultName(name: string): boolean {
  return /^[a-z][a-z\d-]{1,22}[a-z\d]$/i.test(name) && !name.includes("--");
}

/** The name in an address of a vault, or in its resource id. */
function nameInAddress(text: string): string | undefined {
  const host = text.replace(/^https?:\/\//i, "").split("/")[0] ?? "";
  const known = CLOUDS.some(({ vaultSuffix }) => vaultSuffix !== undefined && host.toLowerCase().endsWith(vaultSuffix));
  const name = known ? host.split(".")[0] : text.includes("/vaults/") ? text.split("/").at(-1) : undefined;
  return name !== undefined && isVaultName(name) ? name : undefined;
}
