import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadBinding } from "../bindings/index.js";
import { synthesizeInfra } from "../infra/index.js";
import { synthesizeKubernetes } from "../k8s/index.js";
import type { BindingState, ResolvedEnvironment, ResolvedStack } from "../model/index.js";

/** Content by path, relative to the output folder. */
export type Files = ReadonlyMap<string, string>;

/** One stack of an environment, and the binding that was found for it. */
export interface BoundStack {
  readonly stack: ResolvedStack;
  readonly binding: BindingState;
}

/** One environment, drawn. */
export interface Drawn {
  readonly environment: ResolvedEnvironment;
  readonly stacks: readonly BoundStack[];
  /** The Azure half, and the Kubernetes half of the stacks that are bound. */
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
    const stacks = environment.stacks.map((stack) => ({ stack, binding: loadBinding(root, environment, stack) }));
    return { environment, stacks, files: stacks.flatMap((bound) => [...drawKubernetes(environment, bound)]) };
  });
  const azure = drawAzure(environments);
  return kubernetes.map(({ environment, stacks, files }, index) => ({
    environment,
    stacks,
    files: new Map([...(azure[index] ?? []), ...files]),
  }));
}

function drawKubernetes(environment: ResolvedEnvironment, { stack, binding }: BoundStack): Files {
  if (binding.state !== "bound") {
    return new Map();
  }
  const files = synthesizeKubernetes(environment, stack, binding.clientIds);
  return new Map([...files].map(([file, text]) => [`k8s/${environment.name}/${file}`, text]));
}

/** The engine writes files; they are collected from a folder of their own, so that `dist` never holds half a synthesis. */
function drawAzure(environments: readonly ResolvedEnvironment[]): readonly Files[] {
  const staging = mkdtempSync(join(tmpdir(), "akv-"));
  try {
    synthesizeInfra(environments, staging);
    return environments.map(
      ({ stacks }) =>
        new Map(
          stacks.map(({ name }) => [
            `infra/stacks/${name}/cdk.tf.json`,
            readFileSync(join(staging, "stacks", name, "cdk.tf.json"), "utf8"),
          ]),
        ),
    );
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
