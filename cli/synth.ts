import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve as resolvePath } from "node:path";
import { loadBinding } from "../bindings/index.js";
import { synthesizeInfra } from "../infra/index.js";
import { synthesizeKubernetes } from "../k8s/index.js";
import type { BindingState, ResolvedEnvironment } from "../model/index.js";
import { ExitCode } from "./exit.js";
import { resolvedEnvironments, root, select, shown } from "./project.js";
import { replaceFiles } from "./replace-files.js";
import { renderSummary, type Synthesized } from "./summary.js";
import { emphasis } from "./terminal.js";

/**
 * Writes both halves of environments, once everything asked for has been synthesized.
 *
 * @param names environments to write; none means all, and then folders of environments that are gone are removed
 */
export function synth(names: readonly string[], options: { readonly out?: string } = {}): ExitCode {
  const all = resolvedEnvironments();
  const environments = select(all, names);
  const out = options.out === undefined ? join(root, "dist") : resolvePath(options.out);

  const azure = drawAzure(environments);
  const drawn = environments.map((environment) => {
    const binding = loadBinding(root, environment);
    return { environment, binding, files: filesOf(environment, binding, azure) };
  });

  const outcome = replaceFiles(
    out,
    new Map(drawn.flatMap(({ files }) => [...files])),
    names.length === 0 ? ["infra/stacks/*/cdk.tf.json", "k8s/*/*.yaml"] : names.flatMap(filesOwnedBy),
  );
  const synthesized: readonly Synthesized[] = drawn.map(({ environment, binding, files }) => ({
    environment,
    binding,
    files: [...files.keys()].map((path) => ({ path, change: outcome.changeOf(path) })),
  }));
  process.stdout.write(renderSummary(synthesized, outcome.removed, shown(out), emphasis(process.stdout)));
  return drawn.some(({ binding }) => binding.state === "unfit") ? ExitCode.problems : ExitCode.done;
}

function filesOwnedBy(name: string): readonly string[] {
  return [`infra/stacks/${name}/cdk.tf.json`, `k8s/${name}/*.yaml`];
}

function filesOf(
  environment: ResolvedEnvironment,
  binding: BindingState,
  azure: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const stack = `infra/stacks/${environment.name}/cdk.tf.json`;
  const files = new Map([[stack, azure.get(stack) ?? ""]]);
  if (binding.state === "bound") {
    for (const [file, text] of synthesizeKubernetes(environment, binding.clientIds)) {
      files.set(`k8s/${environment.name}/${file}`, text);
    }
  }
  return files;
}

/** The engine writes files; they are collected from a folder of their own, so that `dist` never holds half a synthesis. */
function drawAzure(environments: readonly ResolvedEnvironment[]): ReadonlyMap<string, string> {
  const staging = mkdtempSync(join(tmpdir(), "akv-"));
  try {
    synthesizeInfra(environments, staging);
    return new Map(
      environments.map(({ name }) => [
        `infra/stacks/${name}/cdk.tf.json`,
        readFileSync(join(staging, "stacks", name, "cdk.tf.json"), "utf8"),
      ]),
    );
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
