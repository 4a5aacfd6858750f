import { join } from "node:path";
import { compare, median, root, run } from "./measure.js";

const SIZES = [250, 500, 1000, 2000] as const;
const ROUNDS = 5;

/** Teams that share the workloads of the last measurement, each with a stack of its own. */
const TEAMS = 20;

interface Round {
  readonly size: number;
  readonly time: number;
  readonly memory: number;
}

/** Prints how time and memory grow with the workloads of one environment, both halves. */
export function measureGrowth(): void {
  console.log(`growth: one environment, both halves, medians of ${ROUNDS}`);
  console.log("  workloads  teams  milliseconds  per workload  megabytes");
  const rounds = SIZES.map((size) => measure(size, 0));
  const inTeams = measure(2000, TEAMS);
  const at = (size: number) => {
    const found = rounds.find((round) => round.size === size);
    if (found === undefined) {
      throw new Error(`no round of ${size}`);
    }
    return found;
  };
  console.log(compare("time per workload, 2,000 against 500", at(2000).time / 2000 / (at(500).time / 500), 1.15, ""));
  for (const [what, { time, memory }] of [
    ["2,000 workloads", at(2000)],
    [`2,000 workloads in ${TEAMS} teams`, inTeams],
  ] as const) {
    console.log(compare(`${what}, time`, time, 10_000, " ms"));
    console.log(compare(`${what}, memory`, memory, 600, " MB"));
  }
}

function measure(size: number, teams: number): Round {
  const runs = Array.from({ length: ROUNDS }, () => run(join(root, "bench/grow.js"), [String(size), String(teams)]));
  const time = median(runs.map(({ stdout }) => Number(stdout)));
  const memory = median(runs.map((one) => one.memory));
  const cells = [String(size).padStart(9), String(teams).padStart(5), time.toFixed(0).padStart(12)];
  console.log(`  ${cells.join("  ")}  ${(time / size).toFixed(2).padStart(12)}  ${memory.toFixed(0).padStart(9)}`);
  return { size, time, memory };
}
