/** The app that cdk8s.yaml names: `cdk8s synth` runs it. It writes manifests; what stands beside them, `npm start` writes. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadBinding } from "../bindings/index.js";
import { environments } from "../environments/index.js";
import { drawnOrExit, renderProblems, resolvedOrExit } from "../report/index.js";
import { synthesizeKubernetes } from "./index.js";

const root = join(import.meta.dirname, "..");
const outdir = process.env.CDK8S_OUTDIR ?? "dist/k8s";
mkdirSync(outdir, { recursive: true });

for (const environment of resolvedOrExit(environments)) {
  const bound = new Map<string, Readonly<Record<string, string>>>();
  for (const stack of environment.stacks) {
    const binding = loadBinding(root, environment, stack);
    if (binding.state === "bound") {
      bound.set(stack.name, binding.clientIds);
    } else {
      process.stderr.write(renderProblems(binding.problems));
      process.exitCode = binding.state === "unfit" ? 1 : process.exitCode;
    }
  }
  const { files } = drawnOrExit(() => synthesizeKubernetes(environment, bound));
  const folder = join(outdir, environment.name);
  for (const [file, text] of files) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}
