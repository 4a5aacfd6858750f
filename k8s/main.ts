/** The app that cdk8s.yaml names: `cdk8s synth` runs it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadBinding } from "../bindings/index.js";
import { environments } from "../environments/index.js";
import { renderProblems, resolvedOrExit } from "../report/index.js";
import { synthesizeKubernetes } from "./index.js";

const root = join(import.meta.dirname, "..");
const outdir = process.env.CDK8S_OUTDIR ?? "dist/k8s";
mkdirSync(outdir, { recursive: true });

for (const environment of resolvedOrExit(environments)) {
  for (const stack of environment.stacks) {
    const binding = loadBinding(root, environment, stack);
    if (binding.state !== "bound") {
      process.stderr.write(renderProblems(binding.problems));
      process.exitCode = binding.state === "unfit" ? 1 : process.exitCode;
      continue;
    }
    const folder = join(outdir, environment.name);
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of synthesizeKubernetes(environment, stack, binding.clientIds).files) {
      writeFileSync(join(folder, file), text);
    }
  }
}
