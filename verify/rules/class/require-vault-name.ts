import { broken, defineRule } from "../../rule.js";
import { atParameter, mountFails } from "./places.js";
import { lacksParameter } from "./spelling.js";

/** A class reads one vault, which it names. */
export const requireVaultName = defineRule({
  id: "require-vault-name",
  severity: "error",
  summary: "Each class names the vault that it reads.",
  link: "vault",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      if (!lacksParameter(providerClass, "keyvaultName")) {
        continue;
      }
      yield broken({
        ...atParameter(providerClass, "keyvaultName"),
        message: `${providerClass.id} names no vault`,
        allowed: "keyvaultName, the name of one vault",
        fix: "set keyvaultName",
        shows: mountFails("keyvaultName is not provided"),
      });
    }
  },
});
