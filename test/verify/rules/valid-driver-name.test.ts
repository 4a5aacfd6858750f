import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const OTHERS = [
  "apiVersion: v1",
  "kind: Pod",
  "metadata: { name: other }",
  "spec:",
  "  containers: [{ name: app, image: busybox }]",
  "  volumes:",
  "    - { name: files, csi: { driver: file.csi.azure.com, volumeAttributes: { shareName: files } } }",
  "    - { name: blobs, csi: { driver: blob.csi.azure.com } }",
  "    - { name: certs, csi: { driver: csi.cert-manager.io, readOnly: true } }",
  "    - { name: ids, csi: { driver: csi.spiffe.io, readOnly: true } }",
].join("\n");

const ALWAYS = {
  rule: "valid-driver-name",
  environment: "artefacts",
  docs: "docs/rules/valid-driver-name.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("valid-driver-name", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when the driver has the name of the API group", () => {
  const files = manifests("driver: secrets-store.csi.k8s.io", "driver: secrets-store.csi.x-k8s.io");

  const findings = findingsOf("valid-driver-name", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'volume "vault" of Deployment orders/api is of the driver "secrets-store.csi.x-k8s.io", which mounts no provider class',
      at: { file: "orders.yaml", line: 84, resource: "Deployment orders/api volume vault", field: "csi.driver" },
      got: "secrets-store.csi.x-k8s.io",
      allowed: '"secrets-store.csi.k8s.io"',
      fix: "write driver: secrets-store.csi.k8s.io",
      shows:
        'FailedMount: MountVolume.NewMounter initialization failed for volume "vault" : driver name secrets-store.csi.x-k8s.io not found in the list of registered CSI drivers',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when the driver is written in another case", () => {
  const files = manifests("driver: secrets-store.csi.k8s.io", "driver: Secrets-Store.csi.k8s.io");

  const findings = findingsOf("valid-driver-name", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'volume "vault" of Deployment orders/api is of the driver "Secrets-Store.csi.k8s.io", which mounts no provider class',
      at: { file: "orders.yaml", line: 84, resource: "Deployment orders/api volume vault", field: "csi.driver" },
      got: "Secrets-Store.csi.k8s.io",
      allowed: '"secrets-store.csi.k8s.io"',
      fix: "write driver: secrets-store.csi.k8s.io",
      shows:
        'FailedMount: MountVolume.NewMounter initialization failed for volume "vault" : driver name Secrets-Store.csi.k8s.io not found in the list of registered CSI drivers',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when another driver is to mount a class", () => {
  const files = manifests("driver: secrets-store.csi.k8s.io", "driver: file.csi.azure.com");

  const findings = findingsOf("valid-driver-name", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'volume "vault" of Deployment orders/api is of the driver "file.csi.azure.com", which mounts no provider class',
      at: { file: "orders.yaml", line: 84, resource: "Deployment orders/api volume vault", field: "csi.driver" },
      got: "file.csi.azure.com",
      allowed: '"secrets-store.csi.k8s.io"',
      fix: "write driver: secrets-store.csi.k8s.io",
      shows:
        'FailedMount: MountVolume.NewMounter initialization failed for volume "vault" : driver name file.csi.azure.com not found in the list of registered CSI drivers',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when the driver is missing", () => {
  const files = manifests("            driver: secrets-store.csi.k8s.io\n", "");

  const findings = findingsOf("valid-driver-name", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'volume "vault" of Deployment orders/api names a provider class and no driver',
      at: { file: "orders.yaml", line: 83, resource: "Deployment orders/api volume vault", field: "csi.driver" },
      allowed: '"secrets-store.csi.k8s.io"',
      fix: "write driver: secrets-store.csi.k8s.io",
      shows: "the API server refuses the pod: csi.driver: Required value",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("finds nothing in volumes of other drivers", () => {
  const files = { "pod.yaml": OTHERS };

  const findings = findingsOf("valid-driver-name", files);

  expect(findings).toEqual([]);
});
