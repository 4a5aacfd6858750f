import { REPUBLISH_SECONDS, VAULT_REQUESTS, VAULT_WINDOW_SECONDS } from "../../facts/limits.js";
import type { Severity } from "../../finding.js";
import { broken, defineRule, undecided } from "../../rule.js";
import { isTight, type Polling, pollingOf, type Shares, sharesOf, TIGHT } from "./polling.js";
import { type VaultLoad, vaultLoads } from "./vault-load.js";

/** A vault that answers 429 to its pods keeps doing so: the driver does not wait longer after a refusal. */
export const noThrottledPolling = defineRule({
  id: "no-throttled-polling",
  severity: "error",
  summary: "Rotation asks each vault for less than it answers, with either generation of the driver.",
  link: "load",
  needs: ["kubernetes"],
  *check(world) {
    const polling = pollingOf(world.azure);
    if (polling.rotation === false) {
      return;
    }
    for (const load of vaultLoads(world)) {
      const shares = sharesOf(load, polling);
      if (!isTight(shares)) {
        continue;
      }
      const open = openQuestion(load, polling);
      yield open === undefined
        ? throttled(load, shares, polling)
        : undecided({
            on: load.on,
            message: `rotation may ask the vault ${load.name} for ${percent(shares.today)} of what it answers: ${open.what}`,
            needs: open.needs,
          });
    }
  },
});

function openQuestion({ exact }: VaultLoad, { rotation, certain }: Polling) {
  if (rotation === undefined) {
    return { what: "whether rotation is on is not known", needs: "the Terraform of the cluster, with the add-on" };
  }
  if (!certain) {
    return { what: "its interval is not known", needs: "secret_rotation_interval as a literal, or a plan" };
  }
  return exact ? undefined : { what: "the number of nodes is not known", needs: "the Terraform of the node pools" };
}

function throttled(load: VaultLoad, shares: Shares, { seconds }: Polling) {
  const { pods, name } = load;
  return broken({
    on: load.on,
    message:
      `rotation has ${pods} pods ask the vault ${name} for ${percent(shares.today)} of what it answers ` +
      `with the driver up to 1.5 (every ${seconds} s), ${percent(shares.later)} from 1.6 on (every ${REPUBLISH_SECONDS} s)`,
    got: `${perWindow(load, seconds)} requests in ${VAULT_WINDOW_SECONDS} s; from 1.6 on ${perWindow(load, REPUBLISH_SECONDS)}`,
    allowed: `${VAULT_REQUESTS} requests in ${VAULT_WINDOW_SECONDS} s for a vault, half of them to leave room for pods that start`,
    fix:
      shares.today > TIGHT
        ? "fewer objects for each class, several vaults, a longer secret_rotation_interval (driver up to 1.5), or rotation off and restarts instead"
        : "before AKS takes driver 1.6: fewer objects for each class, several vaults, or rotation off and restarts instead",
    ...shownBy(shares),
    severity: severityOf(shares),
  });
}

/** What a vault that is asked for too much brings about; nothing below its limit. */
function shownBy({ today, later }: Shares): { readonly shows?: string } {
  if (today > 1) {
    return { shows: "MountRotationFailed … RESPONSE 429: 429 Too Many Requests" };
  }
  return later > 1 ? { shows: "from 1.6 on nothing but the log of the driver: errors of a rotation are masked" } : {};
}

function severityOf({ today, later }: Shares): Severity {
  if (today > 1) {
    return "error";
  }
  return today > TIGHT || later > 1 ? "warning" : "note";
}

function perWindow({ requests, keyRequests }: VaultLoad, seconds: number): number {
  return Math.round((Math.max(requests, keyRequests) * VAULT_WINDOW_SECONDS) / seconds);
}

function percent(share: number): string {
  return `${Math.ceil(share * 100)} %`;
}
