import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const withMode = manifests(
  "          objectName: db-password\n",
  "          objectName: db-password\n          filePermission: 0444\n",
);

const ALWAYS = {
  rule: "no-windows-permission",
  environment: "artefacts",
  docs: "docs/rules/no-windows-permission.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("no-windows-permission", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when pods on Windows mount a file with a mode", () => {
  const files = manifests(
    "      serviceAccountName: api\n",
    "      serviceAccountName: api\n      os: { name: windows }\n",
    withMode,
  );

  const findings = findingsOf("no-windows-permission", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'file "db-password" sets filePermission, and Deployment orders/api mounts it on Windows',
      at: {
        file: "orders.yaml",
        line: 24,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "filePermission",
      },
      got: "0444",
      allowed: "no filePermission for pods on Windows",
      fix: "remove filePermission, or give the pods on Windows a class of their own",
      shows: "nothing: the mode has no effect on Windows, and the file can be read by every user of the container",
      related: [
        { file: "orders.yaml", line: 84, resource: "Deployment orders/api volume vault" },
        { file: "orders.yaml", line: 47, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("finds nothing on Linux", () => {
  const files = withMode;

  const findings = findingsOf("no-windows-permission", files);

  expect(findings).toEqual([]);
});
