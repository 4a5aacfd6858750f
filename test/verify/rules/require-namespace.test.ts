import { expect, test } from "vitest";
import { FILE, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const RULE = "require-namespace";

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a class has no namespace, and the pod that mounts it has one", () => {
  const found = findingsOf(RULE, manifests("name: api-vault\n  namespace: orders", "name: api-vault"));

  expect(found).toEqual([
    {
      rule: "require-namespace",
      severity: "warning",
      environment: "artefacts",
      message: "SecretProviderClass api-vault: the namespace is decided by whoever applies it",
      at: {
        file: "orders.yaml",
        line: 11,
        resource: "SecretProviderClass api-vault",
        field: "metadata",
      },
      allowed: "metadata.namespace in service accounts, provider classes and workloads that mount them",
      fix: "write metadata.namespace, or verify what kustomize build or helm template writes for the namespace",
      shows:
        "in another namespace than the federated credential says: AADSTS700213: No matching federated identity record found",
      related: [],
      docs: "docs/rules/require-namespace.md",
    },
  ]);
});

test("tells once of a whole chain without one", () => {
  const found = findingsOf(RULE, {
    ...healthyFiles,
    [FILE.manifests]: (healthyFiles[FILE.manifests] ?? "").replaceAll("  namespace: orders\n", ""),
  }).map(({ severity, at, message, related }) => [severity, at.resource, message, related.map((one) => one.resource)]);

  expect(found).toEqual([
    [
      "note",
      "ServiceAccount api",
      "ServiceAccount api, and 2 more: the namespace is decided by whoever applies it",
      ["SecretProviderClass api-vault", "Deployment api"],
    ],
  ]);
});

test("finds nothing on manifests that are part of no chain", () => {
  const found = findingsOf(RULE, {
    ...healthyFiles,
    "map.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n",
  });

  expect(found).toEqual([]);
});
