import { quote } from "../../../shared/index.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { Thing } from "../../thing.js";
import { EXPIRATION, USE } from "./annotations.js";
import { metadataPath } from "./pods.js";

/** @see https://learn.microsoft.com/azure/aks/workload-identity-overview#service-account-annotations */
const SHORTEST = 3600;
const LONGEST = 86_400;

/** The webhook refuses a pod whose token would live shorter or longer than Kubernetes allows. */
export const validTokenExpiration = defineRule({
  id: "valid-token-expiration",
  severity: "error",
  summary: "Each lifetime of a service account token is between an hour and a day.",
  link: "service-account",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const pod of kubernetes.pods) {
      const value = pod.annotations.get(EXPIRATION);
      if (value !== undefined && !isValid(value)) {
        // The webhook looks at labelled pods only.
        const severity = pod.labels.get(USE) === "true" ? "error" : "warning";
        yield faultOf(pod, value, [...metadataPath(pod, "annotations").map(String), EXPIRATION], severity);
      }
    }
    for (const account of kubernetes.ofKind("ServiceAccount")) {
      const value = account.annotations.get(EXPIRATION);
      if (value !== undefined && !isValid(value)) {
        yield faultOf(account, value, ["metadata", "annotations", EXPIRATION], "error");
      }
    }
  },
});

function isValid(value: string): boolean {
  return /^\d{1,6}$/.test(value) && Number(value) >= SHORTEST && Number(value) <= LONGEST;
}

function faultOf(on: Thing, value: string, at: readonly string[], severity: "error" | "warning"): Fault {
  return broken({
    on,
    at,
    severity,
    message: `the token of ${on.id} is to live ${quote(value)} seconds`,
    got: value,
    allowed: `${SHORTEST} to ${LONGEST} seconds`,
    fix: `write ${EXPIRATION}: "${SHORTEST}", or remove it`,
    shows: `token expiration ${value} not valid. Expected value to be between ${SHORTEST} and ${LONGEST}`,
  });
}
