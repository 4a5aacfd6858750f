import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

function withVolume(className: string): Files {
  const lines = [
    "        - name: again",
    "          csi:",
    "            driver: secrets-store.csi.k8s.io",
    "            readOnly: true",
    `            volumeAttributes: { secretProviderClass: ${className} }`,
    "",
  ];
  return manifests("      volumes:\n", `      volumes:\n${lines.join("\n")}`);
}

const ALWAYS = {
  rule: "unique-class-volume",
  environment: "artefacts",
  docs: "docs/rules/unique-class-volume.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("unique-class-volume", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when two volumes of a pod mount one class", () => {
  const files = withVolume("api-vault");

  const findings = findingsOf("unique-class-volume", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api mounts the provider class "api-vault" through the volumes "again" and "vault"',
      at: {
        file: "orders.yaml",
        line: 92,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes.secretProviderClass",
      },
      got: "api-vault",
      allowed: "one volume for a class; any number of containers may mount that volume",
      fix: 'remove the volume "vault" and mount "again" in its place',
      shows:
        "only in the log of the driver, and no Secret is made: secret provider class pod status volume name did not match pod Volume",
      related: [
        { file: "orders.yaml", line: 82, resource: "Deployment orders/api volume again" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("finds nothing where the second volume is of another class", () => {
  const files = withVolume("api-other");

  const findings = findingsOf("unique-class-volume", files);

  expect(findings).toEqual([]);
});
