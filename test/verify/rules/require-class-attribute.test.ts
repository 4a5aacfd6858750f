import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const ALWAYS = {
  rule: "require-class-attribute",
  environment: "artefacts",
  docs: "docs/rules/require-class-attribute.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("require-class-attribute", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when the attribute is missing", () => {
  const files = manifests("              secretProviderClass: api-vault\n", "              {}\n");

  const findings = findingsOf("require-class-attribute", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'volume "vault" of Deployment orders/api names no provider class',
      at: {
        file: "orders.yaml",
        line: 86,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes",
      },
      allowed: "volumeAttributes with secretProviderClass: the name of a class in the namespace of the pod",
      fix: "set secretProviderClass",
      shows: 'FailedMount: MountVolume.SetUp failed for volume "vault" : … secretProviderClass is not set',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when the attribute is misspelt", () => {
  const files = manifests("secretProviderClass: api-vault", "secretproviderClass: api-vault");

  const findings = findingsOf("require-class-attribute", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'volume "vault" of Deployment orders/api names no provider class',
      at: {
        file: "orders.yaml",
        line: 87,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes.secretproviderClass",
      },
      got: "secretproviderClass",
      allowed: "volumeAttributes with secretProviderClass: the name of a class in the namespace of the pod",
      fix: 'write secretProviderClass instead of "secretproviderClass"',
      shows: 'FailedMount: MountVolume.SetUp failed for volume "vault" : … secretProviderClass is not set',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when the attribute is empty", () => {
  const files = manifests("secretProviderClass: api-vault", 'secretProviderClass: ""');

  const findings = findingsOf("require-class-attribute", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'volume "vault" of Deployment orders/api names no provider class',
      at: {
        file: "orders.yaml",
        line: 87,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes.secretProviderClass",
      },
      allowed: "volumeAttributes with secretProviderClass: the name of a class in the namespace of the pod",
      fix: "set secretProviderClass",
      shows: 'FailedMount: MountVolume.SetUp failed for volume "vault" : … secretProviderClass is not set',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when the attribute is no text", () => {
  const files = manifests("secretProviderClass: api-vault", "secretProviderClass: 5");

  const findings = findingsOf("require-class-attribute", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'volume "vault" of Deployment orders/api names a provider class that is not a text',
      at: {
        file: "orders.yaml",
        line: 87,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes.secretProviderClass",
      },
      got: "5",
      allowed: "volumeAttributes with secretProviderClass: the name of a class in the namespace of the pod",
      fix: "set secretProviderClass",
      shows: "the API server refuses the pod: cannot unmarshal into a field of type string",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when the attributes are left out", () => {
  const files = manifests("            volumeAttributes:\n              secretProviderClass: api-vault\n", "");

  const findings = findingsOf("require-class-attribute", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'volume "vault" of Deployment orders/api names no provider class',
      at: {
        file: "orders.yaml",
        line: 83,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes",
      },
      allowed: "volumeAttributes with secretProviderClass: the name of a class in the namespace of the pod",
      fix: "set secretProviderClass",
      shows: 'FailedMount: MountVolume.SetUp failed for volume "vault" : … secretProviderClass is not set',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});
