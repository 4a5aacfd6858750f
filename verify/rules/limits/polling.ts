import type { AzureWorld } from "../../azure/types.js";
import { POLL_SECONDS, REPUBLISH_SECONDS, VAULT_WINDOW_SECONDS } from "../../facts/limits.js";
import { secondsOf } from "./go-duration.js";
import { shareOf, type VaultLoad } from "./vault-load.js";

/** How the clusters of the artefacts read mounted content again. */
export interface Polling {
  /** Whether they do; undefined where that is not known. */
  readonly rotation: boolean | undefined;
  /** Shortest time between two reads with the driver up to 1.5, in seconds. */
  readonly seconds: number;
  /** Whether that time is stated, or the default because nothing else is. */
  readonly certain: boolean;
}

/** What the add-ons of the clusters say, the most demanding of them where there are several. */
export function pollingOf({ clusters }: AzureWorld): Polling {
  const addOns = clusters.map(({ addOn }) => addOn);
  const on = addOns.filter((addOn) => typeof addOn === "object").filter(({ rotation }) => rotation !== false);
  const rotation = on.some((addOn) => addOn.rotation === true);
  // Where there is no add-on, the driver was put there by other means, and nothing here says with which flags.
  const known = addOns.length > 0 && addOns.every((addOn) => typeof addOn === "object" && addOn.rotation === false);
  const intervals = on.map(({ interval }) => (interval === undefined ? undefined : secondsOf(interval)));
  return {
    rotation: rotation ? true : known ? false : undefined,
    seconds: shortest(intervals),
    certain: intervals.every((seconds) => seconds !== undefined),
  };
}

/** The shortest of some intervals; one that is not known, or is no time at all, counts as the default. */
function shortest(intervals: readonly (number | undefined)[]): number {
  const all = intervals.map((seconds) => seconds || POLL_SECONDS);
  return all.reduce((one, other) => Math.min(one, other), all[0] ?? POLL_SECONDS);
}

/** Steady load of a vault as a share of what it answers, with both generations of the driver. */
export interface Shares {
  /** Driver up to 1.5, which AKS runs: every interval. */
  readonly today: number;
  /** Driver from 1.6: whenever kubelet mounts again, whatever the interval. */
  readonly later: number;
}

/** What polling a vault comes to. */
export function sharesOf(load: VaultLoad, { seconds }: Polling): Shares {
  return {
    today: shareOf(load, seconds / VAULT_WINDOW_SECONDS),
    later: shareOf(load, REPUBLISH_SECONDS / VAULT_WINDOW_SECONDS),
  };
}

/** Share of a vault's limit above which no room is left for pods that start. */
export const TIGHT = 0.5;

/** Whether polling leaves a vault no room. */
export function isTight({ today, later }: Shares): boolean {
  return today > TIGHT || later > TIGHT;
}
