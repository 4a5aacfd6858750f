import { App, type Chart } from "cdk8s";
import { groupBy, ProblemsError, partForStack, type ResolvedEnvironment, type ResolvedStack } from "../model/index.js";
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

/** The Kubernetes half of one stack. */
export interface KubernetesHalf {
  /**
   * Manifests, content by the name of the file: one `<namespace>.yaml` for each namespace, and files that begin with an
   * underscore for what belongs to none.
   */
  readonly files: ReadonlyMap<string, string>;
  /** What somebody else's charts and patches take over, content by the name of the file. */
  readonly attachments: ReadonlyMap<string, string>;
  /** Every manifest, as `<kind>/<namespace>/<name>`. */
  readonly manifests: readonly string[];
}

/**
 * Draws the Kubernetes half of one stack of an environment.
 *
 * @param clientIds client ids by the key of the identity, from the stack's binding
 * @throws ProblemsError where a patch does not fit its manifest
 */
export function synthesizeKubernetes(
  environment: ResolvedEnvironment,
  stack: ResolvedStack,
  clientIds: Readonly<Record<string, string>>,
): KubernetesHalf {
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
  const problems = finished.flatMap((one) => one.problems);
  if (problems.length > 0) {
    throw new ProblemsError(problems);
  }
  return {
    files: new Map(finished.map(({ file, text }) => [file, text])),
    attachments: new Map(
      part.workloads.flatMap((workload) => {
        const drawnIdentity = identities.get(workload.identity);
        return drawnIdentity === undefined ? [] : [...drawAttachment(workload, webhookOf(drawnIdentity))];
      }),
    ),
    manifests: drawn.flatMap(([, manifests]) => manifests.map(idOf)),
  };
}

/**
 * Checks that every patch of an environment found its manifest. To be called when all of its stacks are drawn.
 *
 * @param manifests of all stacks
 * @throws ProblemsError for patches of manifests that are not there
 */
export function assertPatchesMatch(environment: ResolvedEnvironment, manifests: readonly string[]): void {
  const problems = unmatchedPatches(environment.patches, new Set(manifests), environment.name);
  if (problems.length > 0) {
    throw new ProblemsError(problems);
  }
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
            "_scraping.yaml",
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
