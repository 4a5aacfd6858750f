import { VAULT_REQUESTS, VAULT_WINDOW_SECONDS } from "../../facts/limits.js";
import { broken, defineRule, undecided } from "../../rule.js";
import { isTight, pollingOf, sharesOf, TIGHT } from "./polling.js";
import { shareOf, type VaultLoad, vaultLoads } from "./vault-load.js";

/** All pods at once: a rollout of everything, a new cluster, a pool whose nodes are replaced. */
export const noThrottledRollout = defineRule({
  id: "no-throttled-rollout",
  severity: "warning",
  summary: "All pods of a vault can start at once without being refused.",
  link: "load",
  needs: ["kubernetes"],
  *check(world) {
    const polling = pollingOf(world.azure);
    for (const load of vaultLoads(world)) {
      const share = shareOf(load, 1);
      // Where polling alone is too much, that is the finding.
      if (share <= TIGHT || (polling.rotation === true && isTight(sharesOf(load, polling)))) {
        continue;
      }
      yield load.exact
        ? refused(load, share)
        : undecided({
            on: load.on,
            message: `whether all pods of the vault ${load.name} can start at once depends on the number of nodes`,
            needs: "the Terraform of the node pools",
          });
    }
  },
});

function refused({ on, name, pods, requests, keyRequests }: VaultLoad, share: number) {
  return broken({
    on,
    message: `${pods} pods that start at once ask the vault ${name} for ${Math.ceil(share * 100)} % of what it answers`,
    got: `${Math.round(Math.max(requests, keyRequests))} requests`,
    allowed: `${VAULT_REQUESTS} requests in ${VAULT_WINDOW_SECONDS} s for a vault`,
    fix: "roll out in steps (maxSurge, maxUnavailable, one workload after another), fewer objects for each class, or several vaults",
    ...(share > 1
      ? {
          shows:
            "FailedMount … RESPONSE 429: 429 Too Many Requests; pods start once kubelet's later attempts get through",
        }
      : {}),
    severity: share > 1 ? "warning" : "note",
  });
}
