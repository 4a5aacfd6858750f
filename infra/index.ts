import { mkdirSync } from "node:fs";
import { App } from "cdktf";
import type { ResolvedEnvironment } from "../model/index.js";
import { EnvironmentStack } from "./environment-stack.js";

/**
 * Writes the Azure half: `stacks/<environment>/cdk.tf.json` for each environment, and `manifest.json`, the index that
 * cdktf-cli reads.
 *
 * @param outdir folder to write to; made if it is not there
 */
export function synthesizeInfra(environments: readonly ResolvedEnvironment[], outdir: string): void {
  // The engine would write another language where this is set; the artefact depends on the description alone.
  delete process.env.SYNTH_HCL_OUTPUT;
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir, stackTraces: false, hclOutput: false });
  for (const environment of environments) {
    new EnvironmentStack(app, environment);
  }
  app.synth();
}
