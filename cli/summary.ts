import { type BindingState, bindingPath, deployCommand, type ResolvedEnvironment } from "../model/index.js";
import { type Emphasis, renderProblems } from "../report/index.js";
import type { Drawn } from "./draw.js";
import type { Change, Outcome } from "./replace-files.js";

/** Says what was written and what to do next. */
export function renderSummary(drawn: readonly Drawn[], outcome: Outcome, out: string, style: Emphasis): string {
  const width = Math.max(...drawn.map(({ environment }) => environment.name.length));
  const blocks = [
    drawn.map((one) => renderEnvironment(one, outcome, out, width, style)).join("\n"),
    outcome.removed.length === 0 ? "" : `removed\n${outcome.removed.map((path) => `  ${out}/${path}`).join("\n")}`,
    ...drawn.map(({ binding }) => (binding.state === "unfit" ? renderProblems(binding.problems, style).trimEnd() : "")),
    `${style.strong("next")}\n${drawn.flatMap((one) => nextOf(one, outcome, out)).join("\n")}`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function renderEnvironment(
  { environment: { name }, binding, files }: Drawn,
  { changeOf }: Outcome,
  out: string,
  width: number,
  style: Emphasis,
): string {
  const changes = (half: string) => [...files.keys()].filter((path) => path.startsWith(half)).map(changeOf);
  const sample =
    binding.state === "bound" && binding.sample ? `  ${style.dim(`(sample binding ${bindingPath(name)})`)}` : "";
  const kubernetes = {
    bound: `${out}/k8s/${name}/  ${describe(changes("k8s/"))}${sample}`,
    missing: "not written: waiting for the first deployment",
    unfit: style.bad("not written: the binding does not fit"),
  }[binding.state];
  return [
    `${style.strong(name.padEnd(width))}  Azure       ${out}/infra/stacks/${name}/cdk.tf.json  ${describe(changes("infra/"))}`,
    `${"".padEnd(width)}  Kubernetes  ${kubernetes}`,
  ].join("\n");
}

function describe(changes: readonly Change[]): string {
  const counts = (["new", "changed", "unchanged"] as const).flatMap((change) => {
    const count = changes.filter((one) => one === change).length;
    return count === 0 ? [] : [`${count} ${change}`];
  });
  const [only] = changes;
  if (changes.length === 0) {
    return "no files";
  }
  return changes.length === 1 && only !== undefined ? only : `${changes.length} files: ${counts.join(", ")}`;
}

function nextOf({ environment, binding, files }: Drawn, { changeOf }: Outcome, out: string): readonly string[] {
  const { name } = environment;
  return [...stepsOf(name, binding, [...files.keys()], changeOf, out), ...unfederated(environment)];
}

function stepsOf(
  name: string,
  binding: BindingState,
  files: readonly string[],
  changeOf: (path: string) => Change,
  out: string,
): readonly string[] {
  if (binding.state !== "bound") {
    return [`  ${name}: deploy the Azure half to get its client ids, then npm start:`, `    ${deployCommand(name)}`];
  }
  if (binding.sample) {
    return [
      `  ${name}: its client ids are samples; deploy the Azure half to get real ones, then npm start:`,
      `    ${deployCommand(name)}`,
    ];
  }
  const apply = files.some((path) => path.startsWith("k8s/")) ? [`kubectl apply -f ${out}/k8s/${name}`] : [];
  // Identities that all exist already need no binding, but their access has to be granted all the same.
  const needless = binding.binding === undefined;
  const changed = files.some((path) => path.startsWith("infra/") && changeOf(path) !== "unchanged");
  const deploy = needless ? [`npx cdktf deploy ${name}`] : changed ? [deployCommand(name)] : [];
  return [...deploy, ...apply].map((step, index) => (index === 0 ? `  ${name}: ${step}` : `    ${step}`));
}

/** Identities whose federated credentials are somebody else's to create. */
function unfederated({ name, identities }: ResolvedEnvironment): readonly string[] {
  return identities.flatMap((identity) =>
    identity.kind === "existing-identity" && identity.credentialOwner === undefined
      ? [
          `  ${name}: identity "${identity.key}" has no resourceId, so its owner must trust these subjects`,
          `    on the cluster's issuer (oidcIssuerProfile.issuerUrl), audience api://AzureADTokenExchange:`,
          ...identity.credentials.map(({ subject }) => `    ${subject}`),
        ]
      : [],
  );
}
