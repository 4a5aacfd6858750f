import { expect, test } from "vitest";
import { FILE, findingsOf, healthyFiles, manifests, terraform, uncheckedOf, without } from "../../support/artefacts.js";

const RULE = "require-service-account";

test("finds nothing where the pod names one", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the pod names none, and nobody trusts default", () => {
  const files = manifests("      serviceAccountName: api\n", "");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-service-account",
      severity: "error",
      environment: "artefacts",
      message:
        "Deployment orders/api names no service account, so it acts as default, which no federated credential trusts",
      at: {
        file: "orders.yaml",
        line: 63,
        resource: "Deployment orders/api",
        field: "spec.template.spec.serviceAccountName",
      },
      allowed: "spec.serviceAccountName with a service account of the pod's own",
      fix: "set serviceAccountName to the service account that the federated credential trusts",
      shows:
        "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:orders:default'",
      related: [{ file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault" }],
      docs: "docs/rules/require-service-account.md",
    },
  ]);
});

test("warns where no credential is given that could trust default", () => {
  const files = without(FILE.terraform, without(FILE.outputs, manifests("      serviceAccountName: api\n", "")));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-service-account",
      severity: "warning",
      environment: "artefacts",
      message: "Deployment orders/api names no service account, so it acts as default, as every pod that names none",
      at: {
        file: "orders.yaml",
        line: 63,
        resource: "Deployment orders/api",
        field: "spec.template.spec.serviceAccountName",
      },
      allowed: "spec.serviceAccountName with a service account of the pod's own",
      fix: "set serviceAccountName to the service account that the federated credential trusts",
      shows:
        "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:orders:default'",
      related: [{ file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault" }],
      docs: "docs/rules/require-service-account.md",
    },
  ]);
});

test("takes default where a credential trusts it", () => {
  const files = terraform(
    ({ resource }) => {
      Object.assign(resource.azurerm_federated_identity_credential.api, {
        subject: "system:serviceaccount:orders:default",
      });
    },
    manifests("      serviceAccountName: api\n", ""),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("leaves alone a pod that reads as the node", () => {
  const files = manifests(
    "    keyvaultName:",
    '    useVMManagedIdentity: "true"\n    keyvaultName:',
    manifests("      serviceAccountName: api\n", ""),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("does not decide on a patch, whose base may name one", () => {
  const patch = `apiVersion: apps/v1
kind: Deployment
metadata: {name: search}
spec:
  template:
    spec:
      containers: [{name: search, volumeMounts: [{name: vault, mountPath: /mnt}]}]
      volumes:
        - name: vault
          csi: {driver: secrets-store.csi.k8s.io, readOnly: true, volumeAttributes: {secretProviderClass: api-vault}}
`;

  const unchecked = uncheckedOf(RULE, { ...healthyFiles, "patch.yaml": patch });

  expect(unchecked).toEqual([
    {
      rule: RULE,
      environment: "artefacts",
      message: "Deployment search is a part of a pod, and does not say which service account it runs as",
      needs: "the whole manifest, as helm template or kubectl kustomize prints it",
      at: { file: "patch.yaml", line: 1, resource: "Deployment search" },
    },
  ]);
});
