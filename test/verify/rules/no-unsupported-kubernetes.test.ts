import { expect, test } from "vitest";
import { type Finding, verify } from "../../../verify/index.js";
import { type Files, healthyFiles, terraform, uncheckedOf } from "../../support/artefacts.js";

/** What is found on a day, in Terraform with a change. */
function on(today: string, files: Files = healthyFiles): readonly Finding[] {
  const sources = Object.entries(files).map(([file, content]) => ({ file, content }));
  const findings = verify(sources, { today }).environments.flatMap((environment) => environment.findings);
  return findings.filter((finding) => finding.rule === "no-unsupported-kubernetes");
}

/** The healthy world with other settings of its cluster. */
function cluster(settings: Readonly<Record<string, unknown>>): Files {
  return terraform(({ resource }) => Object.assign(resource.azurerm_kubernetes_cluster.main, settings));
}

function brief(today: string, settings: Readonly<Record<string, unknown>>): readonly (readonly string[])[] {
  return on(today, cluster(settings)).map(({ severity, message }) => [severity, message]);
}

test("finds nothing in a healthy world", () => {
  const found = on("2026-11-22");

  expect(found).toEqual([]);
});

test("fails when the support of a version ended", () => {
  const found = on("2026-11-22", cluster({ kubernetes_version: "1.33" }));

  expect(found).toEqual([
    {
      rule: "no-unsupported-kubernetes",
      severity: "warning",
      environment: "artefacts",
      message:
        "azurerm_kubernetes_cluster.main has Kubernetes 1.33, whose standard support ended on 2026-07-31, 114 days ago",
      at: {
        file: "azure/main.tf.json",
        line: 33,
        resource: "azurerm_kubernetes_cluster.main",
        field: "kubernetes_version",
      },
      got: "1.33",
      allowed: "a supported version: 1.35, 1.36, 1.37",
      fix: 'upgrade one minor version at a time, or set sku_tier to "Premium" and support_plan to "AKSLongTermSupport"',
      shows: "a new cluster: AKS refuses the version; an old one: no security fixes",
      related: [],
      docs: "docs/rules/no-unsupported-kubernetes.md",
    },
  ]);
});

test("fails when a version is older than the calendar of AKS", () => {
  const found = on("2026-11-22", cluster({ kubernetes_version: "1.29.4" }));

  expect(found).toEqual([
    {
      rule: "no-unsupported-kubernetes",
      severity: "warning",
      environment: "artefacts",
      message: "azurerm_kubernetes_cluster.main has Kubernetes 1.29, whose standard support ended",
      at: {
        file: "azure/main.tf.json",
        line: 33,
        resource: "azurerm_kubernetes_cluster.main",
        field: "kubernetes_version",
      },
      got: "1.29.4",
      allowed: "a supported version: 1.35, 1.36, 1.37",
      fix: 'upgrade one minor version at a time, or set sku_tier to "Premium" and support_plan to "AKSLongTermSupport"',
      shows: "a new cluster: AKS refuses the version; an old one: no security fixes",
      related: [],
      docs: "docs/rules/no-unsupported-kubernetes.md",
    },
  ]);
});

test("warns of a version in its last 30 days", () => {
  const found = brief("2026-11-22", { kubernetes_version: "1.34" });

  expect(found).toEqual([
    [
      "warning",
      "azurerm_kubernetes_cluster.main has Kubernetes 1.34, whose standard support ends on 2026-11-30, in 8 days",
    ],
  ]);
});

test("tells of a version in its last 120 days, which is not wrong yet", () => {
  const found = brief("2026-12-01", { kubernetes_version: "1.35.2" });

  expect(found).toEqual([
    [
      "note",
      "azurerm_kubernetes_cluster.main has Kubernetes 1.35, whose standard support ends on 2027-03-31, in 120 days",
    ],
  ]);
});

test("finds nothing on a version with long-term support", () => {
  const found = brief("2026-11-22", {
    kubernetes_version: "1.34",
    sku_tier: "Premium",
    support_plan: "AKSLongTermSupport",
  });

  expect(found).toEqual([]);
});

test("fails when long-term support ended too", () => {
  const found = on("2027-04-01", cluster({ kubernetes_version: "1.32", support_plan: "AKSLongTermSupport" })).map(
    ({ severity, message, fix }) => [severity, message, fix],
  );

  expect(found).toEqual([
    [
      "warning",
      "azurerm_kubernetes_cluster.main has Kubernetes 1.32, whose long-term support ended on 2027-03-31, 1 day ago",
      "upgrade one minor version at a time",
    ],
  ]);
});

test("fails when a pool has another version than its cluster", () => {
  const found = on(
    "2026-11-22",
    cluster({ default_node_pool: { name: "system", node_count: 3, orchestrator_version: "1.33" } }),
  ).map(({ at, message }) => [at.field, message]);

  expect(found).toEqual([
    [
      "default_node_pool.orchestrator_version",
      "azurerm_kubernetes_cluster.main has Kubernetes 1.33, whose standard support ended on 2026-07-31, 114 days ago",
    ],
  ]);
});

test("says it once where a pool has the version of its cluster", () => {
  const found = brief("2026-11-22", {
    kubernetes_version: "1.33",
    default_node_pool: { name: "system", orchestrator_version: "1.33" },
  });

  expect(found).toEqual([
    [
      "warning",
      "azurerm_kubernetes_cluster.main has Kubernetes 1.33, whose standard support ended on 2026-07-31, 114 days ago",
    ],
  ]);
});

test("finds nothing where AKS chooses the version", () => {
  const found = brief("2026-11-22", { kubernetes_version: undefined });

  expect(found).toEqual([]);
});

test("cannot tell of a version that is newer than the calendar", () => {
  const found = uncheckedOf("no-unsupported-kubernetes", cluster({ kubernetes_version: "1.55" }));

  expect(found).toEqual([
    {
      rule: "no-unsupported-kubernetes",
      environment: "artefacts",
      message:
        'it is not known until when AKS supports the Kubernetes version "1.55" of azurerm_kubernetes_cluster.main',
      needs: "az aks get-versions, or the calendar of AKS",
      at: {
        file: "azure/main.tf.json",
        line: 33,
        resource: "azurerm_kubernetes_cluster.main",
        field: "kubernetes_version",
      },
    },
  ]);
});

test("cannot tell of a version that an expression decides", () => {
  const found = uncheckedOf("no-unsupported-kubernetes", cluster({ kubernetes_version: "${var.version}" })).map(
    ({ message, needs }) => [message, needs],
  );

  expect(found).toEqual([
    [
      "the Kubernetes version of azurerm_kubernetes_cluster.main is decided by an expression",
      "a plan, or a literal version",
    ],
  ]);
});
