import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const RULE = "valid-workload-identity-label";

const LABEL = 'azure.workload.identity/use: "true"';

const LABELS = `      labels:\n        app: api\n        ${LABEL}\n`;

function withLabel(label: string): Files {
  return manifests(LABEL, label);
}

test("finds nothing where the label is right", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the value is a boolean", () => {
  const files = withLabel("azure.workload.identity/use: true");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-workload-identity-label",
      severity: "error",
      environment: "artefacts",
      message: "the label azure.workload.identity/use of Deployment orders/api is no text",
      at: {
        file: "orders.yaml",
        line: 62,
        resource: "Deployment orders/api",
        field: 'spec.template.metadata.labels["azure.workload.identity/use"]',
      },
      got: "true",
      allowed: 'the text "true"',
      fix: 'write azure.workload.identity/use: "true", with the quotes',
      shows:
        'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal bool into Go struct field ObjectMeta.spec.template.metadata.labels of type string',
      related: [],
      docs: "docs/rules/valid-workload-identity-label.md",
    },
  ]);
});

test("fails when the value is another text", () => {
  const files = withLabel('azure.workload.identity/use: "yes"');

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-workload-identity-label",
      severity: "warning",
      environment: "artefacts",
      message:
        'the label azure.workload.identity/use of Deployment orders/api is "yes", for which the webhook does nothing',
      at: {
        file: "orders.yaml",
        line: 62,
        resource: "Deployment orders/api",
        field: 'spec.template.metadata.labels["azure.workload.identity/use"]',
      },
      got: '"yes"',
      allowed: 'the text "true"',
      fix: 'write azure.workload.identity/use: "true", with the quotes',
      related: [],
      docs: "docs/rules/valid-workload-identity-label.md",
    },
  ]);
});

test("fails when the key is misspelt", () => {
  const files = withLabel('azure.workload.identity/uses: "true"');

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-workload-identity-label",
      severity: "warning",
      environment: "artefacts",
      message:
        'Deployment orders/api has "azure.workload.identity/uses", which nothing of workload identity reads there',
      at: {
        file: "orders.yaml",
        line: 62,
        resource: "Deployment orders/api",
        field: 'spec.template.metadata.labels["azure.workload.identity/uses"]',
      },
      got: "azure.workload.identity/uses",
      allowed: '"azure.workload.identity/use"',
      fix: 'write "azure.workload.identity/use"',
      related: [],
      docs: "docs/rules/valid-workload-identity-label.md",
    },
  ]);
});

test("fails when it is an annotation of the pod", () => {
  const files = manifests(
    LABELS,
    '      annotations: { azure.workload.identity/use: "true" }\n      labels:\n        app: api\n',
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-workload-identity-label",
      severity: "warning",
      environment: "artefacts",
      message:
        "azure.workload.identity/use of Deployment orders/api is an annotation of the pod, where the webhook does not look",
      at: {
        file: "orders.yaml",
        line: 60,
        resource: "Deployment orders/api",
        field: 'spec.template.metadata.annotations["azure.workload.identity/use"]',
      },
      allowed: "a label of the pod: metadata.labels of the template",
      fix: 'write azure.workload.identity/use: "true" under the labels of the pod\'s template',
      related: [],
      docs: "docs/rules/valid-workload-identity-label.md",
    },
  ]);
});

test("fails when it is a label of the workload", () => {
  const files = manifests(
    "  annotations:\n    secret.",
    '  labels: { azure.workload.identity/use: "true" }\n  annotations:\n    secret.',
    withLabel("tier: front"),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-workload-identity-label",
      severity: "warning",
      environment: "artefacts",
      message:
        "azure.workload.identity/use of Deployment orders/api is a label of the workload, where the webhook does not look",
      at: {
        file: "orders.yaml",
        line: 51,
        resource: "Deployment orders/api",
        field: 'metadata.labels["azure.workload.identity/use"]',
      },
      allowed: "a label of the pod: metadata.labels of the template",
      fix: 'write azure.workload.identity/use: "true" under the labels of the pod\'s template',
      related: [],
      docs: "docs/rules/valid-workload-identity-label.md",
    },
  ]);
});

test("fails when it is an annotation of the workload", () => {
  const files = manifests(
    "  annotations:\n    secret.",
    '  annotations:\n    azure.workload.identity/use: "true"\n    secret.',
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-workload-identity-label",
      severity: "warning",
      environment: "artefacts",
      message:
        "azure.workload.identity/use of Deployment orders/api is an annotation of the workload, where the webhook does not look",
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["azure.workload.identity/use"]',
      },
      allowed: "a label of the pod: metadata.labels of the template",
      fix: 'write azure.workload.identity/use: "true" under the labels of the pod\'s template',
      related: [],
      docs: "docs/rules/valid-workload-identity-label.md",
    },
  ]);
});

test("fails when an annotation of the service account is misspelt", () => {
  const files = manifests("azure.workload.identity/client-id", "azure.workload.identity/clientid");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-workload-identity-label",
      severity: "warning",
      environment: "artefacts",
      message:
        'ServiceAccount orders/api has "azure.workload.identity/clientid", which nothing of workload identity reads there',
      at: {
        file: "orders.yaml",
        line: 7,
        resource: "ServiceAccount orders/api",
        field: 'metadata.annotations["azure.workload.identity/clientid"]',
      },
      got: "azure.workload.identity/clientid",
      allowed:
        '"azure.workload.identity/client-id", "azure.workload.identity/tenant-id", "azure.workload.identity/service-account-token-expiration"',
      fix: 'write "azure.workload.identity/client-id"',
      related: [],
      docs: "docs/rules/valid-workload-identity-label.md",
    },
  ]);
});

test("tells of a pod that lacks the label its service account was annotated for", () => {
  const files = withLabel("tier: front");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-workload-identity-label",
      severity: "note",
      environment: "artefacts",
      message:
        "Deployment orders/api lacks the label azure.workload.identity/use, so the client id of ServiceAccount orders/api does not reach it",
      at: { file: "orders.yaml", line: 60, resource: "Deployment orders/api", field: "spec.template.metadata.labels" },
      allowed: 'azure.workload.identity/use: "true" where the app asks Azure itself',
      fix: "add the label to the pod's template, or remove the annotation of the service account",
      related: [{ file: "orders.yaml", line: 1, resource: "ServiceAccount orders/api" }],
      docs: "docs/rules/valid-workload-identity-label.md",
    },
  ]);
});

test("fails under strict when the label stands where the webhook of AKS does nothing", () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: agent, namespace: kube-system, labels: { azure.workload.identity/use: "true" } }\nspec: { containers: [{ name: agent, image: busybox }] }\n';

  const found = findingsOf("valid-workload-identity-label", { ...healthyFiles, "agent.yaml": pod });

  expect(found).toEqual([
    {
      rule: "valid-workload-identity-label",
      severity: "warning",
      environment: "artefacts",
      message: "Pod kube-system/agent asks for workload identity in kube-system, where the webhook of AKS does nothing",
      at: {
        file: "agent.yaml",
        line: 3,
        resource: "Pod kube-system/agent",
        field: 'metadata.labels["azure.workload.identity/use"]',
      },
      got: "kube-system",
      allowed: "a namespace that is not one of AKS itself",
      fix: "run it in another namespace, or remove the label where the app only reads mounted files",
      shows: "nothing: the pod starts without AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE",
      related: [],
      docs: "docs/rules/valid-workload-identity-label.md",
    },
  ]);
});
