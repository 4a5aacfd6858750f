import { type BindingState, bindingPath, deployCommand, type ResolvedEnvironment } from "../model/index.js";
import { type Emphasis, renderProblems } from "../report/problems.js";
import type { Change } from "./replace-files.js";

/** One environment, as it was synthesized. */
export interface Synthesized {
  readonly environment: ResolvedEnvironment;
  readonly binding: BindingState;
  readonly files: readonly { readonly path: string; readonly change: Change }[];
}

/** Says what was written and what to do next. */
export function renderSummary(
  synthesized: readonly Synthesized[],
  removed: readonly string[],
  out: string,
  style: Emphasis,
): string {
  const width = Math.max(...synthesized.map(({ environment }) => environment.name.length));
  const blocks = [
    synthesized.map((one) => renderEnvironment(one, out, width, style)).join("\n"),
    removed.length === 0 ? "" : `removed\n${removed.map((path) => `  ${out}/${path}`).join("\n")}`,
    ...synthesized.map(({ binding }) =>
      binding.state === "unfit" ? renderProblems(binding.problems, style).trimEnd() : "",
    ),
    renderNext(synthesized, out, style),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function renderEnvironment(
  { environment, binding, files }: Synthesized,
  out: string,
  width: number,
  style: Emphasis,
): string {
  const { name } = environment;
  const azure = files.filter(({ path }) => path.startsWith("infra/"));
  const kubernetes = files.filter(({ path }) => path.startsWith("k8s/"));
  const state = {
    bound: () => describe(kubernetes),
    missing: () => "not written: waiting for the first deployment",
    unfit: () => style.bad("not written: the binding does not fit"),
  }[binding.state]();
  const sample =
    binding.state === "bound" && binding.sample ? style.dim(`  (sample binding ${bindingPath(name)})`) : "";
  const folder = binding.state === "bound" ? `${out}/k8s/${name}/  ` : "";
  return [
    `${style.strong(name.padEnd(width))}  Azure       ${out}/infra/stacks/${name}/cdk.tf.json  ${describe(azure)}`,
    `${"".padEnd(width)}  Kubernetes  ${folder}${state}${sample}`,
  ].join("\n");
}

function describe(files: readonly { readonly change: Change }[]): string {
  const changes = (["new", "changed", "unchanged"] as const)
    .map((change) => ({ change, count: files.filter((file) => file.change === change).length }))
    .filter(({ count }) => count > 0);
  if (files.length === 1) {
    return changes.map(({ change }) => change).join();
  }
  return `${files.length} files: ${changes.map(({ change, count }) => `${count} ${change}`).join(", ")}`;
}

function renderNext(synthesized: readonly Synthesized[], out: string, style: Emphasis): string {
  const steps = synthesized.flatMap(({ environment, binding }) => nextOf(environment, binding, out));
  return `${style.strong("next")}\n${steps.map((step) => `  ${step}`).join("\n")}`;
}

function nextOf(environment: ResolvedEnvironment, binding: BindingState, out: string): readonly string[] {
  const { name } = environment;
  const steps =
    binding.state === "bound" && !binding.sample
      ? [`${name}: kubectl apply -f ${out}/k8s/${name}`]
      : [
          binding.state === "bound"
            ? `${name}: its client ids are samples; deploy the Azure half to get real ones, then npm start:`
            : `${name}: deploy the Azure half to get its client ids, then npm start:`,
          `  ${deployCommand(name)}`,
        ];
  return [...steps, ...unfederated(environment)];
}

/** Identities whose federated credentials are somebody else's to create. */
function unfederated({ name, identities }: ResolvedEnvironment): readonly string[] {
  return identities.flatMap((identity) =>
    identity.kind === "existing-identity" && identity.resourceId === undefined
      ? [
          `${name}: identity "${identity.key}" has no resourceId, so its owner must trust the cluster's issuer for:`,
          ...identity.credentials.map(({ subject }) => `  ${subject}`),
        ]
      : [],
  );
}
