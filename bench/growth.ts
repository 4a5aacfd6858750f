import { join } from "node:path";
import { compare, median, root, run } from "./measure.js";

const SIZES = [250, 500, 1000, 2000] as const;
const ROUNDS = 5;

/** Prints how time and memory grow with the workloads of one environment, both halves. */
export function measureGrowth(): void {
  console.log(`growth: one environment, both halves, medians of ${ROUNDS}`);
  console.log("  workloads  milliseconds  per workload  megabytes");
  const rounds = SIZES.map((size) => {
    const runs = Array.from({ length: ROUNDS }, () => run(join(root, "bench/grow.js"), [String(size)]));
    const time = median(runs.map(({ stdout }) => Number(stdout)));
    const memory = median(runs.map((one) => one.memory));
    console.log(
      `  ${String(size).padStart(9)}  ${time.toFixed(0).padStart(12)}  ${(time / size).toFixed(2).padStart(12)}  ${memory.toFixed(0).padStart(9)}`,
    );
    return { size, time, memory };
  });
  const at = (size: number) => {
    const found = rounds.find((round) => round.size === size);
    if (found === undefined) {
      throw new Error(`no round of ${size}`);
    }
    return found;
  };
  console.log(compare("time per workload, 2,000 against 500", at(2000).time / 2000 / (at(500).time / 500), 1.15, ""));
  console.log(compare("2,000 workloads, time", at(2000).time, 10_000, " ms"));
  console.log(compare("2,000 workloads, memory", at(2000).memory, 600, " MB"));
}
