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

test("fails when a version was removed long ago", () => {
  const found = findingsOf(RULE, manifests("apiVersion: apps/v1", "apiVersion: apps/v1beta2")).map(
    ({ shows }) => shows,
  );

  expect(found).toEqual(['no matches for kind "Deployment" in version "apps/v1beta2"']);
});

test("finds nothing on kinds of other groups", () => {
  const found = findingsOf(
    RULE,
    manifests("apiVersion: apps/v1\nkind: Deployment", "apiVersion: argoproj.io/v1alpha1\nkind: Rollout"),
  );

  expect(found).toEqual([]);
});
