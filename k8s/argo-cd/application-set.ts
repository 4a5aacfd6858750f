import { ApplicationSet } from "../../imports/argoproj.io.js";
import { type ArgoCdEnvironment, folderOf, syncPolicyOf } from "./application.js";
import { ignoredDifferences } from "./ignored-differences.js";

/** What is no text in an Application, and so beyond the template's placeholders. */
const PATCH = `spec:
  destination: {{ toJson .destination }}
  ignoreDifferences: {{ toJson .ignoreDifferences }}
`;

/** Environments that are synced alike, which no placeholder can say. */
const POLICIES = [
  { name: "automated", automated: true, prune: false },
  { name: "pruned", automated: true, prune: true },
  { name: "manual", automated: false, prune: false },
] as const;

/** The ApplicationSets that make the Applications of environments under one Argo CD: one for each policy that they have. */
export function drawApplicationSets(environments: readonly ArgoCdEnvironment[]): readonly unknown[] {
  return POLICIES.flatMap((policy) => {
    const [first, ...others] = environments.filter(
      ({ argoCd }) => argoCd.automated === policy.automated && argoCd.prune === policy.prune,
    );
    return first === undefined ? [] : drawApplicationSet([first, ...others], policy.name);
  });
}

/** @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/GoTemplate/ */
function drawApplicationSet(
  environments: readonly [ArgoCdEnvironment, ...ArgoCdEnvironment[]],
  policy: (typeof POLICIES)[number]["name"],
): unknown {
  const [{ argoCd }] = environments;
  return ApplicationSet.manifest({
    metadata: { name: `aks-key-vault-${policy}`, namespace: argoCd.namespace },
    spec: {
      goTemplate: true,
      goTemplateOptions: ["missingkey=error"],
      generators: [{ list: { elements: environments.map(drawElement) } }],
      // Without it, every Application gets a finalizer that takes the workloads along.
      syncPolicy: { preserveResourcesOnDeletion: true },
      template: {
        metadata: { name: "{{ .environment }}" },
        spec: {
          project: "{{ .project }}",
          source: {
            repoUrl: "{{ .repository }}",
            targetRevision: "{{ .revision }}",
            path: folderOf("{{ .environment }}"),
          },
          destination: {},
          ...syncPolicyOf(argoCd),
        },
      },
      templatePatch: PATCH,
    },
  });
}

/** What the template is filled with for one environment. */
function drawElement({ name, argoCd, workloads }: ArgoCdEnvironment) {
  const { project, repository, revision, destination } = argoCd;
  return {
    environment: name,
    project,
    repository,
    revision,
    destination,
    ignoreDifferences: ignoredDifferences(workloads),
  };
}
