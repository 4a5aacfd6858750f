import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const MOUNT = "            - name: vault\n              mountPath: /mnt/secrets\n              readOnly: true\n";
const SIGNING = "        - |\n          objectName: signing\n          objectType: key\n";
const VARIABLE =
  "            - name: DATABASE_PASSWORD\n              valueFrom:\n                secretKeyRef:\n" +
  "                  name: api-database\n                  key: PASSWORD\n";

const ALWAYS = {
  rule: "no-unmounted-volume",
  environment: "artefacts",
  docs: "docs/rules/no-unmounted-volume.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("no-unmounted-volume", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when no container mounts the volume of a class", () => {
  const files = manifests(MOUNT, "", manifests(VARIABLE, ""));

  const findings = findingsOf("no-unmounted-volume", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'no container of Deployment orders/api mounts its volume "vault"',
      at: { file: "orders.yaml", line: 74, resource: "Deployment orders/api volume vault" },
      got: "vault",
      allowed: "a volume that a container mounts, or of a class whose objects all reach the pod as Secrets",
      fix: 'add a volumeMount for "vault" to a container, or remove the volume',
      shows: "nothing: the pod waits for the vault at every start, and its containers see no file",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when only some objects of the class reach the pod as Secrets", () => {
  const files = manifests(MOUNT, "");

  const findings = findingsOf("no-unmounted-volume", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'no container mounts the volume "vault" of Deployment orders/api, and nothing else brings it "signing"',
      at: { file: "orders.yaml", line: 79, resource: "Deployment orders/api volume vault" },
      got: "vault",
      allowed: "a volume that a container mounts, or of a class whose objects all reach the pod as Secrets",
      fix: 'add a volumeMount for "vault" to a container, or remove "signing" from the class',
      shows: "nothing: the pod waits for the vault at every start, and its containers see no file",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("finds nothing where all objects of the class reach the pod as Secrets", () => {
  const files = manifests(MOUNT, "", manifests(SIGNING, ""));

  const findings = findingsOf("no-unmounted-volume", files);

  expect(findings).toEqual([]);
});

test("leaves a mount of nothing to another rule", () => {
  const files = manifests("- name: vault\n              mountPath", "- name: valt\n              mountPath");

  const findings = findingsOf("no-unmounted-volume", files);

  expect(findings).toEqual([]);
});
