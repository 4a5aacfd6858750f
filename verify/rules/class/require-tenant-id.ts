import { objectIn } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";
import { atParameter, mountFails } from "./places.js";
import { lacksParameter } from "./spelling.js";

/** The provider asks the tenant for a token, in every mode. */
export const requireTenantId = defineRule({
  id: "require-tenant-id",
  severity: "error",
  summary: "Each class names the tenant of its vault and identity.",
  link: "identity",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      if (!lacksParameter(providerClass, "tenantID")) {
        continue;
      }
      const { body } = providerClass.manifest;
      const name = Object.hasOwn(objectIn(body, "spec", "parameters"), "tenantId") ? "tenantId" : "tenantID";
      const written = providerClass.parameters.get(name);
      yield broken({
        ...atParameter(providerClass, name),
        message:
          written === undefined ? `${providerClass.id} names no tenant` : `${name} of ${providerClass.id} is empty`,
        ...(typeof written === "string" ? { got: written } : {}),
        allowed: "tenantID, a GUID",
        fix: "set tenantID: az account show --query tenantId",
        shows: mountFails("tenantId is not provided"),
      });
    }
  },
});
