import type { ArgoCd } from "../argo-cd.js";
import type { Environment } from "../environment.js";
import type { Guardrails } from "../guardrails.js";
import * as limits from "../limits/index.js";
import { problem, quote, within } from "../problem.js";
import { resolveInCluster } from "../resolve-in-cluster.js";
import { checkGuid, checkName, checkUnique, type Problems } from "./checks.js";
import { checkLabels } from "./labels.js";
import { isOlder } from "./minor-version.js";

/** Checks what an environment has in its cluster beside workloads. */
export function* checkInCluster(environment: Environment): Problems {
  const { name, guardrails, argoCd } = environment;
  if (guardrails !== undefined) {
    yield* checkGuardrails(environment, guardrails, within(name, "guardrails"));
  }
  yield* checkScraping(environment, within(name, "scraping"));
  if (argoCd !== undefined) {
    yield* checkArgoCd(argoCd, within(name, "argoCd"));
    yield* checkJobs(environment, argoCd);
  }
}

function* checkGuardrails({ cluster }: Environment, guardrails: Guardrails, at: string): Problems {
  const { classWriters = [], deployers = [] } = guardrails;
  const groups = [
    ...classWriters.map((id, index) => ({ id, at: within(at, `classWriters[${index}]`) })),
    ...deployers.map((id, index) => ({ id, at: within(at, `deployers[${index}]`) })),
  ];
  for (const group of groups) {
    yield* checkGuid("group", group.id, group.at, "az ad group show --group <name> --query id");
  }
  yield* checkUnique(
    groups,
    ({ id }) => String(id).toLowerCase(),
    (again, first) =>
      problem({
        rule: "valid-guardrails",
        message: `group ${quote(again.id)} is named twice, the other time at ${first.at.split(" › ").at(-1)}`,
        at: again.at,
        allowed: "each group once: who writes classes and who deploys are to be different people",
        fix: "remove one of them",
      }),
  );
  if (isOlder(cluster, limits.admissionPolicyMinor)) {
    yield problem({
      rule: "valid-guardrails",
      message: `the cluster runs Kubernetes ${quote(cluster.kubernetesVersion)}, which has no ValidatingAdmissionPolicy`,
      at,
      allowed: `Kubernetes 1.${limits.admissionPolicyMinor} or later`,
      fix: "raise kubernetesVersion, or leave guardrails out",
    });
  }
}

function* checkScraping(environment: Environment, at: string): Problems {
  const { scraping } = resolveInCluster(environment);
  if (scraping === undefined) {
    return;
  }
  const { interval, labels, namespace, dashboardNamespace, collector, alertRules } = scraping;
  yield* checkName(
    "valid-scraping",
    "interval",
    interval,
    within(at, "interval"),
    limits.prometheusDuration,
    'write "30s"',
  );
  yield* checkLabels("label", labels, within(at, "labels"));
  for (const [field, value] of Object.entries({ namespace, dashboardNamespace })) {
    if (value !== undefined) {
      yield* checkName("valid-namespace-name", "namespace", value, within(at, field), limits.dnsLabel);
    }
  }
  if (collector === "azure" && alertRules) {
    yield problem({
      rule: "valid-scraping",
      message: "alert rules are to be in the cluster, where managed Prometheus does not look for them",
      at: within(at, "alertRules"),
      allowed:
        'alert rules in the cluster with collector "operator"; those of managed Prometheus are in the Azure half',
      fix: "leave alertRules out, and set monitoring.prometheus",
    });
  }
  if (collector === "azure" && namespace !== "kube-system") {
    yield problem({
      rule: "valid-scraping",
      message: `PodMonitors for Azure are to be in namespace ${quote(namespace)}`,
      at: within(at, "namespace"),
      allowed: '"kube-system", where driver and provider run; only an operator is told to look elsewhere',
      fix: "leave namespace out",
    });
  }
  if (collector === "azure" && Object.keys(labels).length > 0) {
    yield problem({
      rule: "valid-scraping",
      message: "PodMonitors for Azure are to have labels, which nothing reads there",
      at: within(at, "labels"),
      allowed: 'labels with collector "operator", which selects by them',
      fix: "leave labels out",
    });
  }
}

function* checkArgoCd(argoCd: ArgoCd, at: string): Problems {
  const { repository, revision = "main", namespace = "argocd", project = "default", destination } = argoCd;
  const { automated = true, prune = false } = argoCd;
  yield* checkName("valid-argo-cd", "repository", repository, within(at, "repository"), limits.gitUrl, "give its URL");
  yield* checkName("valid-argo-cd", "revision", revision, within(at, "revision"), limits.gitRevision);
  yield* checkName("valid-namespace-name", "namespace", namespace, within(at, "namespace"), limits.dnsLabel);
  yield* checkName("valid-argo-cd", "project", project, within(at, "project"), limits.dnsSubdomain);
  if (prune && !automated) {
    yield problem({
      rule: "valid-argo-cd",
      message: "Argo CD is to remove things by itself, and does nothing by itself",
      at: within(at, "prune"),
      allowed: "prune where automated is on; otherwise whoever presses the button decides",
      fix: "leave prune out",
    });
  }
  if (destination !== undefined) {
    const [field, value, rule] =
      "server" in destination
        ? (["server", destination.server, limits.httpsUrl] as const)
        : (["name", destination.name, limits.plainText] as const);
    yield* checkName("valid-argo-cd", "destination", value, within(at, "destination", field), rule, "name the cluster");
  }
}

/** What is gone is missing, and what is missing is made again. */
function* checkJobs({ name, workloads }: Environment, { automated = true }: ArgoCd): Problems {
  for (const [index, workload] of workloads.entries()) {
    if (automated && workload.kind === "Job" && workload.ttlSecondsAfterFinished !== undefined) {
      yield problem({
        rule: "valid-argo-cd",
        message: `Job ${quote(workload.name)} is removed when it has finished, and Argo CD would run it again without end`,
        at: within(name, `workloads[${index}] ${workload.name}`, "ttlSecondsAfterFinished"),
        allowed: "a Job that stays, where Argo CD syncs by itself",
        fix: "leave ttlSecondsAfterFinished out, or set automated: false",
      });
    }
  }
}
