import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests, uncheckedOf } from "../../support/artefacts.js";

const USER = "        runAsUser: 10001\n";

function withMode(mode: string): Files {
  const name = "          objectName: db-password\n";
  return manifests(name, `${name}          filePermission: ${mode}\n`);
}

const ALWAYS = {
  rule: "no-unreadable-file",
  environment: "artefacts",
  docs: "docs/rules/no-unreadable-file.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("no-unreadable-file", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when only root may read a file and the container runs as another user", () => {
  const files = withMode("0400");

  const findings = findingsOf("no-unreadable-file", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'file "db-password" has mode 0400 and belongs to root, and Deployment orders/api container app runs as user 10001',
      at: {
        file: "orders.yaml",
        line: 24,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "filePermission",
      },
      got: "0400",
      allowed: 'a mode that lets others read, as "0444"; fsGroup is not applied',
      fix: 'set filePermission to "0444", or leave it out',
      shows: 'the program in "app": open db-password: permission denied',
      related: [{ file: "orders.yaml", line: 70, resource: "Deployment orders/api container app" }],
    },
  ]);
});

test("fails when the group may read a file and the container is in another group", () => {
  const files = manifests(USER, `${USER}        runAsGroup: 10001\n`, withMode("0440"));

  const findings = findingsOf("no-unreadable-file", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'file "db-password" has mode 0440 and belongs to root, and Deployment orders/api container app runs as user 10001',
      at: {
        file: "orders.yaml",
        line: 24,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "filePermission",
      },
      got: "0440",
      allowed: 'a mode that lets others read, as "0444"; fsGroup is not applied',
      fix: 'set filePermission to "0444", or leave it out',
      shows: 'the program in "app": open db-password: permission denied',
      related: [{ file: "orders.yaml", line: 71, resource: "Deployment orders/api container app" }],
    },
  ]);
});

test("fails when the container may be anybody but root", () => {
  const files = manifests(USER, "", withMode('"0600"'));

  const findings = findingsOf("no-unreadable-file", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'file "db-password" has mode 0600 and belongs to root, and Deployment orders/api container app runs as another user than root',
      at: {
        file: "orders.yaml",
        line: 24,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "filePermission",
      },
      got: "0600",
      allowed: 'a mode that lets others read, as "0444"; fsGroup is not applied',
      fix: 'set filePermission to "0444", or leave it out',
      shows: 'the program in "app": open db-password: permission denied',
      related: [{ file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" }],
    },
  ]);
});

test("finds nothing where others may read", () => {
  const files = withMode("0444");

  const findings = findingsOf("no-unreadable-file", files);

  expect(findings).toEqual([]);
});

test("finds nothing where the container runs as root", () => {
  const files = manifests("runAsUser: 10001\n        runAsNonRoot: true", "runAsUser: 0", withMode("0400"));

  const findings = findingsOf("no-unreadable-file", files);

  expect(findings).toEqual([]);
});

test("finds nothing where the container is in group 0", () => {
  const files = manifests(USER, `${USER}        runAsGroup: 0\n`, withMode("0440"));

  const findings = findingsOf("no-unreadable-file", files);

  expect(findings).toEqual([]);
});

test("cannot decide where the image decides about the group", () => {
  const files = withMode("0440");

  const unchecked = uncheckedOf("no-unreadable-file", files);

  expect(unchecked).toEqual([
    {
      rule: "no-unreadable-file",
      environment: "artefacts",
      message:
        'file "db-password" has mode 0440, and which user and group Deployment orders/api container app runs as is not said',
      needs: "runAsUser and runAsGroup in the security context of the container or the pod",
      at: {
        file: "orders.yaml",
        line: 22,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "filePermission",
      },
    },
  ]);
});

test("cannot decide where the image decides about the user", () => {
  const files = manifests("runAsUser: 10001\n        runAsNonRoot: true", "fsGroup: 10001", withMode("0400"));

  const unchecked = uncheckedOf("no-unreadable-file", files);

  expect(unchecked).toEqual([
    {
      rule: "no-unreadable-file",
      environment: "artefacts",
      message:
        'file "db-password" has mode 0400, and which user and group Deployment orders/api container app runs as is not said',
      needs: "runAsUser and runAsGroup in the security context of the container or the pod",
      at: {
        file: "orders.yaml",
        line: 22,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "filePermission",
      },
    },
  ]);
});
