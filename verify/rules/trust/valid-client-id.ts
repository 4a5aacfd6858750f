import { quote } from "../../../shared/index.js";
import { isGuid } from "../../facts/guid.js";
import { FILL_IN_FIRST, placeholderIn } from "../../facts/placeholder.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { noSuchClient } from "./shown.js";

const PARAMETERS = ["clientID", "userAssignedIdentityID"] as const;

/** Only a GUID can be a client id; names and ids of other kinds are what people paste instead. */
export const validClientId = defineRule({
  id: "valid-client-id",
  severity: "error",
  summary: "Each client id in a provider class is a GUID.",
  link: "identity",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      for (const parameter of PARAMETERS) {
        const value = providerClass.parameter(parameter);
        if (value !== undefined && (!isGuid(value) || placeholderIn(value) !== undefined)) {
          yield faultOf(providerClass, parameter, value);
        }
      }
    }
  },
});

function faultOf(providerClass: ProviderClass, parameter: (typeof PARAMETERS)[number], value: string): Fault {
  const placeholder = placeholderIn(value);
  return broken({
    on: providerClass,
    at: ["spec", "parameters", parameter],
    // Something may yet fill it in before it is applied.
    severity: placeholder === "template" ? "warning" : "error",
    message: `${parameter} of ${providerClass.id} is ${whatIs(value)}, not the client id of an identity`,
    got: value,
    allowed: "a GUID, such as 0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36",
    fix:
      placeholder === "template"
        ? FILL_IN_FIRST
        : "write client_id of the identity: az identity show --query clientId, or an output of Terraform",
    shows:
      parameter === "clientID"
        ? noSuchClient(value, providerClass.tenantId)
        : "Identity not found (400 from the metadata service of the node)",
  });
}

function whatIs(value: string): string {
  const placeholder = placeholderIn(value);
  if (placeholder !== undefined) {
    return `the ${placeholder === "blank" ? "placeholder" : "expression"} ${quote(value)}`;
  }
  if (/^\/subscriptions\//i.test(value)) {
    return "an ARM resource id";
  }
  if (/^\/applications\//i.test(value)) {
    return "the resource id of an application";
  }
  if (/^https?:|^api:/i.test(value)) {
    return "a URI";
  }
  return `the text ${quote(value)}`;
}
