import type { Environment } from "../environment.js";
import { builtInNamespaces, dnsLabel } from "../limits/index.js";
import { problem, quote, within } from "../problem.js";
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
    yield* checkLabels("label", namespace.labels, within(at, "labels"));
    const labels = JSON.stringify(Object.entries(namespace.labels).sort());
    const before = created.get(namespace.name);
    created.set(namespace.name, before ?? labels);
    if (before !== undefined && before !== labels) {
      yield problem({
        rule: "unique-namespace",
        message: `namespace ${quote(namespace.name)} is described twice, with different labels`,
        at,
        allowed: "one description for each namespace",
        fix: "describe it once with newNamespace(…) and let all its workloads refer to that",
      });
    }
  }
}
