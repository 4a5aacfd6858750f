import { field, isObject } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";
import { driverName } from "./places.js";
import { isSpecKeyAstray } from "./spelling.js";

/** The driver refuses a class without parameters before it asks the provider. */
export const requireParameters = defineRule({
  id: "require-parameters",
  severity: "error",
  summary: "Each class has parameters.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      const { body } = providerClass.manifest;
      const written = field(body, "spec", "parameters") ?? {};
      const empty = isObject(written) && providerClass.parameters.size === 0;
      // Without a spec the driver misses the provider first.
      if (!empty || !Object.hasOwn(body, "spec") || isSpecKeyAstray(providerClass, "parameters")) {
        continue;
      }
      yield broken({
        on: providerClass,
        at: ["spec", "parameters"],
        message: `${providerClass.id} has no parameters`,
        allowed: "keyvaultName, tenantID, objects, and clientID for workload identity",
        fix: "add spec.parameters",
        shows: `FailedMount: parameters not set in ${driverName(providerClass)}`,
      });
    }
  },
});
