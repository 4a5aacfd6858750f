import type { ApplicationSpecIgnoreDifferences } from "../../imports/argoproj.io.js";
import type { ResolvedWorkload } from "../../model/index.js";

/** Kinds whose pod template Reloader changes. Of a CronJob it makes a Job instead. */
const CHANGED = ["DaemonSet", "Deployment", "StatefulSet"] as const;

/**
 * What Reloader writes into a pod template to restart pods: by its strategy, a variable in a container (never in an init
 * container) or an annotation. Where it began the list of variables or the annotations, these are left out as a whole,
 * because an empty list differs from none.
 *
 * Argo CD compares three ways and leaves alone what the last apply did not have, so this matters only where it had them,
 * as after a restore of exported manifests; taking them back would restart the pods again.
 *
 * @see https://github.com/stakater/Reloader/blob/v1.4.14/internal/pkg/handler/upgrade.go
 */
const WRITTEN_BY_RELOADER = [
  '.spec.template.spec.containers[]?.env | select(length > 0 and all(.[]; .name | startswith("STAKATER_")))',
  '.spec.template.spec.containers[]?.env[]? | select(.name | startswith("STAKATER_"))',
  '.spec.template.metadata.annotations | select(keys? == ["reloader.stakater.com/last-reloaded-from"])',
  '.spec.template.metadata.annotations["reloader.stakater.com/last-reloaded-from"]',
];

/** The differences between folder and cluster that do not count: what Reloader changes, where a workload asks for it. */
export function ignoredDifferences(workloads: readonly ResolvedWorkload[]): ApplicationSpecIgnoreDifferences[] {
  const restarted = workloads.filter(({ reloadOn }) => reloadOn.classes.length > 0 || reloadOn.secrets.length > 0);
  return CHANGED.filter((kind) => restarted.some(({ controller }) => controller.kind === kind)).map((kind) => ({
    group: "apps",
    kind,
    jqPathExpressions: WRITTEN_BY_RELOADER,
  }));
}
