import { LINKS } from "../verify/chain/link.js";
import type { LinkKind } from "../verify/index.js";
import type { Attempt } from "./attempts.js";
import { reasonFor } from "./explained.js";

/** How many breaks of a kind there are, and what became of them. */
interface Tally {
  readonly all: number;
  readonly found: number;
  readonly explained: number;
  readonly untold: number;
  readonly silent: number;
}

const HEADINGS = ["found", "all", "explained", "not checked", "silent"];

/** Prints what became of the breaks of an environment, and returns how many were neither found nor explained. */
export function printAttempts(name: string, attempts: readonly Attempt[], seconds: number): number {
  const told = attempts.map((attempt) => ({
    attempt,
    reason: attempt.outcome === "found" ? undefined : reasonFor(attempt),
  }));
  const tally = (link?: LinkKind): Tally => {
    const of = told.filter(({ attempt }) => link === undefined || attempt.link === link);
    const open = of.filter(({ attempt, reason }) => attempt.outcome !== "found" && reason === undefined);
    return {
      all: of.length,
      found: of.filter(({ attempt }) => attempt.outcome === "found").length,
      explained: of.filter(({ reason }) => reason !== undefined).length,
      untold: open.filter(({ attempt }) => attempt.outcome === "untold").length,
      silent: open.filter(({ attempt }) => attempt.outcome === "silent").length,
    };
  };
  const total = tally();

  console.log(`\n${name}: ${total.found} of ${total.all} breaks found (${seconds.toFixed(0)} s)`);
  console.log(`  ${"link".padEnd(15)}${HEADINGS.map((heading) => heading.padStart(13)).join("")}`);
  for (const link of LINKS) {
    const row = tally(link);
    if (row.all > 0) {
      console.log(rowOf(link, row));
    }
  }
  console.log(rowOf("all", total));
  for (const because of new Set(told.flatMap(({ reason }) => reason ?? []))) {
    const count = told.filter(({ reason }) => reason === because).length;
    console.log(`  explained ${String(count).padStart(4)}  ${because}`);
  }
  for (const { attempt, reason } of told) {
    if (attempt.outcome !== "found" && reason === undefined) {
      const { outcome, file, field, how, was, now } = attempt;
      console.log(`  ${outcome}  ${how}: ${file} ${field}\n          ${was} -> ${now}`);
    }
  }
  return total.untold + total.silent;
}

function rowOf(name: string, { all, found, explained, untold, silent }: Tally): string {
  const cells = [found, all, explained, untold, silent].map((count) => String(count).padStart(13));
  return `  ${name.padEnd(15)}${cells.join("")}`;
}
