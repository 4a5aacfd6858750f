import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "no-pod-identity", environment: "artefacts", docs: "docs/rules/no-pod-identity.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("no-pod-identity", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when pod identity is switched on", () => {
  const files = manifests("    keyvaultName: kv-orders\n", '    keyvaultName: kv-orders\n    usePodIdentity: "true"\n');

  const found = findingsOf("no-pod-identity", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "SecretProviderClass orders/api-vault reads through AAD pod identity, whose support ended on 2025-09-30, 418 days ago",
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.usePodIdentity",
      },
      got: "true",
      allowed: "workload identity: clientID, and none of the flags",
      fix: "leave usePodIdentity out, set clientID, and federate the service account with that identity",
      shows: "FailedMount: failed to mount objects, error: … nmi response failed with status code: 404",
      related: [],
    },
  ]);
});

test("does not mind it switched off", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    usePodIdentity: "false"\n',
  );

  const found = findingsOf("no-pod-identity", files);

  expect(found).toEqual([]);
});

test("warns of the label of pods", () => {
  const files = manifests(
    "        app: api\n        azure",
    "        app: api\n        aadpodidbinding: api\n        azure",
  );

  const found = findingsOf("no-pod-identity", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: "Deployment orders/api has the label aadpodidbinding of AAD pod identity, which is retired",
      at: {
        file: "orders.yaml",
        line: 62,
        resource: "Deployment orders/api",
        field: "spec.template.metadata.labels.aadpodidbinding",
      },
      got: "api",
      allowed: "pods without it; workload identity goes by the service account",
      fix: "remove the label",
      shows: "nothing: nobody reads it, and the pod gets no identity by it",
      related: [],
    },
  ]);
});

test.each(["AzureIdentity", "AzureIdentityBinding"])("warns of a manifest of the kind %s", (kind) => {
  const manifest = `apiVersion: aadpodidentity.k8s.io/v1\nkind: ${kind}\nmetadata: { name: api, namespace: orders }\n`;

  const found = findingsOf("no-pod-identity", { ...healthyFiles, "old.yaml": manifest });

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: `${kind} orders/api is of AAD pod identity, which is retired`,
      at: { file: "old.yaml", line: 1, resource: `${kind} orders/api` },
      got: kind,
      allowed: "a federated credential of the identity for the service account of the pods",
      fix: "remove the manifest, and federate the service account with the identity",
      shows: `error: resource mapping not found: no matches for kind "${kind}" in version "aadpodidentity.k8s.io/v1", where nothing of pod identity is installed`,
      related: [],
    },
  ]);
});

test("says nothing of the label where the class of the pod reads so", () => {
  const files = manifests(
    "        app: api\n        azure",
    "        app: api\n        aadpodidbinding: api\n        azure",
    manifests("    keyvaultName: kv-orders\n", '    keyvaultName: kv-orders\n    usePodIdentity: "true"\n'),
  );

  const resources = findingsOf("no-pod-identity", files).map(({ at }) => at.resource);

  expect(resources).toEqual(["SecretProviderClass orders/api-vault"]);
});
