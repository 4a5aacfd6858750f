import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const OTHER = [
  "apiVersion: apps/v1",
  "kind: Deployment",
  "metadata: { name: other, annotations: { secret.reloader.stakater.com/reload: somewhere } }",
  "spec: { template: { spec: { containers: [{ name: app, image: busybox }] } } }",
].join("\n");

function annotated(line: string): Files {
  return manifests("secret.reloader.stakater.com/reload: api-database", line);
}

const ALWAYS = { rule: "match-reloader", environment: "artefacts", docs: "docs/rules/match-reloader.md" } as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("match-reloader", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a listed Secret is misspelt", () => {
  const files = annotated("secret.reloader.stakater.com/reload: api-databse");

  const findings = findingsOf("match-reloader", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Deployment orders/api lists the Secret "api-databse" for Reloader, and does not use it',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["secret.reloader.stakater.com/reload"]',
      },
      got: "api-databse",
      allowed: '"api-database", "api-tls", which the pod uses',
      fix: 'write "api-database"',
      shows: "nothing: when the value changes, the workload is not restarted",
      related: [],
    },
  ]);
});

test("fails when a listed Secret is of nobody", () => {
  const files = annotated("secret.reloader.stakater.com/reload: api-database,db-secrets-k8s");

  const findings = findingsOf("match-reloader", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Deployment orders/api lists the Secret "db-secrets-k8s" for Reloader, and does not use it',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["secret.reloader.stakater.com/reload"]',
      },
      got: "db-secrets-k8s",
      allowed: '"api-database", "api-tls", which the pod uses',
      fix: "remove the name",
      shows: "nothing: when the value changes, the workload is not restarted",
      related: [],
    },
  ]);
});

test("fails when a class is listed among the Secrets", () => {
  const files = annotated("secret.reloader.stakater.com/reload: api-vault");

  const findings = findingsOf("match-reloader", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Deployment orders/api lists the Secret "api-vault" for Reloader, and does not use it',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["secret.reloader.stakater.com/reload"]',
      },
      got: "api-vault",
      allowed: '"api-database", "api-tls", which the pod uses',
      fix: "it is a provider class: list it in secretproviderclass.reloader.stakater.com/reload",
      shows: "nothing: when the value changes, the workload is not restarted",
      related: [],
    },
  ]);
});

test("fails when a Secret is listed among the classes", () => {
  const files = annotated("secretproviderclass.reloader.stakater.com/reload: api-database");

  const findings = findingsOf("match-reloader", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Deployment orders/api lists the provider class "api-database" for Reloader, and does not use it',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["secretproviderclass.reloader.stakater.com/reload"]',
      },
      got: "api-database",
      allowed: '"api-vault", which the pod uses',
      fix: "it is a Secret: list it in secret.reloader.stakater.com/reload",
      shows: "nothing: when the value changes, the workload is not restarted",
      related: [],
    },
  ]);
});

test("fails when an excluded Secret is misspelt", () => {
  const files = annotated("secrets.exclude.reloader.stakater.com/reload: api-databas");

  const findings = findingsOf("match-reloader", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Deployment orders/api excludes the Secret "api-databas" from Reloader, and does not use it',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["secrets.exclude.reloader.stakater.com/reload"]',
      },
      got: "api-databas",
      allowed: '"api-database", "api-tls", which the pod uses',
      fix: 'write "api-database"',
      shows: "nothing: what was to be left alone restarts the workload",
      related: [],
    },
  ]);
});

test("finds nothing in names that the pod uses", () => {
  const files = annotated("secretproviderclass.reloader.stakater.com/reload: ' api-vault '");

  const findings = findingsOf("match-reloader", files);

  expect(findings).toEqual([]);
});

test("finds nothing in expressions", () => {
  const files = annotated("secret.reloader.stakater.com/reload: 'api-.*'");

  const findings = findingsOf("match-reloader", files);

  expect(findings).toEqual([]);
});

test("finds nothing in workloads that have nothing to do with a class", () => {
  const files = { "other.yaml": OTHER };

  const findings = findingsOf("match-reloader", files);

  expect(findings).toEqual([]);
});
