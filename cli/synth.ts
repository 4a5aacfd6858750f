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

  // Kubernetes first: the other engine leaves V8's table of object shapes full, and then YAML takes twice its time.
  const kubernetes = environments.map((environment) => {
    const binding = loadBinding(root, environment);
    return { environment, binding, files: drawKubernetes(environment, binding) };
  });
  const azure = drawAzure(environments);
  const drawn = kubernetes.map(({ environment, binding, files }, index) => ({
    environment,
    binding,
    files: new Map([...(azure[index] ?? []), ...files]),
  }));

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

/** Content by path; nothing for an environment that is not bound. */
type Files = ReadonlyMap<string, string>;

function drawKubernetes(environment: ResolvedEnvironment, binding: BindingState): Files {
  if (binding.state !== "bound") {
    return new Map();
  }
  const files = synthesizeKubernetes(environment, binding.clientIds);
  return new Map([...files].map(([file, text]) => [`k8s/${environment.name}/${file}`, text]));
}

/** The engine writes files; they are collected from a folder of their own, so that `dist` never holds half a synthesis. */
function drawAzure(environments: readonly ResolvedEnvironment[]): readonly Files[] {
  const staging = mkdtempSync(join(tmpdir(), "akv-"));
  try {
    synthesizeInfra(environments, staging);
    return environments.map(({ name }) => {
      const path = join("stacks", name, "cdk.tf.json");
      return new Map([[`infra/stacks/${name}/cdk.tf.json`, readFileSync(join(staging, path), "utf8")]]);
    });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
