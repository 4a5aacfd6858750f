import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, terraform } from "../../support/artefacts.js";

const RULE = "require-key-vault-add-on";

const DRIVER = `apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: { name: secrets-store.csi.k8s.io }
spec: { podInfoOnMount: true, tokenRequests: [{ audience: api://AzureADTokenExchange }] }
`;

const FLUX = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: csi, namespace: kube-system }
spec: { chart: { spec: { chart: csi-secrets-store-provider-azure } } }
`;

function withoutAddOn(): Files {
  return terraform(({ resource }) => {
    Reflect.deleteProperty(resource.azurerm_kubernetes_cluster.main, "key_vault_secrets_provider");
  });
}

test("finds nothing where the add-on is there", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when it is not", () => {
  const files = withoutAddOn();

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-key-vault-add-on",
      severity: "error",
      environment: "artefacts",
      message:
        "azurerm_kubernetes_cluster.main does not have the Key Vault add-on, and Deployment orders/api mounts a provider class",
      at: { file: "azure/main.tf.json", line: 28, resource: "azurerm_kubernetes_cluster.main" },
      allowed: "a block key_vault_secrets_provider, or a chart that installs driver and provider",
      fix: "add key_vault_secrets_provider { secret_rotation_enabled = true }",
      shows: "FailedMount: driver name secrets-store.csi.k8s.io not found in the list of registered CSI drivers",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
      docs: "docs/rules/require-key-vault-add-on.md",
    },
  ]);
});

test("takes a driver that the manifests install", () => {
  const files = { ...withoutAddOn(), "driver.yaml": DRIVER };

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("takes a chart that Terraform installs", () => {
  const files = terraform(({ resource }) => {
    Object.assign(resource, { helm_release: { csi: { name: "csi", chart: "csi-secrets-store-provider-azure" } } });
  }, withoutAddOn());

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("takes a chart that Flux installs", () => {
  const files = { ...withoutAddOn(), "flux.yaml": FLUX };

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("cannot blame one of several clusters", () => {
  const files = terraform(({ resource }) => {
    Object.assign(resource.azurerm_kubernetes_cluster, {
      second: { name: "aks-second", key_vault_secrets_provider: { secret_rotation_enabled: true } },
    });
  }, withoutAddOn());

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the block of the add-on is empty", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_kubernetes_cluster.main, { key_vault_secrets_provider: {} }),
  );

  const found = findingsOf("require-key-vault-add-on", files);

  expect(found).toEqual([
    expect.objectContaining({
      severity: "error",
      message: "key_vault_secrets_provider of azurerm_kubernetes_cluster.main is empty",
      fix: "write secret_rotation_enabled = true",
    }),
  ]);
});
