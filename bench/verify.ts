import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { deployed } from "../test/support/deployment.js";
import { environmentOf } from "./environment-of.js";
import { compare, median, root, run } from "./measure.js";

const SIZES = [250, 500, 1000, 2000] as const;
const ROUNDS = 5;

interface Round {
  readonly size: number;
  readonly time: number;
  readonly memory: number;
}

/** Prints how long `akv verify` takes, as a process of its own, as the workloads of one environment grow. */
export function measureVerify(): void {
  console.log(
    `verify: one environment, both halves and its outputs, medians of ${ROUNDS}, start of the process included`,
  );
  console.log("  workloads  milliseconds  per workload  megabytes");
  const rounds = SIZES.map((size) => measure(size));
  const at = (size: number): Round => {
    const found = rounds.find((round) => round.size === size);
    if (found === undefined) {
      throw new Error(`no round of ${size}`);
    }
    return found;
  };
  // What starting costs is the same for all; only what comes on top of it can grow.
  const grown = (from: number, to: number) => (at(to).time - at(from).time) / (to - from);
  console.log(
    compare(
      "milliseconds per further workload, 1,000 to 2,000 against 250 to 1,000",
      grown(1000, 2000) / grown(250, 1000),
      1.25,
      "",
    ),
  );
  console.log(compare("2,000 workloads, time", at(2000).time, 3_000, " ms"));
  console.log(compare("2,000 workloads, memory", at(2000).memory, 500, " MB"));
}

function measure(size: number): Round {
  const folder = mkdtempSync(join(tmpdir(), "akv-bench-"));
  try {
    for (const [path, text] of Object.entries(deployed(environmentOf(size)))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const runs = Array.from({ length: ROUNDS }, () => run(join(root, "cli/akv.js"), ["verify", folder]));
    const time = median(runs.map((one) => one.time));
    const memory = median(runs.map((one) => one.memory));
    const cells = [String(size).padStart(9), time.toFixed(0).padStart(12), (time / size).toFixed(2).padStart(12)];
    console.log(`  ${cells.join("  ")}  ${memory.toFixed(0).padStart(9)}`);
    return { size, time, memory };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
