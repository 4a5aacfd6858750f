import { parsedFlag } from "../../facts/parameters.js";
import { broken, defineRule, undecided } from "../../rule.js";
import { atParameter, mountFails } from "./places.js";
import { lacksParameter } from "./spelling.js";
import { FLAGS } from "./valid-flag.js";

/** Without `clientID` and without a flag the provider looks for the secret of a service principal. */
export const requireClientId = defineRule({
  id: "require-client-id",
  severity: "error",
  summary: "Each class that selects no other identity mode names a client id.",
  link: "identity",
  needs: ["kubernetes"],
  *check(world) {
    for (const providerClass of world.kubernetes.classes) {
      const unreadable = FLAGS.some((name) => parsedFlag(providerClass.parameter(name)) === undefined);
      if (providerClass.mode !== "service-principal" || unreadable || !lacksParameter(providerClass, "clientID")) {
        continue;
      }
      const mountings = world.mountingsOf(providerClass.id);
      if (mountings.length === 0) {
        yield undecided({
          ...atParameter(providerClass, "clientID"),
          message: `${providerClass.id} names no clientID, so it needs a service principal, and no pod that mounts it is there to say which`,
          needs: "the manifests of the pods that mount it",
        });
        continue;
      }
      const without = mountings.filter(({ volume }) => volume.publishSecret === undefined);
      const bySecret = without.length === 0;
      yield broken({
        ...atParameter(providerClass, "clientID"),
        severity: bySecret ? "warning" : "error",
        message: bySecret
          ? `${providerClass.id} reads as a service principal, with a secret that somebody has to renew`
          : `${providerClass.id} names no clientID, so the provider looks for a service principal, and finds none`,
        allowed: "clientID, the client id of the identity that the service account is federated with",
        fix: bySecret ? "move to workload identity: set clientID, and leave nodePublishSecretRef out" : "set clientID",
        ...(bySecret
          ? {}
          : {
              shows: mountFails(
                "failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set",
              ),
            }),
        also: [...new Set((bySecret ? mountings : without).map(({ volume }) => volume))],
      });
    }
  },
});
