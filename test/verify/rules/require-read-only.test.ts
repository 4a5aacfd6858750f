import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const ALWAYS = {
  rule: "require-read-only",
  environment: "artefacts",
  docs: "docs/rules/require-read-only.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("require-read-only", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when the volume does not say that it is read-only", () => {
  const files = manifests("            readOnly: true\n            volumeAttributes", "            volumeAttributes");

  const findings = findingsOf("require-read-only", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'volume "vault" of Deployment orders/api does not say that it is read-only',
      at: { file: "orders.yaml", line: 83, resource: "Deployment orders/api volume vault", field: "csi.readOnly" },
      allowed: "readOnly: true, a boolean, beside the driver; that of a container's mount does not count",
      fix: "set readOnly: true in the csi source of the volume",
      shows: 'FailedMount: MountVolume.SetUp failed for volume "vault" : … Readonly is not true in request',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when the volume is to be written", () => {
  const files = manifests(
    "            readOnly: true\n            volumeAttributes",
    "            readOnly: false\n            volumeAttributes",
  );

  const findings = findingsOf("require-read-only", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'volume "vault" of Deployment orders/api says readOnly: false',
      at: { file: "orders.yaml", line: 85, resource: "Deployment orders/api volume vault", field: "csi.readOnly" },
      got: "false",
      allowed: "readOnly: true, a boolean, beside the driver; that of a container's mount does not count",
      fix: "set readOnly: true in the csi source of the volume",
      shows: 'FailedMount: MountVolume.SetUp failed for volume "vault" : … Readonly is not true in request',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when readOnly is a text", () => {
  const files = manifests(
    "            readOnly: true\n            volumeAttributes",
    '            readOnly: "true"\n            volumeAttributes',
  );

  const findings = findingsOf("require-read-only", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'volume "vault" of Deployment orders/api says readOnly: "true"',
      at: { file: "orders.yaml", line: 85, resource: "Deployment orders/api volume vault", field: "csi.readOnly" },
      got: '"true"',
      allowed: "readOnly: true, a boolean, beside the driver; that of a container's mount does not count",
      fix: "set readOnly: true in the csi source of the volume",
      shows: "the API server refuses the pod: cannot unmarshal string into a field of type bool",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("finds nothing where only the mount of a container does not say it", () => {
  const files = manifests("              readOnly: true\n", "");

  const findings = findingsOf("require-read-only", files);

  expect(findings).toEqual([]);
});
