/**
 * `npm run mutate [-- <environment>…]`: breaks every string, boolean, number, list entry and resource of a chain in a copy of
 * the artefacts, one at a time, and counts how many of the breaks `akv verify` finds. Ends with 1 where one is neither found
 * nor explained.
 */
import { sampleEnvironments } from "./artefacts.js";
import { attemptsOn } from "./attempts.js";
import { printAttempts } from "./print.js";

const wanted = process.argv.slice(2);
const environments = sampleEnvironments();
let unexplained = 0;
for (const environment of environments) {
  if (wanted.length === 0 || wanted.includes(environment.name)) {
    const start = performance.now();
    const attempts = attemptsOn(environment, environments);
    unexplained += printAttempts(environment.name, attempts, (performance.now() - start) / 1000);
  }
}
process.exitCode = unexplained === 0 ? 0 : 1;
