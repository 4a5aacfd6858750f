import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadBinding } from "../bindings/index.js";
import { synthesizeInfra } from "../infra/index.js";
import { synthesizeKubernetes } from "../k8s/index.js";
import type { BindingState, ResolvedEnvironment } from "../model/index.js";

/** Content by path, relative to the output folder. */
export type Files = ReadonlyMap<string, string>;

/** One environment, drawn. */
export interface Drawn {
  readonly environment: ResolvedEnvironment;
  readonly binding: BindingState;
  /** Both halves, or the Azure half alone where the environment is not bound. */
  readonly files: Files;
}

/**
 * Draws both halves of environments, without writing anything that stays.
 *
 * @param root top of the repository, for its bindings
 */
export function draw(environments: readonly ResolvedEnvironment[], root: string): readonly Drawn[] {
  // Kubernetes first: the other engine leaves V8's table of object shapes full, and then YAML takes twice its time.
  const kubernetes = environments.map((environment) => {
    const binding = loadBinding(root, environment);
    return { environment, binding, files: drawKubernetes(environment, binding) };
  });
  const azure = drawAzure(environments);
  return kubernetes.map(({ environment, binding, files }, index) => ({
    environment,
    binding,
    files: new Map([...(azure[index] ?? []), ...files]),
  }));
}

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
