import { expect, test } from "vitest";
import { type Finding, verify } from "../../../verify/index.js";
import { type Files, healthyFiles, terraform } from "../../support/artefacts.js";

/** What is found on a day, in Terraform with a change. */
function on(today: string, files: Files = healthyFiles): readonly Finding[] {
  const sources = Object.entries(files).map(([file, content]) => ({ file, content }));
  const findings = verify(sources, { today }).environments.flatMap((environment) => environment.findings);
  return findings.filter((finding) => finding.rule === "no-retired-windows");
}

/** The healthy world with a pool of Windows. */
function pool(settings: Readonly<Record<string, unknown>>): Files {
  const win = {
    name: "win",
    kubernetes_cluster_id: "${azurerm_kubernetes_cluster.main.id}",
    os_type: "Windows",
    ...settings,
  };
  return terraform(({ resource }) => Object.assign(resource, { azurerm_kubernetes_cluster_node_pool: { win } }));
}

test("finds nothing on a pool that says no Windows Server", () => {
  const found = on("2026-11-22", pool({}));

  expect(found).toEqual([]);
});

test("fails when Windows Server 2019 meets the version of the cluster", () => {
  const found = on("2026-11-22", pool({ os_sku: "Windows2019" }));

  expect(found).toEqual([
    {
      rule: "no-retired-windows",
      severity: "error",
      environment: "artefacts",
      message:
        "azurerm_kubernetes_cluster_node_pool.win has Windows Server 2019, which AKS does not have for Kubernetes 1.36",
      at: {
        file: "azure/main.tf.json",
        line: 100,
        resource: "azurerm_kubernetes_cluster_node_pool.win",
        field: "os_sku",
      },
      got: "Windows2019",
      allowed: '"Windows2022"',
      fix: 'make a pool with os_sku "Windows2022", move the pods, remove this one',
      shows: "terraform apply: AKS refuses to make or upgrade the node pool",
      related: [],
      docs: "docs/rules/no-retired-windows.md",
    },
  ]);
});

test("warns of Windows Server 2019 with an old version", () => {
  const found = on("2026-11-22", pool({ os_sku: "Windows2019", orchestrator_version: "1.32.4" }));

  expect(found).toEqual([
    {
      rule: "no-retired-windows",
      severity: "warning",
      environment: "artefacts",
      message:
        "azurerm_kubernetes_cluster_node_pool.win has Windows Server 2019, which AKS does not have from Kubernetes 1.33 on",
      at: {
        file: "azure/main.tf.json",
        line: 100,
        resource: "azurerm_kubernetes_cluster_node_pool.win",
        field: "os_sku",
      },
      got: "Windows2019",
      allowed: '"Windows2022"',
      fix: 'make a pool with os_sku "Windows2022", move the pods, remove this one',
      related: [],
      docs: "docs/rules/no-retired-windows.md",
    },
  ]);
});

test("tells of Windows Server 2022, which is not wrong yet", () => {
  const found = on("2026-11-22", pool({ os_sku: "Windows2022" }));

  expect(found).toEqual([
    {
      rule: "no-retired-windows",
      severity: "note",
      environment: "artefacts",
      message:
        "azurerm_kubernetes_cluster_node_pool.win has Windows Server 2022, which retires on 2028-06-30, in 586 days",
      at: {
        file: "azure/main.tf.json",
        line: 100,
        resource: "azurerm_kubernetes_cluster_node_pool.win",
        field: "os_sku",
      },
      got: "Windows2022",
      allowed: "a Windows Server that AKS supports for a while yet",
      fix: "plan a pool of a later Windows Server, as soon as azurerm has a name for it",
      related: [],
      docs: "docs/rules/no-retired-windows.md",
    },
  ]);
});

test("warns of Windows Server 2022 in its last year", () => {
  const found = on("2027-07-01", pool({ os_sku: "Windows2022" })).map(({ severity, message }) => [severity, message]);

  expect(found).toEqual([
    [
      "warning",
      "azurerm_kubernetes_cluster_node_pool.win has Windows Server 2022, which retires on 2028-06-30, in 365 days",
    ],
  ]);
});

test("warns of Windows Server 2022 on its last day", () => {
  const found = on("2028-06-30", pool({ os_sku: "Windows2022" })).map(({ severity, message }) => [severity, message]);

  expect(found).toEqual([
    ["warning", "azurerm_kubernetes_cluster_node_pool.win has Windows Server 2022, which retires on 2028-06-30, today"],
  ]);
});
