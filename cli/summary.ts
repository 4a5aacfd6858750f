import {
  adviseOnCredentials,
  type BindingState,
  bindingPath,
  deployCommand,
  planCredentials,
  type ResolvedEnvironment,
} from "../model/index.js";
import type { Emphasis } from "../report/emphasis/index.js";
import { renderProblems } from "../report/index.js";
import type { BoundStack, Drawn } from "./draw.js";
import type { Change, Outcome } from "./replace-files.js";

/**
 * Says what was written and what to do next.
 *
 * @param all every environment, drawn or not: they may share identities
 */
export function renderSummary(
  drawn: readonly Drawn[],
  all: readonly ResolvedEnvironment[],
  outcome: Outcome,
  out: string,
  style: Emphasis,
): string {
  const width = Math.max(...drawn.map(({ environment }) => environment.name.length));
  const unfit = drawn.flatMap(({ stacks }) => stacks.flatMap(({ binding }) => problemsOf(binding)));
  const warnings = adviseOnCredentials(planCredentials(all));
  const blocks = [
    drawn.map((one) => renderEnvironment(one, outcome, out, width, style)).join("\n"),
    outcome.removed.length === 0 ? "" : `removed\n${outcome.removed.map((path) => `  ${out}/${path}`).join("\n")}`,
    ...[unfit, warnings].map((problems) => (problems.length === 0 ? "" : renderProblems(problems, style).trimEnd())),
    `${style.strong("next")}\n${drawn.flatMap((one) => nextOf(one, outcome, out)).join("\n")}`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function problemsOf(binding: BindingState) {
  return binding.state === "unfit" ? binding.problems : [];
}

function renderEnvironment(
  { environment: { name, argoCd }, stacks, files }: Drawn,
  { changeOf }: Outcome,
  out: string,
  width: number,
  style: Emphasis,
): string {
  const changes = (half: string) => [...files.keys()].filter((path) => path.startsWith(half)).map(changeOf);
  const teams = stacks.length - 1;
  const azure =
    teams === 0
      ? `${out}/infra/stacks/${name}/cdk.tf.json`
      : `${out}/infra/stacks/${name}/ and ${teams} ${teams === 1 ? "team" : "teams"}`;
  const bound = stacks.flatMap(({ binding }) => (binding.state === "bound" ? [binding] : []));
  const kubernetes = [
    ...(bound.length === 0 || (teams > 0 && changes("k8s/").length === 0)
      ? []
      : [`${out}/k8s/${name}/  ${describe(changes("k8s/"))}${samplesOf(stacks, style)}`]),
    ...notWritten(stacks, "missing", "waiting for the first deployment"),
    ...notWritten(stacks, "unfit", "the binding does not fit").map(style.bad),
  ];
  const application = `argocd/applications/${name}.yaml`;
  const rows = [
    ["Azure", `${azure}  ${describe(changes("infra/"))}`],
    ...kubernetes.map((line) => ["Kubernetes", line] as const),
    ...written(`${out}/attach/${name}/`, "Attach", changes("attach/")),
    ...written(`${out}/dashboards/${name}.json`, "Dashboard", changes("dashboards/")),
    ...(argoCd === undefined ? [] : written(`${out}/${application}`, "Argo CD", [changeOf(application)])),
  ] as const;
  return rows
    .map(([what, line], index) => {
      const head = index === 0 ? style.strong(name.padEnd(width)) : "".padEnd(width);
      return `${head}  ${what.padEnd("Kubernetes".length)}  ${line}`;
    })
    .join("\n");
}

/** A row about files, or none where there are none. */
function written(path: string, what: string, changes: readonly Change[]): readonly (readonly [string, string])[] {
  return changes.length === 0 ? [] : [[what, `${path}  ${describe(changes)}`]];
}

/** Which of the bindings are shipped samples, in brackets. */
function samplesOf(stacks: readonly BoundStack[], { dim }: Emphasis): string {
  const [first, ...others] = stacks.filter(isSample);
  if (first === undefined) {
    return "";
  }
  const what =
    others.length === 0 ? `sample binding ${bindingPath(first.stack.name)}` : `${others.length + 1} sample bindings`;
  return `  ${dim(`(${what})`)}`;
}

function isSample({ binding }: BoundStack): boolean {
  return binding.state === "bound" && binding.sample;
}

/** A line about the stacks in a state, with the names of teams where there are any. */
function notWritten(stacks: readonly BoundStack[], state: BindingState["state"], why: string): readonly string[] {
  const found = stacks.filter(({ binding }) => binding.state === state);
  if (found.length === 0) {
    return [];
  }
  const names = found.map(({ stack }) => stack.team ?? "platform").join(", ");
  return [`not written${stacks.length === 1 ? "" : ` for ${names}`}: ${why}`];
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

function nextOf(drawn: Drawn, { changeOf }: Outcome, out: string): readonly string[] {
  const { environment, stacks, files } = drawn;
  const manifests = [...files.keys()].some((path) => path.startsWith("k8s/"));
  const steps = [
    ...stacks.flatMap((bound) => deploymentOf(bound, stacks, changeOf)),
    ...(manifests && !stacks.some(isSample) ? [applicationOf(environment, out)] : []),
  ];
  return [
    ...steps.map((step, index) => (index === 0 ? `  ${environment.name}: ${step}` : `    ${step}`)),
    ...unfederated(environment),
  ];
}

/** How the manifests reach the cluster. */
function applicationOf({ name, argoCd }: ResolvedEnvironment, out: string): string {
  return argoCd === undefined
    ? `kubectl apply -f ${out}/k8s/${name}`
    : `commit ${out}/, from which Argo CD applies it; once: kubectl apply -f ${out}/argocd/applications/${name}.yaml`;
}

/** How to deploy a stack, where it has to be. */
function deploymentOf(
  { stack, binding }: BoundStack,
  all: readonly BoundStack[],
  changeOf: (path: string) => Change,
): readonly string[] {
  const { team } = stack;
  if (binding.state !== "bound") {
    const what = team === undefined ? "the Azure half" : `the stack of team ${team}`;
    return [`deploy ${what} to get its client ids, then npm start:`, deployCommand(stack.name)];
  }
  if (binding.sample) {
    return [
      team === undefined
        ? "its client ids are samples; deploy the Azure half to get real ones, then npm start:"
        : `the client ids of team ${team} are samples; deploy its stack to get real ones, then npm start:`,
      deployCommand(stack.name),
    ];
  }
  const changed = changeOf(`infra/stacks/${stack.name}/cdk.tf.json`) !== "unchanged";
  if (binding.binding !== undefined) {
    return changed ? [deployCommand(stack.name)] : [];
  }
  // Without a binding nothing tells whether it was deployed. Identities that all exist already need their access all the
  // same; a platform without any was deployed before the teams whose bindings are real.
  const teams = all.filter(({ stack: { team } }) => team !== undefined);
  const settled = teams.length > 0 && teams.every((one) => one.binding.state === "bound" && !isSample(one));
  return changed || !settled ? [`npx cdktf deploy ${stack.name}`] : [];
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
