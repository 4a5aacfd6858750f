import { Application, type ApplicationSpecSyncPolicy } from "../../imports/argoproj.io.js";
import type { ResolvedArgoCd, ResolvedEnvironment } from "../../model/index.js";
import { ignoredDifferences } from "./ignored-differences.js";

/** An environment that Argo CD applies. */
export type ArgoCdEnvironment = ResolvedEnvironment & { readonly argoCd: ResolvedArgoCd };

/** Whether Argo CD applies an environment. */
export function isForArgoCd(environment: ResolvedEnvironment): environment is ArgoCdEnvironment {
  return environment.argoCd !== undefined;
}

/**
 * The Application of an environment. It has no finalizer: whoever deletes it leaves the workloads running. Nor has its
 * destination a namespace: every manifest names its own.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/
 */
export function drawApplication({ name, argoCd, workloads }: ArgoCdEnvironment): unknown {
  const ignoreDifferences = ignoredDifferences(workloads);
  return Application.manifest({
    metadata: { name, namespace: argoCd.namespace },
    spec: {
      project: argoCd.project,
      source: { repoUrl: argoCd.repository, targetRevision: argoCd.revision, path: folderOf(name) },
      destination: argoCd.destination,
      ...syncPolicyOf(argoCd),
      ...(ignoreDifferences.length > 0 && { ignoreDifferences }),
    },
  });
}

/** Folder of an environment's manifests in the repository. */
export function folderOf(environment: string): string {
  return `dist/k8s/${environment}`;
}

/**
 * When Argo CD applies the manifests; nothing where somebody presses the button. Nothing is removed unless asked for, and
 * never everything (`allowEmpty` is left out): files are also gone where a binding does not fit.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/
 */
export function syncPolicyOf({ automated, prune }: Pick<ResolvedArgoCd, "automated" | "prune">): {
  readonly syncPolicy?: ApplicationSpecSyncPolicy;
} {
  return automated ? { syncPolicy: { automated: { prune, selfHeal: true } } } : {};
}
