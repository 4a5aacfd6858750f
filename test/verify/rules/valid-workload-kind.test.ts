import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const RULE = "valid-workload-kind";

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a kind is misspelt", () => {
  const found = findingsOf(RULE, manifests("kind: Deployment", "kind: Deploymen"));

  expect(found).toEqual([
    {
      rule: "valid-workload-kind",
      severity: "error",
      environment: "artefacts",
      message: 'Deploymen orders/api is of the kind "Deploymen" in "apps/v1", which Kubernetes does not have',
      at: {
        file: "orders.yaml",
        line: 47,
        resource: "Deploymen orders/api",
        field: "kind",
      },
      got: "Deploymen",
      allowed: 'kinds of that group with pods: "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"',
      fix: 'write "kind: Deployment"',
      shows: 'no matches for kind "Deploymen" in version "apps/v1"',
      related: [],
      docs: "docs/rules/valid-workload-kind.md",
    },
  ]);
});

test("fails when the group of a kind is misspelt", () => {
  const found = findingsOf(RULE, manifests("apiVersion: apps/v1", "apiVersion: app/v1")).map(({ at, got, fix }) => [
    at.field,
    got,
    fix,
  ]);

  expect(found).toEqual([["apiVersion", "app/v1", 'write "apiVersion: apps/v1"']]);
});

test("fails when the group of a kind is left out", () => {
  const found = findingsOf(RULE, manifests("apiVersion: apps/v1", "apiVersion: v1")).map(({ at, got, fix }) => [
    at.field,
    got,
    fix,
  ]);

  expect(found).toEqual([["apiVersion", "v1", 'write "apiVersion: apps/v1"']]);
});

test.each([
  ["extensions/v1beta1", "Deployment", "1.16", "apps/v1"],
  ["extensions/v1beta1", "DaemonSet", "1.16", "apps/v1"],
  ["apps/v1beta1", "StatefulSet", "1.16", "apps/v1"],
  ["apps/v1beta2", "ReplicaSet", "1.16", "apps/v1"],
  ["batch/v1beta1", "CronJob", "1.25", "batch/v1"],
  ["batch/v2alpha1", "CronJob", "1.21", "batch/v1"],
])("fails when %s %s was removed", (version, kind, since, wanted) => {
  const files = manifests("apiVersion: apps/v1\nkind: Deployment", `apiVersion: ${version}\nkind: ${kind}`);

  const found = findingsOf(RULE, files).map(({ message, fix, shows }) => [message, fix, shows]);

  expect(found).toEqual([
    [
      `${kind} orders/api is of the kind "${kind}" in "${version}", which Kubernetes has not had since ${since}`,
      `write "apiVersion: ${wanted}"`,
      `no matches for kind "${kind}" in version "${version}"`,
    ],
  ]);
});

test("fails when a version that was removed never had the kind", () => {
  const files = manifests("apiVersion: apps/v1\nkind: Deployment", "apiVersion: extensions/v1beta1\nkind: StatefulSet");

  const found = findingsOf(RULE, files).map(({ message }) => message);

  expect(found).toEqual([
    'StatefulSet orders/api is of the kind "StatefulSet" in "extensions/v1beta1", which Kubernetes does not have',
  ]);
});

test("finds nothing on kinds of other groups", () => {
  const found = findingsOf(
    RULE,
    manifests("apiVersion: apps/v1\nkind: Deployment", "apiVersion: argoproj.io/v1alpha1\nkind: Rollout"),
  );

  expect(found).toEqual([]);
});
