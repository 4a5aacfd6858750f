/**
 * `npm run mutate`: breaks every string, boolean, number, list entry and resource of a chain in a copy of the artefacts, one
 * at a time, and counts how many of the breaks `akv verify` finds. Ends with 1 where one is neither found nor explained.
 */

import { LINKS } from "../verify/chain/link.js";
import type { LinkKind } from "../verify/index.js";
import { sampleEnvironments } from "./artefacts.js";
import { type Attempt, attemptsOn } from "./attempts.js";
import { reasonFor } from "./harmless.js";

const wanted = process.argv.slice(2);
const environments = sampleEnvironments();
let unexplained = 0;

for (const environment of environments) {
  if (wanted.length > 0 && !wanted.includes(environment.name)) {
    continue;
  }
  const start = performance.now();
  const attempts = attemptsOn(environment, environments);
  print(environment.name, attempts, (performance.now() - start) / 1000);
}
process.exitCode = unexplained === 0 ? 0 : 1;

function print(name: string, attempts: readonly Attempt[], seconds: number): void {
  const killed = attempts.filter(({ found }) => found);
  const survivors = attempts.filter(({ found }) => !found);
  const explained = survivors.flatMap((attempt) => {
    const reason = reasonFor(attempt);
    return reason === undefined ? [] : [{ attempt, reason }];
  });
  const silent = survivors.filter((attempt) => !explained.some((one) => one.attempt === attempt));
  unexplained += silent.length;

  console.log(
    `\n${name}: ${killed.length} of ${attempts.length} breaks found, ${explained.length} harmless, ${silent.length} missed (${seconds.toFixed(0)} s)`,
  );
  console.log("  link              found   all  harmless  missed");
  for (const link of LINKS) {
    const of = attempts.filter((attempt) => attempt.link === link);
    if (of.length > 0) {
      console.log(row(link, of, explained.filter(({ attempt }) => attempt.link === link).length));
    }
  }
  for (const reason of new Set(explained.map((one) => one.reason))) {
    const same = explained.filter((one) => one.reason === reason);
    console.log(`  harmless ${String(same.length).padStart(4)}  ${reason}`);
  }
  for (const { file, field, how, was, now } of silent) {
    console.log(`  missed   ${how}: ${file} ${field}\n             ${was} -> ${now}`);
  }
}

function row(link: LinkKind, attempts: readonly Attempt[], harmless: number): string {
  const found = attempts.filter((attempt) => attempt.found).length;
  const missed = attempts.length - found - harmless;
  const cells = [found, attempts.length].map((count) => String(count).padStart(6));
  return `  ${link.padEnd(16)} ${cells.join("")} ${String(harmless).padStart(9)} ${String(missed).padStart(7)}`;
}
