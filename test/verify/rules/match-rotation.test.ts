import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests, terraform, uncheckedOf } from "../../support/artefacts.js";

type Config = Parameters<Parameters<typeof terraform>[0]>[0];

function rotation(enabled: boolean): (config: Config) => void {
  return ({ resource }) => {
    resource.azurerm_kubernetes_cluster.main.key_vault_secrets_provider.secret_rotation_enabled = enabled;
  };
}

function withoutCluster(config: Config): void {
  Object.assign(config.resource, { azurerm_kubernetes_cluster: {} });
}

const ALWAYS = { rule: "match-rotation", environment: "artefacts", docs: "docs/rules/match-rotation.md" } as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("match-rotation", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a workload waits for a Secret and the cluster does not rotate", () => {
  const files = terraform(rotation(false));

  const findings = findingsOf("match-rotation", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api is to be restarted when "api-database" changes, and the cluster does not read new values',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["secret.reloader.stakater.com/reload"]',
      },
      got: "api-database",
      allowed: "a cluster with secret_rotation_enabled: true in key_vault_secrets_provider",
      fix: "set secret_rotation_enabled to true, or remove the annotation",
      shows: "nothing: values change when a pod is made anew, and not before",
      related: [{ file: "azure/main.tf.json", line: 28, resource: "azurerm_kubernetes_cluster.main" }],
    },
  ]);
});

test("fails when a workload waits for a class and the cluster does not rotate", () => {
  const files = terraform(
    rotation(false),
    manifests(
      "secret.reloader.stakater.com/reload: api-database",
      "secretproviderclass.reloader.stakater.com/reload: api-vault",
    ),
  );

  const findings = findingsOf("match-rotation", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api is to be restarted when "api-vault" changes, and the cluster does not read new values',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["secretproviderclass.reloader.stakater.com/reload"]',
      },
      got: "api-vault",
      allowed: "a cluster with secret_rotation_enabled: true in key_vault_secrets_provider",
      fix: "set secret_rotation_enabled to true, or remove the annotation",
      shows: "nothing: values change when a pod is made anew, and not before",
      related: [{ file: "azure/main.tf.json", line: 28, resource: "azurerm_kubernetes_cluster.main" }],
    },
  ]);
});

test("finds nothing where no workload waits", () => {
  const files = terraform(
    rotation(false),
    manifests("secret.reloader.stakater.com/reload: api-database", "team: orders"),
  );

  const findings = findingsOf("match-rotation", files);

  expect(findings).toEqual([]);
});

test("cannot decide without a cluster", () => {
  const files = terraform(withoutCluster);

  const unchecked = uncheckedOf("match-rotation", files);

  expect(unchecked).toEqual([
    {
      rule: "match-rotation",
      environment: "artefacts",
      message: "whether the cluster reads new values is not known, and so not whether Reloader ever sees one",
      needs: "the Terraform of the cluster, with its block key_vault_secrets_provider",
    },
  ]);
});

test.each([
  ["reloader.stakater.com/auto", "api-database"],
  ["secret.reloader.stakater.com/auto", "api-database"],
  ["secretproviderclass.reloader.stakater.com/auto", "api-vault"],
])("fails when %s waits for new values and the cluster does not rotate", (key, name) => {
  const files = terraform(
    rotation(false),
    manifests("secret.reloader.stakater.com/reload: api-database", `${key}: "true"`),
  );

  const findings = findingsOf("match-rotation", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: `Deployment orders/api is to be restarted when "${name}" changes, and the cluster does not read new values`,
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: `metadata.annotations["${key}"]`,
      },
      got: name,
      allowed: "a cluster with secret_rotation_enabled: true in key_vault_secrets_provider",
      fix: "set secret_rotation_enabled to true, or remove the annotation",
      shows: "nothing: values change when a pod is made anew, and not before",
      related: [{ file: "azure/main.tf.json", line: 28, resource: "azurerm_kubernetes_cluster.main" }],
    },
  ]);
});

test("finds nothing where auto is off, or leaves the Secret out", () => {
  const found = [
    'reloader.stakater.com/auto: "false"',
    'reloader.stakater.com/auto: "true"\n    secrets.exclude.reloader.stakater.com/reload: api-database',
  ].flatMap((annotations) =>
    findingsOf(
      "match-rotation",
      terraform(rotation(false), manifests("secret.reloader.stakater.com/reload: api-database", annotations)),
    ),
  );

  expect(found).toEqual([]);
});

test("finds nothing where a workload with auto reads no Secret of a class", () => {
  const files = manifests(
    "secret.reloader.stakater.com/reload: api-database",
    'reloader.stakater.com/auto: "true"',
    manifests("                  name: api-database", "                  name: other", terraform(rotation(false))),
  );

  const findings = findingsOf("match-rotation", files);

  expect(findings).toEqual([]);
});
