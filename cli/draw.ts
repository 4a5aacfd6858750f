import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadBinding } from "../bindings/index.js";
import { synthesizeInfra } from "../infra/index.js";
import { dashboardOf, synthesizeArgoCd, synthesizeKubernetes } from "../k8s/index.js";
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
    return { environment, stacks, files: drawKubernetes(environment, stacks) };
  });
  const azure = drawAzure(environments);
  return kubernetes.map(({ environment, stacks, files }, index) => ({
    environment,
    stacks,
    files: new Map([...(azure[index] ?? []), ...files]),
  }));
}

/** The manifests of the stacks that are bound, and what belongs to the environment as a whole. */
function drawKubernetes(environment: ResolvedEnvironment, stacks: readonly BoundStack[]): Files {
  const { name, scraping } = environment;
  const bound = stacks.flatMap(({ stack, binding }) =>
    binding.state === "bound" ? [[stack.name, binding.clientIds] as const] : [],
  );
  const { files, attachments } = synthesizeKubernetes(environment, new Map(bound));
  return new Map([
    ...within(`k8s/${name}`, files),
    ...within(`attach/${name}`, attachments),
    ...(scraping ? [[`dashboards/${name}.json`, dashboardOf(name)] as const] : []),
  ]);
}

/** Draws what belongs to all environments together: how Argo CD finds them. */
export function drawArgoCd(environments: readonly ResolvedEnvironment[]): Files {
  return new Map(within("argocd", synthesizeArgoCd(environments)));
}

function within(folder: string, files: Files): readonly (readonly [string, string])[] {
  return [...files].map(([file, text]) => [`${folder}/${file}`, text]);
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
