import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests, terraform } from "../../support/artefacts.js";

function withSystem(...lines: readonly string[]): Files {
  const account = "      serviceAccountName: api\n";
  return manifests(account, account + lines.map((line) => `      ${line}\n`).join(""));
}

const ALWAYS = { rule: "match-pod-os", environment: "artefacts", docs: "docs/rules/match-pod-os.md" } as const;

/** A pool with Windows. */
const POOL = {
  azurerm_kubernetes_cluster_node_pool: {
    win: {
      name: "win",
      kubernetes_cluster_id: "${azurerm_kubernetes_cluster.main.id}",
      vm_size: "Standard_D4s_v5",
      os_type: "Windows",
    },
  },
};

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("match-pod-os", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when the node selector asks for another system", () => {
  const files = withSystem("os: { name: windows }", "nodeSelector: { kubernetes.io/os: linux }");

  const findings = findingsOf("match-pod-os", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api asks for nodes with "linux" and is written for "windows"',
      at: {
        file: "orders.yaml",
        line: 66,
        resource: "Deployment orders/api",
        field: 'spec.template.spec.nodeSelector["kubernetes.io/os"]',
      },
      got: "linux",
      allowed: "kubernetes.io/os: windows",
      fix: "set kubernetes.io/os: windows in nodeSelector",
      shows: "PodOSNotSupported: Failed to admit pod as the OS field doesn't match node OS",
      related: [],
    },
  ]);
});

test("fails when the node selector asks for a system that there is not", () => {
  const files = withSystem("nodeSelector: { kubernetes.io/os: Windows }");

  const findings = findingsOf("match-pod-os", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api asks for nodes with "Windows"',
      at: {
        file: "orders.yaml",
        line: 65,
        resource: "Deployment orders/api",
        field: 'spec.template.spec.nodeSelector["kubernetes.io/os"]',
      },
      got: "Windows",
      allowed: '"linux" or "windows"',
      fix: "set kubernetes.io/os: linux, or windows, in nodeSelector",
      shows: "FailedScheduling: node(s) didn't match Pod's node affinity/selector",
      related: [],
    },
  ]);
});

test("fails when a pod for Windows may be put anywhere", () => {
  const files = withSystem("os: { name: windows }");

  const findings = findingsOf("match-pod-os", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: "Deployment orders/api is written for windows, and its node selector does not ask for it",
      at: {
        file: "orders.yaml",
        line: 63,
        resource: "Deployment orders/api",
        field: 'spec.template.spec.nodeSelector["kubernetes.io/os"]',
      },
      allowed: "kubernetes.io/os: windows",
      fix: "set kubernetes.io/os: windows in nodeSelector",
      shows: "PodOSNotSupported: Failed to admit pod as the OS field doesn't match node OS",
      related: [],
    },
  ]);
});

test("finds nothing where both agree", () => {
  const files = terraform(
    ({ resource }) => Object.assign(resource, POOL),
    withSystem("os: { name: windows }", "nodeSelector: { kubernetes.io/os: windows }"),
  );

  const findings = findingsOf("match-pod-os", files);

  expect(findings).toEqual([]);
});

test("finds nothing where only one speaks of Linux", () => {
  const files = withSystem("nodeSelector: { kubernetes.io/os: linux }");

  const findings = findingsOf("match-pod-os", files);

  expect(findings).toEqual([]);
});

test("fails when no node pool of the Terraform has Windows", () => {
  const files = withSystem("nodeSelector: { kubernetes.io/os: windows }");

  const findings = findingsOf("match-pod-os", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api asks for nodes with "windows", and no node pool of the Terraform has any',
      at: {
        file: "orders.yaml",
        line: 65,
        resource: "Deployment orders/api",
        field: 'spec.template.spec.nodeSelector["kubernetes.io/os"]',
      },
      got: "windows",
      allowed: "a system that a node pool of the cluster has: linux",
      fix: "add an azurerm_kubernetes_cluster_node_pool with os_type Windows, or ask for linux",
      shows: "FailedScheduling: node(s) didn't match Pod's node affinity/selector",
      related: [{ file: "azure/main.tf.json", line: 28, resource: "azurerm_kubernetes_cluster.main" }],
    },
  ]);
});

test.each([
  ["has a pool with Windows", (c: object) => Object.assign(Reflect.get(c, "resource"), POOL)],
  ["may make pools in a module", (c: object) => Object.assign(c, { module: { pools: { source: "./pools" } } })],
])("finds nothing where the Terraform %s", (_, change) => {
  const files = terraform(change, withSystem("nodeSelector: { kubernetes.io/os: windows }"));

  const findings = findingsOf("match-pod-os", files);

  expect(findings).toEqual([]);
});

test("warns of a system that a tool has still to fill in", () => {
  const files = withSystem("nodeSelector: { kubernetes.io/os: $NODE_SELECTOR_OS }");

  const findings = findingsOf("match-pod-os", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Deployment orders/api asks for nodes with "$NODE_SELECTOR_OS", which a tool has still to fill in',
      at: {
        file: "orders.yaml",
        line: 65,
        resource: "Deployment orders/api",
        field: 'spec.template.spec.nodeSelector["kubernetes.io/os"]',
      },
      got: "$NODE_SELECTOR_OS",
      allowed: '"linux" or "windows"',
      fix: "verify the manifests as they are applied, after the values are filled in",
      shows:
        'the API server refuses the pod: spec.nodeSelector: Invalid value: "$NODE_SELECTOR_OS": a valid label must be an empty string or consist of alphanumeric characters',
      related: [],
    },
  ]);
});

test("shows that a value that is no label is refused", () => {
  const found = findingsOf("match-pod-os", withSystem('nodeSelector: { kubernetes.io/os: "linux " }'));

  expect(found.map(({ severity, shows }) => [severity, shows])).toEqual([
    [
      "error",
      'the API server refuses the pod: spec.nodeSelector: Invalid value: "linux ": a valid label must be an empty string or consist of alphanumeric characters',
    ],
  ]);
});
