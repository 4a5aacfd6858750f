import { expect, test } from "vitest";
import { type Finding, verify } from "../../../verify/index.js";
import { type Files, healthyFiles, terraform } from "../../support/artefacts.js";

/** What is found on a day, in Terraform with a change. */
function on(today: string, files: Files = healthyFiles): readonly Finding[] {
  const sources = Object.entries(files).map(([file, content]) => ({ file, content }));
  const findings = verify(sources, { today }).environments.flatMap((environment) => environment.findings);
  return findings.filter((finding) => finding.rule === "no-retired-network-plugin");
}

const kubenet = terraform(({ resource }) =>
  Object.assign(resource.azurerm_kubernetes_cluster.main, { network_profile: { network_plugin: "kubenet" } }),
);

test("finds nothing in a healthy world", () => {
  const found = on("2026-11-22");

  expect(found).toEqual([]);
});

test("tells of kubenet, which is not wrong yet", () => {
  const found = on("2026-11-22", kubenet);

  expect(found).toEqual([
    {
      rule: "no-retired-network-plugin",
      severity: "note",
      environment: "artefacts",
      message:
        "azurerm_kubernetes_cluster.main has the network plugin kubenet, which retires on 2028-03-31, in 495 days",
      at: {
        file: "azure/main.tf.json",
        line: 52,
        resource: "azurerm_kubernetes_cluster.main",
        field: "network_profile.network_plugin",
      },
      got: "kubenet",
      allowed: '"azure", with network_plugin_mode "overlay"; or "none"',
      fix: 'move the cluster to Azure CNI Overlay: network_plugin "azure", network_plugin_mode "overlay"',
      related: [],
      docs: "docs/rules/no-retired-network-plugin.md",
    },
  ]);
});

test("warns of kubenet in its last year", () => {
  const found = on("2027-04-01", kubenet).map(({ severity, message }) => [severity, message]);

  expect(found).toEqual([
    [
      "warning",
      "azurerm_kubernetes_cluster.main has the network plugin kubenet, which retires on 2028-03-31, in 365 days",
    ],
  ]);
});

test("warns of kubenet once it retired", () => {
  const found = on("2028-04-01", kubenet).map(({ severity, message }) => [severity, message]);

  expect(found).toEqual([
    [
      "warning",
      "azurerm_kubernetes_cluster.main has the network plugin kubenet, which retired on 2028-03-31, 1 day ago",
    ],
  ]);
});
