import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const POD = [
  "apiVersion: v1",
  "kind: Pod",
  "metadata: { name: once, annotations: { reloader.stakater.com/auto: 'true' } }",
  "spec: { containers: [{ name: app, image: busybox }] }",
].join("\n");

function annotated(line: string): Files {
  return manifests("secret.reloader.stakater.com/reload: api-database", line);
}

const ALWAYS = {
  rule: "valid-reloader-annotation",
  environment: "artefacts",
  docs: "docs/rules/valid-reloader-annotation.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("valid-reloader-annotation", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when an annotation is misspelt", () => {
  const files = annotated("secrets.reloader.stakater.com/reload: api-database");

  const findings = findingsOf("valid-reloader-annotation", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api has the annotation "secrets.reloader.stakater.com/reload", which Reloader does not know',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["secrets.reloader.stakater.com/reload"]',
      },
      got: "secrets.reloader.stakater.com/reload",
      allowed: "an annotation of Reloader, as secret.reloader.stakater.com/reload",
      fix: 'write "secret.reloader.stakater.com/reload"',
      shows: "nothing: when the value changes, the workload is not restarted",
      related: [],
    },
  ]);
});

test("fails when the domain is misspelt", () => {
  const files = annotated("secret.reloader.stakater.io/reload: api-database");

  const findings = findingsOf("valid-reloader-annotation", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api has the annotation "secret.reloader.stakater.io/reload", which Reloader does not know',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["secret.reloader.stakater.io/reload"]',
      },
      got: "secret.reloader.stakater.io/reload",
      allowed: "an annotation of Reloader, as secret.reloader.stakater.com/reload",
      fix: 'write "secret.reloader.stakater.com/reload"',
      shows: "nothing: when the value changes, the workload is not restarted",
      related: [],
    },
  ]);
});

test("fails when Reloader has no such annotation", () => {
  const files = annotated("everything.at.once.please.reloader.stakater.com/restart-now: api-database");

  const findings = findingsOf("valid-reloader-annotation", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api has the annotation "everything.at.once.please.reloader.stakater.com/restart-now", which Reloader does not know',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["everything.at.once.please.reloader.stakater.com/restart-now"]',
      },
      got: "everything.at.once.please.reloader.stakater.com/restart-now",
      allowed: "an annotation of Reloader, as secret.reloader.stakater.com/reload",
      fix: "remove it",
      shows: "nothing: when the value changes, the workload is not restarted",
      related: [],
    },
  ]);
});

test("fails when auto is no boolean", () => {
  const files = annotated("reloader.stakater.com/auto: 'yes'");

  const findings = findingsOf("valid-reloader-annotation", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api sets the annotation "reloader.stakater.com/auto" to "yes", which Reloader takes for false',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["reloader.stakater.com/auto"]',
      },
      got: "yes",
      allowed: '"true" or "false"',
      fix: 'write "reloader.stakater.com/auto": "true"',
      shows: "nothing: when the value changes, the workload is not restarted",
      related: [],
    },
  ]);
});

test("fails when search is not exactly true", () => {
  const files = annotated("reloader.stakater.com/search: 'True'");

  const findings = findingsOf("valid-reloader-annotation", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api sets the annotation "reloader.stakater.com/search" to "True", which Reloader takes for false',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["reloader.stakater.com/search"]',
      },
      got: "True",
      allowed: '"true" or "false"',
      fix: 'write "reloader.stakater.com/search": "true"',
      shows: "nothing: when the value changes, the workload is not restarted",
      related: [],
    },
  ]);
});

test("fails when a list is empty", () => {
  const files = annotated("secret.reloader.stakater.com/reload: ' '");

  const findings = findingsOf("valid-reloader-annotation", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api sets the annotation "secret.reloader.stakater.com/reload" to " ", which names nothing',
      at: {
        file: "orders.yaml",
        line: 52,
        resource: "Deployment orders/api",
        field: 'metadata.annotations["secret.reloader.stakater.com/reload"]',
      },
      got: " ",
      allowed: "names, with commas between them",
      fix: "list what the workload reads, or remove the annotation",
      shows: "nothing: when the value changes, the workload is not restarted",
      related: [],
    },
  ]);
});

test("fails when a bare Pod has an annotation", () => {
  const files = { "pod.yaml": POD };

  const findings = findingsOf("valid-reloader-annotation", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Pod once has the annotation "reloader.stakater.com/auto", and Reloader restarts nothing of kind Pod',
      at: {
        file: "pod.yaml",
        line: 3,
        resource: "Pod once",
        field: 'metadata.annotations["reloader.stakater.com/auto"]',
      },
      got: "reloader.stakater.com/auto",
      allowed: "the annotation on a Deployment, StatefulSet, DaemonSet, Job, CronJob, Rollout",
      fix: "run the pod from a Deployment, or remove the annotation and read the mounted file",
      shows: "nothing: the pod is not restarted",
      related: [],
    },
  ]);
});

test("finds nothing in booleans that Go knows", () => {
  const files = annotated("secret.reloader.stakater.com/auto: 'T'");

  const findings = findingsOf("valid-reloader-annotation", files);

  expect(findings).toEqual([]);
});

test("finds nothing in annotations of other tools", () => {
  const files = annotated("example.com/reload-period: 5m");

  const findings = findingsOf("valid-reloader-annotation", files);

  expect(findings).toEqual([]);
});
