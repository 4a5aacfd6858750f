import { daysUntil } from "../../facts/days.js";
import { POD_IDENTITY_ENDED, parsedFlag } from "../../facts/parameters.js";
import { broken, defineRule } from "../../rule.js";
import { atParameter, mountFails } from "./places.js";

/** Nothing answers for AAD pod identity any more. */
export const noPodIdentity = defineRule({
  id: "no-pod-identity",
  severity: "error",
  summary: "No class reads through AAD pod identity, which is retired.",
  link: "identity",
  needs: ["kubernetes"],
  *check({ kubernetes, today }) {
    const days = -daysUntil(today, POD_IDENTITY_ENDED);
    for (const providerClass of kubernetes.classes) {
      const value = providerClass.parameter("usePodIdentity");
      if (value === undefined || parsedFlag(value) !== true) {
        continue;
      }
      yield broken({
        ...atParameter(providerClass, "usePodIdentity"),
        message: `${providerClass.id} reads through AAD pod identity, whose support ${ended(days)}`,
        got: value,
        allowed: "workload identity: clientID, and none of the flags",
        fix: "leave usePodIdentity out, set clientID, and federate the service account with that identity",
        shows: mountFails("… nmi response failed with status code: 404"),
      });
    }
  },
});

function ended(days: number): string {
  return days > 0 ? `ended on ${POD_IDENTITY_ENDED}, ${days} days ago` : `ends on ${POD_IDENTITY_ENDED}`;
}
