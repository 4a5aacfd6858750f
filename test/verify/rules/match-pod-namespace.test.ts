import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles } from "../../support/artefacts.js";

function withNamespace(name: string): Files {
  return {
    ...healthyFiles,
    "namespace.yaml": ["apiVersion: v1", "kind: Namespace", "metadata:", `  name: ${name}`].join("\n"),
  };
}

const ALWAYS = {
  rule: "match-pod-namespace",
  environment: "artefacts",
  docs: "docs/rules/match-pod-namespace.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("match-pod-namespace", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a pod is in a namespace that is nearly one of the artefacts", () => {
  const files = withNamespace("orderz");

  const findings = findingsOf("match-pod-namespace", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Deployment orders/api is in the namespace "orders", which the artefacts do not make',
      at: { file: "orders.yaml", line: 50, resource: "Deployment orders/api", field: "metadata.namespace" },
      got: "orders",
      allowed: 'a namespace that exists, as "orderz"',
      fix: 'write "orderz", or add the Namespace "orders" to the artefacts',
      shows: 'kubectl: namespaces "orders" not found',
      related: [],
    },
  ]);
});

test("finds nothing where the namespace is made by somebody else", () => {
  const files = withNamespace("platform");

  const findings = findingsOf("match-pod-namespace", files);

  expect(findings).toEqual([]);
});

test("finds nothing where the namespace is among the artefacts", () => {
  const files = withNamespace("orders");

  const findings = findingsOf("match-pod-namespace", files);

  expect(findings).toEqual([]);
});

test("finds nothing where the namespace with nearly the same name is in use itself", () => {
  const account = "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: x, namespace: orderz}\n";
  const files = withNamespace("orderz");

  const findings = findingsOf("match-pod-namespace", { ...files, "other.yaml": account });

  expect(findings).toEqual([]);
});
