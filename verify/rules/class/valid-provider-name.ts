import { quote } from "../../../shared/index.js";
import { isTemplate } from "../../facts/placeholder.js";
import { field } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";
import { driverName } from "./places.js";
import { isSpecKeyAstray } from "./spelling.js";

/** The driver finds a provider by the name of its socket, `azure.sock`. */
export const validProviderName = defineRule({
  id: "valid-provider-name",
  severity: "error",
  summary: 'The provider of a class for Key Vault is called "azure".',
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      const { body } = providerClass.manifest;
      const written = field(body, "spec", "provider");
      const isText = written === undefined || written === null || typeof written === "string";
      if (written === "azure" || !isText || isSpecKeyAstray(providerClass, "provider")) {
        continue;
      }
      const name = written ?? "";
      const isOpen = isTemplate(name);
      yield broken({
        on: providerClass,
        at: ["spec", "provider"],
        // Something may still fill in a template before it is applied.
        severity: isOpen ? "warning" : "error",
        message:
          name === ""
            ? `${providerClass.id} names no provider`
            : `${providerClass.id} names the provider ${quote(name)}, which ${isOpen ? "a tool has still to fill in" : "is not the one of Azure"}`,
        ...(name === "" ? {} : { got: name }),
        allowed: '"azure", in lower case',
        fix: Object.hasOwn(body, "spec") ? 'write "provider: azure"' : "add spec, with the provider and its parameters",
        shows: `FailedMount: ${shown(name, driverName(providerClass))}`,
      });
    }
  },
});

function shown(name: string, providerClass: string): string {
  if (name === "") {
    return `provider not set in ${providerClass}`;
  }
  const problem = /^[\w-]{0,30}$/.test(name) ? "provider not found" : "invalid provider";
  return `error connecting to provider ${quote(name)}: ${problem}: provider ${quote(name)}`;
}
