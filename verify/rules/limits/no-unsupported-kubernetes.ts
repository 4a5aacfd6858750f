import { quote } from "../../../shared/index.js";
import type { AzureWorld } from "../../azure/types.js";
import { daysUntil } from "../../facts/days.js";
import { isOlder, KUBERNETES_VERSIONS, LONG_TERM_SUPPORT, minorOf } from "../../facts/kubernetes-versions.js";
import type { Severity } from "../../finding.js";
import type { Step } from "../../reading/document.js";
import { broken, defineRule, undecided } from "../../rule.js";
import type { Resource } from "../../terraform/resource.js";
import type { Value } from "../../terraform/value.js";
import { fromToday } from "./days-left.js";
import { nodePools } from "./node-pools.js";

/** AKS makes no new cluster of a version that it does not support, and upgrades of old ones skip nothing. */
export const noUnsupportedKubernetes = defineRule({
  id: "no-unsupported-kubernetes",
  severity: "warning",
  summary: "Each cluster and node pool has a Kubernetes version that AKS supports for a while yet.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure, today }) {
    for (const { on, at, cluster, version } of statedIn(azure)) {
      const minor = version.known ? minorOf(version.text) : undefined;
      const plan = cluster && azure.valueOf(cluster, "support_plan");
      const support = minor === undefined ? undefined : supportOf(minor, plan?.text === LONG_TERM_SUPPORT);
      if (minor === undefined || support === undefined) {
        yield undecided({
          on,
          at,
          message: version.known
            ? `it is not known until when AKS supports the Kubernetes version ${quote(version.text)} of ${on.id}`
            : `the Kubernetes version of ${on.id} is decided by an expression`,
          needs: version.known ? "az aks get-versions, or the calendar of AKS" : "a plan, or a literal version",
        });
        continue;
      }
      const severity = severityOf(support.until === undefined ? -1 : daysUntil(today, support.until));
      if (severity === undefined) {
        continue;
      }
      const when = support.until && `${support.until}, ${fromToday(today, support.until)}`;
      const ended = support.until === undefined || daysUntil(today, support.until) < 0;
      yield broken({
        on,
        at,
        message: `${on.id} has Kubernetes ${minor}, whose ${support.plan} ${ended ? "ended" : "ends"}${when ? ` on ${when}` : ""}`,
        got: version.text,
        allowed: `a supported version: ${supportedOn(today)}`,
        fix: support.longTerm
          ? "upgrade one minor version at a time"
          : `upgrade one minor version at a time, or set sku_tier to "Premium" and support_plan to "${LONG_TERM_SUPPORT}"`,
        ...(ended ? { shows: "a new cluster: AKS refuses the version; an old one: no security fixes" } : {}),
        severity,
      });
    }
  },
});

interface Stated {
  readonly on: Resource;
  readonly at: readonly Step[];
  readonly cluster: Resource | undefined;
  readonly version: Value;
}

/** Versions of clusters, and of pools where they say another one than their cluster. */
function statedIn(azure: AzureWorld): readonly Stated[] {
  const clusters = azure.clusters.flatMap(({ resource }): Stated[] => {
    const version = azure.valueOf(resource, "kubernetes_version");
    return version === undefined ? [] : [{ on: resource, at: ["kubernetes_version"], cluster: resource, version }];
  });
  const pools = nodePools(azure).flatMap(({ resource, at, cluster, setting }): Stated[] => {
    const version = setting("orchestrator_version");
    const same = cluster && azure.valueOf(cluster, "kubernetes_version")?.text === version?.text;
    return version === undefined || same
      ? []
      : [{ on: resource, at: [...at, "orchestrator_version"], cluster, version }];
  });
  return [...clusters, ...pools];
}

interface Support {
  /** Last day; undefined for versions that ended before the table begins. */
  readonly until: string | undefined;
  readonly plan: string;
  readonly longTerm: boolean;
}

function supportOf(minor: string, longTerm: boolean): Support | undefined {
  const plan = longTerm ? "long-term support" : "standard support";
  const known = KUBERNETES_VERSIONS.find(({ version }) => version === minor);
  if (known !== undefined) {
    return { until: longTerm ? known.longTermUntil : known.until, plan, longTerm };
  }
  const [oldest] = KUBERNETES_VERSIONS;
  return oldest !== undefined && isOlder(minor, oldest.version) && !longTerm
    ? { until: undefined, plan, longTerm }
    : undefined;
}

/** Days before the end from which it is said, and from which it is a warning. */
const TOLD_BEFORE = 120;
const WARNED_BEFORE = 30;

function severityOf(days: number): Severity | undefined {
  if (days > TOLD_BEFORE) {
    return undefined;
  }
  return days <= WARNED_BEFORE ? "warning" : "note";
}

function supportedOn(today: string): string {
  const supported = KUBERNETES_VERSIONS.filter(
    // What this rule would tell of is no advice.
    ({ until }) => severityOf(daysUntil(today, until)) === undefined,
  ).map(({ version }) => version);
  return supported.length === 0 ? "see az aks get-versions" : supported.join(", ");
}
