import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizeInfra } from "../infra/index.js";
import { synthesizeKubernetes } from "../k8s/index.js";
import { resolve, validate } from "../model/index.js";
import { environmentOf } from "./environment-of.js";

/**
 * Draws both halves of an environment with this many workloads, in the order of `akv synth`, and prints the time.
 *
 * @param teams how many teams share the workloads
 */
export function synthesize(size: number, teams: number): void {
  const folder = mkdtempSync(join(tmpdir(), "akv-bench-"));
  const described = environmentOf(size, teams);
  const start = performance.now();

  const problems = validate([described]);
  if (problems.length > 0) {
    throw new Error(`the bench's environment has problems: ${JSON.stringify(problems[0])}`);
  }
  const environment = resolve(described);
  const clientIds = environment.identities.map(({ key }) => [key, "c0ffee00-0000-4000-8000-000000000001"]);
  const bound = new Map(environment.stacks.map(({ name }) => [name, Object.fromEntries(clientIds)]));
  const { files } = synthesizeKubernetes(environment, bound);
  synthesizeInfra([environment], folder);

  const time = performance.now() - start;
  rmSync(folder, { recursive: true });
  if (files.size === 0) {
    throw new Error("nothing was drawn");
  }
  console.log(time.toFixed(1));
}
