import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles } from "../../support/artefacts.js";

const RULE = "unique-manifest";

function twice(first: string, second: string): Files {
  return { ...healthyFiles, "twice.yaml": `${first}\n---\n${second}\n` };
}

function account(team: string, namespace = "orders"): string {
  return `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: worker, namespace: ${namespace}, labels: { team: ${team} } }`;
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when an object stands twice and differently", () => {
  const found = findingsOf(RULE, twice(account("a"), account("b")));

  expect(found).toEqual([
    {
      rule: "unique-manifest",
      severity: "error",
      environment: "artefacts",
      message: "ServiceAccount orders/worker stands twice among the manifests, and differently",
      at: {
        file: "twice.yaml",
        line: 5,
        resource: "ServiceAccount orders/worker",
      },
      got: "worker",
      allowed: "one manifest for each object of an environment",
      fix: "remove one of them; where they are for two clusters or environments, verify them apart",
      shows: "nothing: kubectl apply takes both, and the last one wins",
      related: [
        {
          file: "twice.yaml",
          line: 1,
          resource: "ServiceAccount orders/worker",
        },
      ],
      docs: "docs/rules/unique-manifest.md",
    },
  ]);
});

test("warns when an object stands twice and alike", () => {
  const found = findingsOf(RULE, twice(account("a"), account("a"))).map(({ severity, message }) => [severity, message]);

  expect(found).toEqual([["warning", "ServiceAccount orders/worker stands twice among the manifests"]]);
});

test("fails when it stands in two versions of its group", () => {
  const found = findingsOf(
    RULE,
    twice(
      "apiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\nmetadata: { name: worker, namespace: billing }",
      "apiVersion: secrets-store.csi.x-k8s.io/v1alpha1\nkind: SecretProviderClass\nmetadata: { name: worker, namespace: billing }",
    ),
  ).map(({ message }) => message);

  expect(found).toEqual(["SecretProviderClass billing/worker stands twice among the manifests, and differently"]);
});

test("finds nothing where groups, kinds or namespaces differ", () => {
  const found = findingsOf(RULE, twice(account("a"), account("a", "billing")));

  expect(found).toEqual([]);
});

test("finds nothing where a patch stands beside what it changes", () => {
  const found = findingsOf(RULE, {
    ...healthyFiles,
    "patch.yaml":
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api, namespace: orders }\nspec: { template: { spec: { containers: [{ name: app }] } } }\n",
  });

  expect(found).toEqual([]);
});

test("finds nothing on objects that get their names later", () => {
  const found = findingsOf(
    RULE,
    twice(
      "apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: x-, namespace: billing }",
      "apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: x-, namespace: billing }",
    ),
  );

  expect(found).toEqual([]);
});
