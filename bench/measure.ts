import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Top of the repository. */
export const root = join(import.meta.dirname, "..");

/** What one run of a process took. */
export interface Run {
  /** Wall-clock time in milliseconds, start of the process included. */
  readonly time: number;
  /** Largest resident set in megabytes (10^6 bytes); of the process itself, not of its children. */
  readonly memory: number;
  readonly stdout: string;
}

/** Runs a script with Node.js and measures it; throws with its output where it fails. */
export function run(script: string, args: readonly string[], cwd: string = root): Run {
  const start = performance.now();
  const { status, stdout, stderr, output } = spawnSync(
    process.execPath,
    ["--import", join(root, "bench/report-memory.js"), script, ...args],
    {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      // No call home, which would time the network.
      env: { ...process.env, CHECKPOINT_DISABLE: "1", CI: "1", NO_COLOR: "1" },
    },
  );
  const time = performance.now() - start;
  if (status !== 0) {
    throw new Error(`${script} ${args.join(" ")} failed:\n${stdout}${stderr}`);
  }
  return { time, memory: Number(output[3]) / 1000, stdout };
}

/** The middle of an odd number of values. */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
  if (middle === undefined) {
    throw new Error("no values");
  }
  return middle;
}

/** One line of a comparison with a goal. */
export function compare(what: string, value: number, goal: number, unit: string): string {
  const digits = unit === "" ? 3 : 0;
  const verdict = value <= goal ? "within" : "ABOVE";
  return `  ${what.padEnd(44)} ${value.toFixed(digits).padStart(7)}${unit}  ${verdict} the goal of ${goal}${unit}`;
}
