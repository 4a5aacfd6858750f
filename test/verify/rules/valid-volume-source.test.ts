import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const VOLUME = [
  "apiVersion: v1",
  "kind: PersistentVolume",
  "metadata: { name: vault }",
  "spec: { csi: { driver: secrets-store.csi.k8s.io, volumeHandle: vault } }",
].join("\n");
const STORAGE = [
  "apiVersion: storage.k8s.io/v1",
  "kind: StorageClass",
  "metadata: { name: vault }",
  "provisioner: secrets-store.csi.k8s.io",
].join("\n");
const SOURCE =
  "          csi:\n            driver: secrets-store.csi.k8s.io\n            readOnly: true\n" +
  "            volumeAttributes:\n              secretProviderClass: api-vault\n";

const ALWAYS = {
  rule: "valid-volume-source",
  environment: "artefacts",
  docs: "docs/rules/valid-volume-source.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("valid-volume-source", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a persistent volume is of the driver", () => {
  const files = { "volume.yaml": VOLUME };

  const findings = findingsOf("valid-volume-source", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'PersistentVolume vault is of the driver "secrets-store.csi.k8s.io", which has no persistent volumes',
      at: { file: "volume.yaml", line: 4, resource: "PersistentVolume vault", field: "spec.csi.driver" },
      got: "secrets-store.csi.k8s.io",
      allowed: "an inline csi volume in the pod",
      fix: "remove it, and mount the class by a csi volume in the pod",
      shows:
        'FailedMount: volume mode "Persistent" not supported by driver secrets-store.csi.k8s.io (only supports ["Ephemeral"])',
      related: [],
    },
  ]);
});

test("fails when a storage class is of the driver", () => {
  const files = { "storage.yaml": STORAGE };

  const findings = findingsOf("valid-volume-source", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'StorageClass vault is provisioned by "secrets-store.csi.k8s.io", which provisions nothing',
      at: { file: "storage.yaml", line: 4, resource: "StorageClass vault", field: "provisioner" },
      got: "secrets-store.csi.k8s.io",
      allowed: "an inline csi volume in the pod",
      fix: "remove it, and mount the class by a csi volume in the pod",
      shows: "the claim stays Pending: ExternalProvisioning, waiting for a volume to be created",
      related: [],
    },
  ]);
});

test("fails when the volume of a mount has no source", () => {
  const files = manifests(SOURCE, "");

  const findings = findingsOf("valid-volume-source", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'volume "vault" of Deployment orders/api has no source: it is an empty folder',
      at: { file: "orders.yaml", line: 82, resource: "Deployment orders/api volume vault" },
      allowed: "a source, as csi or emptyDir: {}",
      fix: "add the csi source with the provider class, or write emptyDir: {} where it is meant to be empty",
      shows: "nothing: the container finds no file in it",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when the key csi is misspelt", () => {
  const files = manifests("        - name: vault\n          csi:", "        - name: vault\n          cis:");

  const findings = findingsOf("valid-volume-source", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'volume "vault" of Deployment orders/api names the driver below "cis"',
      at: { file: "orders.yaml", line: 83, resource: "Deployment orders/api volume vault", field: "cis" },
      got: "cis",
      allowed: "csi",
      fix: "write csi",
      shows: 'strict decoding error: unknown field "spec.volumes[0].cis"; without it, an empty folder',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("finds nothing in persistent volumes of other drivers", () => {
  const files = { "volume.yaml": VOLUME.replace("secrets-store.csi.k8s.io", "disk.csi.azure.com") };

  const findings = findingsOf("valid-volume-source", files);

  expect(findings).toEqual([]);
});
