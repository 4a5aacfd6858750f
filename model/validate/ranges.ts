import { isPrivate, isRange, rangeAllowed } from "../ipv4.js";
import { problem, quote } from "../problem.js";
import type { Problems } from "./checks.js";

/** Checks one IPv4 range. */
export function* checkRange(kind: string, range: string, at: string): Problems {
  if (!isRange(range)) {
    yield problem({
      rule: "valid-address-range",
      message: `${kind} ${quote(range)} is not valid`,
      at,
      allowed: rangeAllowed,
      fix: "write the first address of the range, a slash and the number of fixed bits; /32 for one address",
    });
  }
}

/** Checks ranges that packets from the internet come from. */
export function* checkPublicRanges(ranges: readonly string[], at: string, most: number): Problems {
  for (const [index, range] of ranges.entries()) {
    yield* checkRange("range", range, `${at}[${index}]`);
    if (isRange(range) && isPrivate(range)) {
      yield problem({
        rule: "valid-address-range",
        message: `range ${quote(range)} holds private addresses`,
        at: `${at}[${index}]`,
        allowed: "public addresses: Azure sees the address that a request leaves its network with",
        fix: "give the address of the network's gateway, or let a subnet in",
      });
    }
  }
  if (ranges.length > most) {
    yield problem({
      rule: "valid-address-range",
      message: `there are ${ranges.length} ranges`,
      at,
      allowed: `at most ${most}`,
      fix: "join neighbouring ranges",
    });
  }
}
