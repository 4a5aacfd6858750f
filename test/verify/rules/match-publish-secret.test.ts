import { expect, test } from "vitest";
import { CLIENT_ID, type Files, findingsOf, healthyFiles, manifests, uncheckedOf } from "../../support/artefacts.js";

const VOLUME = "              secretProviderClass: api-vault\n";
const WITH_SECRET = `${VOLUME}            nodePublishSecretRef:\n              name: principal\n`;

function servicePrincipal(): Files {
  return manifests(`    clientID: "${CLIENT_ID}"\n`, "", manifests(VOLUME, WITH_SECRET));
}

function withSecret(data: string, labels: string): Files {
  const secret = [
    "apiVersion: v1",
    "kind: Secret",
    `metadata: { name: principal, namespace: orders, labels: ${labels} }`,
    `data: { ${data} }`,
  ];
  return { ...servicePrincipal(), "secret.yaml": secret.join("\n") };
}

const ALWAYS = {
  rule: "match-publish-secret",
  environment: "artefacts",
  docs: "docs/rules/match-publish-secret.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("match-publish-secret", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a class of workload identity ignores the Secret", () => {
  const files = manifests(VOLUME, WITH_SECRET);

  const findings = findingsOf("match-publish-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api hands over the Secret "principal", and SecretProviderClass orders/api-vault reads with workload identity',
      at: {
        file: "orders.yaml",
        line: 89,
        resource: "Deployment orders/api volume vault",
        field: "csi.nodePublishSecretRef.name",
      },
      got: "principal",
      allowed: "nodePublishSecretRef only with a class without clientID and without another identity mode",
      fix: "remove nodePublishSecretRef",
      shows: "nothing: the provider ignores the Secret, which lies in the cluster for nothing",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when the Secret has no clientsecret", () => {
  const files = withSecret("clientid: YQ==, tenant: YQ==", "{ secrets-store.csi.k8s.io/used: 'true' }");

  const findings = findingsOf("match-publish-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "Secret orders/principal, which Deployment orders/api hands over as service principal, has no clientsecret",
      at: { file: "secret.yaml", line: 4, resource: "Secret orders/principal", field: "data" },
      got: "clientid, tenant",
      allowed: "the keys clientid and clientsecret, in any case",
      fix: "add clientsecret to the Secret",
      shows: "FailedMount: failed to build auth config for mode None: could not find clientsecret in secrets",
      related: [
        { file: "orders.yaml", line: 81, resource: "Deployment orders/api volume vault" },
        { file: "orders.yaml", line: 45, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when the Secret has no label for rotation", () => {
  const files = withSecret("ClientID: YQ==, ClientSecret: YQ==", "{}");

  const findings = findingsOf("match-publish-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        "Secret orders/principal, which Deployment orders/api hands over as service principal, has no label secrets-store.csi.k8s.io/used=true",
      at: { file: "secret.yaml", line: 3, resource: "Secret orders/principal", field: "metadata.labels" },
      allowed: 'the label secrets-store.csi.k8s.io/used: "true"; driver 1.6 and later do without',
      fix: 'add the label secrets-store.csi.k8s.io/used: "true" to the Secret',
      shows: "MountRotationFailed: failed to get node publish secret (driver 1.5 and before)",
      related: [
        { file: "orders.yaml", line: 81, resource: "Deployment orders/api volume vault" },
        { file: "orders.yaml", line: 45, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("finds nothing where the Secret is complete", () => {
  const files = withSecret("clientid: YQ==, clientsecret: YQ==", "{ secrets-store.csi.k8s.io/used: 'true' }");

  const findings = findingsOf("match-publish-secret", files);

  expect(findings).toEqual([]);
});

test("cannot decide where the Secret is not among the artefacts", () => {
  const files = servicePrincipal();

  const unchecked = uncheckedOf("match-publish-secret", files);

  expect(unchecked).toEqual([
    {
      rule: "match-publish-secret",
      environment: "artefacts",
      message: 'Secret "principal" with the service principal of Deployment orders/api is not among the artefacts',
      needs: "the manifest of the Secret, without its values",
      at: {
        file: "orders.yaml",
        line: 88,
        resource: "Deployment orders/api volume vault",
        field: "csi.nodePublishSecretRef.name",
      },
    },
  ]);
});
