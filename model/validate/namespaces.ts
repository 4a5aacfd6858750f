import { containersOf } from "../container-list.js";
import type { Environment } from "../environment.js";
import { builtInNamespaces, dnsLabel, objectCount, quantity, quotaResource } from "../limits/index.js";
import type { NewNamespace } from "../namespace.js";
import { listed, problem, quote, within } from "../problem.js";
import { namespaceOf } from "../resolve-workload.js";
import type { Workload } from "../workload.js";
import { checkName, type Problems } from "./checks.js";
import { checkLabels } from "./labels.js";

/** Checks the namespaces that workloads name or ask for. */
export function* checkNamespaces({ name, workloads }: Environment): Problems {
  const created = new Map<string, string>();
  const checked = new Set<string>();

  for (const [index, workload] of workloads.entries()) {
    const { namespace = "default" } = workload;
    const at = within(name, `workloads[${index}] ${workload.name}`, "namespace");
    const called = typeof namespace === "string" ? namespace : namespace.name;
    if (!checked.has(called)) {
      checked.add(called);
      yield* checkName("valid-namespace-name", "namespace", called, at, dnsLabel);
    }
    if (typeof namespace === "string") {
      continue;
    }
    if (builtInNamespaces.includes(namespace.name)) {
      yield problem({
        rule: "no-built-in-namespace",
        message: `namespace ${quote(namespace.name)} is to be created, but every cluster has it`,
        at,
        allowed: `any namespace but ${builtInNamespaces.join(", ")}`,
        fix: `name it as existing: namespace: ${quote(namespace.name)}`,
      });
    }
    const before = created.get(namespace.name);
    const description = describe(namespace);
    created.set(namespace.name, before ?? description);
    if (before === undefined) {
      yield* checkLabels("label", namespace.labels, within(at, "labels"));
      yield* checkPodSecurity(namespace, at);
      yield* checkQuota(namespace, workloads, at);
    } else if (before !== description) {
      yield problem({
        rule: "unique-namespace",
        message: `namespace ${quote(namespace.name)} is described twice, differently`,
        at,
        allowed: "one description for each namespace",
        fix: "describe it once with newNamespace(…) and let all its workloads refer to that",
      });
    }
  }
}

/** A namespace as text, the same for the same description. */
function describe({ labels, podSecurity, quota = {} }: NewNamespace): string {
  return JSON.stringify([Object.entries(labels).sort(), podSecurity, Object.entries(quota).sort()]);
}

const POD_SECURITY = "pod-security.kubernetes.io/";

function* checkPodSecurity({ labels, podSecurity }: NewNamespace, at: string): Problems {
  if (typeof podSecurity === "object" && podSecurity.reason.trim() === "") {
    yield problem({
      rule: "valid-security",
      message: `the namespace admits ${quote(podSecurity.level)} pods, and no reason is given`,
      at: within(at, "podSecurity", "reason"),
      allowed: "a sentence that says why",
      fix: "write the reason, or leave podSecurity out",
    });
  }
  const label = Object.keys(labels).find((key) => key.startsWith(POD_SECURITY));
  if (podSecurity !== false && label !== undefined) {
    yield problem({
      rule: "valid-labels",
      message: `label ${quote(label)} is given, and podSecurity writes such labels too`,
      at: within(at, "labels"),
      allowed: `labels that begin with ${POD_SECURITY} only with podSecurity: false`,
      fix: "say the level in podSecurity, or set it to false",
    });
  }
}

function* checkQuota({ name, quota = {} }: NewNamespace, workloads: readonly Workload[], at: string): Problems {
  const where = within(at, "quota");
  for (const [resource, amount] of Object.entries(quota)) {
    yield* checkName("valid-quota", "resource", resource, where, quotaResource, "choose one that Kubernetes counts");
    const rule = /(cpu|memory|storage)$/.test(resource) ? quantity : objectCount;
    yield* checkName("valid-quota", "quantity", amount, within(where, resource), rule, 'write it as "10" or "8Gi"');
  }
  if (Object.hasOwn(quota, "limits.cpu")) {
    const unlimited = workloads
      .filter((workload) => workload.kind !== "Attachment" && namespaceOf(workload) === name)
      .filter((workload) =>
        containersOf(workload).some(({ container: { resources } }) => resources?.cpuLimit === undefined),
      );
    if (unlimited.length > 0) {
      yield problem({
        rule: "match-quota",
        message: `the quota counts limits.cpu, so the API server refuses pods without one: ${listed(unlimited.map((one) => one.name))}`,
        at: where,
        allowed: "containers with a limit for everything that the quota counts limits of",
        fix: "set resources.cpuLimit on every container, or count requests.cpu instead",
      });
    }
  }
}
