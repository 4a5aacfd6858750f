import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests, uncheckedOf } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "require-client-id", environment: "artefacts", docs: "docs/rules/require-client-id.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("require-client-id", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a pod mounts a class that has no client id", () => {
  const files = manifests('    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n', "");

  const found = findingsOf("require-client-id", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "SecretProviderClass orders/api-vault names no clientID, so the provider looks for a service principal, and finds none",
      at: {
        file: "orders.yaml",
        line: 16,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      allowed: "clientID, the client id of the identity that the service account is federated with",
      fix: "set clientID",
      shows:
        "FailedMount: failed to mount objects, error: failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set",
      related: [{ file: "orders.yaml", line: 81, resource: "Deployment orders/api volume vault" }],
    },
  ]);
});

test("fails when the client id is empty", () => {
  const files = manifests('    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n', '    clientID: ""\n');

  const found = findingsOf("require-client-id", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "SecretProviderClass orders/api-vault names no clientID, so the provider looks for a service principal, and finds none",
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      allowed: "clientID, the client id of the identity that the service account is federated with",
      fix: "set clientID",
      shows:
        "FailedMount: failed to mount objects, error: failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set",
      related: [{ file: "orders.yaml", line: 82, resource: "Deployment orders/api volume vault" }],
    },
  ]);
});

test("fails when the client id has no value, which the API server drops", () => {
  const files = manifests('    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n', "    clientID:\n");

  const found = findingsOf("require-client-id", files);

  expect(found.map(({ severity, message, at }) => [severity, message, at.line])).toEqual([
    [
      "error",
      "SecretProviderClass orders/api-vault names no clientID, so the provider looks for a service principal, and finds none",
      17,
    ],
  ]);
});

test("warns when every volume brings the secret of a service principal", () => {
  const files = manifests(
    "            readOnly: true\n            volumeAttributes:",
    "            readOnly: true\n            nodePublishSecretRef:\n              name: reader\n            volumeAttributes:",
    manifests('    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n', ""),
  );

  const found = findingsOf("require-client-id", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        "SecretProviderClass orders/api-vault reads as a service principal, with a secret that somebody has to renew",
      at: {
        file: "orders.yaml",
        line: 16,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      allowed: "clientID, the client id of the identity that the service account is federated with",
      fix: "move to workload identity: set clientID, and leave nodePublishSecretRef out",
      related: [{ file: "orders.yaml", line: 81, resource: "Deployment orders/api volume vault" }],
    },
  ]);
});

test("leaves a misspelt client id to the rule about names", () => {
  const files = manifests("    clientID:", "    clientId:");

  const found = findingsOf("require-client-id", files);

  expect(found).toEqual([]);
});

test("leaves a flag that cannot be read to its rule", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useVMManagedIdentity: "yes"\n',
    manifests('    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n', ""),
  );

  const found = findingsOf("require-client-id", files);

  expect(found).toEqual([]);
});

test("cannot tell where no pod mounts the class", () => {
  const withoutId = manifests('    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n', "");
  const files = manifests("secretProviderClass: api-vault", "secretProviderClass: other-vault", withoutId);

  const found = findingsOf("require-client-id", files);
  const unchecked = uncheckedOf("require-client-id", files);

  expect(found).toEqual([]);
  expect(unchecked).toEqual([
    {
      rule: "require-client-id",
      environment: "artefacts",
      message:
        "SecretProviderClass orders/api-vault names no clientID, so it needs a service principal, and no pod that mounts it is there to say which",
      needs: "the manifests of the pods that mount it",
      at: {
        file: "orders.yaml",
        line: 16,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
    },
  ]);
});
