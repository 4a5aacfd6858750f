import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests, terraform } from "../../support/artefacts.js";

const RULE = "require-workload-identity-webhook";

const WEBHOOK = `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: azure-wi-webhook-mutating-webhook-configuration }
`;

function withWebhook(enabled: boolean | undefined): Files {
  return terraform(({ resource }) => {
    Object.assign(resource.azurerm_kubernetes_cluster.main, { workload_identity_enabled: enabled });
  });
}

test("finds nothing where it is switched on", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when it is switched off", () => {
  const files = withWebhook(false);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-workload-identity-webhook",
      severity: "warning",
      environment: "artefacts",
      message:
        "azurerm_kubernetes_cluster.main lacks the workload identity webhook, which the label azure.workload.identity/use of Deployment orders/api asks for",
      at: {
        file: "azure/main.tf.json",
        line: 35,
        resource: "azurerm_kubernetes_cluster.main",
        field: "workload_identity_enabled",
      },
      got: "false",
      allowed: "workload_identity_enabled = true",
      fix: "write workload_identity_enabled = true, or remove the label where no app asks Azure itself",
      shows: "nothing at the mount; the app lacks AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
      docs: "docs/rules/require-workload-identity-webhook.md",
    },
  ]);
});

test("fails when it is left to its default", () => {
  const files = withWebhook(undefined);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-workload-identity-webhook",
      severity: "warning",
      environment: "artefacts",
      message:
        "azurerm_kubernetes_cluster.main lacks the workload identity webhook, which the label azure.workload.identity/use of Deployment orders/api asks for",
      at: { file: "azure/main.tf.json", line: 28, resource: "azurerm_kubernetes_cluster.main" },
      allowed: "workload_identity_enabled = true",
      fix: "write workload_identity_enabled = true, or remove the label where no app asks Azure itself",
      shows: "nothing at the mount; the app lacks AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
      docs: "docs/rules/require-workload-identity-webhook.md",
    },
  ]);
});

test("leaves alone pods that do not ask for it", () => {
  const files = manifests('azure.workload.identity/use: "true"', "tier: front", withWebhook(false));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("takes a webhook that the manifests install", () => {
  const files = { ...withWebhook(false), "webhook.yaml": WEBHOOK };

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
