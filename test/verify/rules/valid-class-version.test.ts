import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-class-version", environment: "artefacts", docs: "docs/rules/valid-class-version.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-class-version", healthyFiles);

  expect(found).toEqual([]);
});

test("warns when the version is deprecated", () => {
  const files = manifests("secrets-store.csi.x-k8s.io/v1\n", "secrets-store.csi.x-k8s.io/v1alpha1\n");

  const found = findingsOf("valid-class-version", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault is of the deprecated version "secrets-store.csi.x-k8s.io/v1alpha1"',
      at: { file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault", field: "apiVersion" },
      got: "secrets-store.csi.x-k8s.io/v1alpha1",
      allowed: "secrets-store.csi.x-k8s.io/v1",
      fix: 'write "apiVersion: secrets-store.csi.x-k8s.io/v1"',
      shows: "Warning: secrets-store.csi.x-k8s.io/v1alpha1 is deprecated. Use secrets-store.csi.x-k8s.io/v1 instead.",
      related: [],
    },
  ]);
});

test("fails when there is no such version", () => {
  const files = manifests("secrets-store.csi.x-k8s.io/v1\n", "secrets-store.csi.x-k8s.io/v1beta1\n");

  const found = findingsOf("valid-class-version", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault is of the version "secrets-store.csi.x-k8s.io/v1beta1", which the driver does not have',
      at: { file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault", field: "apiVersion" },
      got: "secrets-store.csi.x-k8s.io/v1beta1",
      allowed: "secrets-store.csi.x-k8s.io/v1",
      fix: 'write "apiVersion: secrets-store.csi.x-k8s.io/v1"',
      shows: 'no matches for kind "SecretProviderClass" in version "secrets-store.csi.x-k8s.io/v1beta1"',
      related: [],
    },
  ]);
});

test("fails when the group is the name of the driver", () => {
  const files = manifests("secrets-store.csi.x-k8s.io/v1\n", "secrets-store.csi.k8s.io/v1\n");

  const found = findingsOf("valid-class-version", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault is of the version "secrets-store.csi.k8s.io/v1", which the driver does not have',
      at: { file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault", field: "apiVersion" },
      got: "secrets-store.csi.k8s.io/v1",
      allowed: "secrets-store.csi.x-k8s.io/v1",
      fix: 'write "apiVersion: secrets-store.csi.x-k8s.io/v1"',
      shows: 'no matches for kind "SecretProviderClass" in version "secrets-store.csi.k8s.io/v1"',
      related: [],
    },
  ]);
});

test("leaves a kind of somebody else alone", () => {
  const files = manifests("secrets-store.csi.x-k8s.io/v1\n", "example.com/v1\n");

  const found = findingsOf("valid-class-version", files);

  expect(found).toEqual([]);
});
