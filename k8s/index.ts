import { App, type Chart } from "cdk8s";
import {
  groupBy,
  type Problem,
  ProblemsError,
  partForStack,
  type ResolvedEnvironment,
  type ResolvedStack,
} from "../model/index.js";
import { withSyncOptions } from "./argo-cd/index.js";
import { drawAttachment } from "./attachment.js";
import type { DrawnIdentity } from "./drawn-identity.js";
import { GuardrailChart } from "./guardrails/index.js";
import { IdentityBindingChart } from "./identity-binding-chart.js";
import { idOf, type Manifest } from "./manifest.js";
import { NamespaceChart } from "./namespace-chart.js";
import { patched, unmatchedPatches } from "./patches.js";
import { ScrapingChart } from "./scraping/index.js";
import { webhookOf } from "./webhook.js";
import { toYaml } from "./yaml.js";

export { synthesizeArgoCd } from "./argo-cd/index.js";
export { dashboardOf } from "./scraping/index.js";

/** Client ids by the key of the identity, from a stack's binding. */
type ClientIds = Readonly<Record<string, string>>;

/** The Kubernetes half of an environment. */
export interface KubernetesHalf {
  /**
   * Manifests, content by the name of the file: one `<namespace>.yaml` for each namespace, and files with an underscore for
   * what belongs to none.
   */
  readonly files: ReadonlyMap<string, string>;
  /** What somebody else's charts and patches take over, content by the name of the file. */
  readonly attachments: ReadonlyMap<string, string>;
}

/**
 * Draws the Kubernetes half of an environment, as far as its stacks are bound.
 *
 * @param bound client ids by the name of the stack, of those that are bound
 * @throws ProblemsError where a patch does not fit its manifest, or none has the name
 */
export function synthesizeKubernetes(
  environment: ResolvedEnvironment,
  bound: ReadonlyMap<string, ClientIds>,
): KubernetesHalf {
  const { stacks } = environment;
  const halves = stacks.flatMap((stack) => {
    const clientIds = bound.get(stack.name);
    return clientIds === undefined ? [] : [drawStack(environment, stack, clientIds)];
  });
  // While a stack waits for its binding, its manifests are not known.
  const unmatched =
    halves.length < stacks.length
      ? []
      : unmatchedPatches(environment.patches, new Set(halves.flatMap(({ manifests }) => manifests)), environment.name);
  const problems = [...halves.flatMap((half) => half.problems), ...unmatched];
  if (problems.length > 0) {
    throw new ProblemsError(problems);
  }
  return {
    files: new Map(halves.flatMap(({ files }) => [...files])),
    attachments: new Map(halves.flatMap(({ attachments }) => [...attachments])),
  };
}

/** A stack's half with what is wrong with its patches, and the names of its manifests. */
interface DrawnStack extends KubernetesHalf {
  readonly manifests: readonly string[];
  readonly problems: readonly Problem[];
}

function drawStack(environment: ResolvedEnvironment, stack: ResolvedStack, clientIds: ClientIds): DrawnStack {
  // The engine would order keys otherwise where this is set; the artefact depends on the description alone.
  delete process.env.CDK8S_DISABLE_SORT;
  const part = partForStack(environment, stack);
  const identities = new Map(
    part.identities.map((identity) => [identity.key, { identity, clientId: clientIds[identity.key] }]),
  );
  const drawn = [
    ...clusterCharts(environment, part, stack, identities),
    ...namespaceCharts(environment, part, identities),
  ].filter(([, manifests]) => manifests.length > 0);
  const finished = drawn.map(([file, manifests]) => finish(environment, file, manifests));
  return {
    files: new Map(finished.map(({ file, text }) => [file, text])),
    attachments: new Map(
      part.workloads.flatMap((workload) => {
        const drawnIdentity = identities.get(workload.identity);
        return drawnIdentity === undefined ? [] : [...drawAttachment(workload, webhookOf(drawnIdentity, workload))];
      }),
    ),
    manifests: drawn.flatMap(([, manifests]) => manifests.map(idOf)),
    problems: finished.flatMap((one) => one.problems),
  };
}

type Drawn = readonly [file: string, manifests: readonly Manifest[]];

/** What the cluster itself needs to know. No namespace has an underscore in its name. */
function clusterCharts(
  environment: ResolvedEnvironment,
  { serviceAccounts }: ResolvedEnvironment,
  stack: ResolvedStack,
  identities: ReadonlyMap<string, DrawnIdentity>,
): readonly Drawn[] {
  const bindings = new IdentityBindingChart(new App(), "identity-bindings", { stack, serviceAccounts, identities });
  const named = `_identity-bindings${stack.team === undefined ? "" : `_${stack.team}`}.yaml`;
  if (stack.team !== undefined) {
    return [[named, manifestsOf(bindings)]];
  }
  const { name, guardrails, scraping } = environment;
  const namespaces = environment.namespaces.map((namespace) => namespace.name);
  return [
    ...(guardrails
      ? [
          [
            // Last, as kubectl takes files by name: a policy that has just begun refuses what it cannot judge yet.
            "zz_guardrails.yaml",
            manifestsOf(new GuardrailChart(new App(), "guardrails", { environment: name, namespaces, guardrails })),
          ] as const,
        ]
      : []),
    [named, manifestsOf(bindings)],
    ...(scraping
      ? [
          [
            // After the namespaces, of which one may be for it.
            "zz_scraping.yaml",
            manifestsOf(new ScrapingChart(new App(), "scraping", { environment: name, scraping })),
          ] as const,
        ]
      : []),
  ];
}

function namespaceCharts(
  environment: ResolvedEnvironment,
  part: ResolvedEnvironment,
  identities: ReadonlyMap<string, DrawnIdentity>,
): readonly Drawn[] {
  const workloads = groupBy(part.workloads, ({ namespace }) => namespace);
  const serviceAccounts = groupBy(part.serviceAccounts, ({ namespace }) => namespace);
  return part.namespaces.map((namespace) => {
    // An app of its own for each chart: an app orders and checks itself anew for every chart it holds.
    const chart = new NamespaceChart(new App(), namespace.name, {
      namespace,
      environment,
      serviceAccounts: serviceAccounts.get(namespace.name) ?? [],
      workloads: workloads.get(namespace.name) ?? [],
      identities,
    });
    return [`${namespace.name}.yaml`, manifestsOf(chart)];
  });
}

function manifestsOf(chart: Chart): readonly Manifest[] {
  return chart.toJson();
}

/** Lays over a file what does not depend on any one manifest: Argo CD's annotations, then the description's patches. */
function finish({ argoCd, patches, name }: ResolvedEnvironment, file: string, manifests: readonly Manifest[]) {
  const annotated = argoCd === undefined ? manifests : withSyncOptions(manifests);
  const outcomes = annotated.map((manifest) => patched(manifest, patches, name));
  return {
    file,
    text: toYaml(...outcomes.map(({ manifest }) => manifest)),
    problems: outcomes.flatMap(({ problems }) => problems),
  };
}
