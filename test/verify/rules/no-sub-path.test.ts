import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests, terraform } from "../../support/artefacts.js";

type Config = Parameters<Parameters<typeof terraform>[0]>[0];

function withSubPath(subPath: string): Files {
  const path = "              mountPath: /mnt/secrets\n";
  return manifests(path, `${path}              subPath: ${subPath}\n`);
}

function withoutRotation({ resource }: Config): void {
  resource.azurerm_kubernetes_cluster.main.key_vault_secrets_provider.secret_rotation_enabled = false;
}

const ALWAYS = { rule: "no-sub-path", environment: "artefacts", docs: "docs/rules/no-sub-path.md" } as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("no-sub-path", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a file is mounted by subPath", () => {
  const files = withSubPath("db-password");

  const findings = findingsOf("no-sub-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api container app mounts "db-password" by subPath, which never changes while the container runs',
      at: {
        file: "orders.yaml",
        line: 80,
        resource: "Deployment orders/api container app mount /mnt/secrets",
        field: "subPath",
      },
      got: "db-password",
      allowed: "a mount of the whole folder, without subPath",
      fix: "mount the folder and let the program open the file in it",
      shows: "nothing: the file stays as it was when the container started",
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when a folder of files is mounted by subPath", () => {
  const files = withSubPath("tls");

  const findings = findingsOf("no-sub-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api container app mounts "tls" by subPath, which never changes while the container runs',
      at: {
        file: "orders.yaml",
        line: 80,
        resource: "Deployment orders/api container app mount /mnt/secrets",
        field: "subPath",
      },
      got: "tls",
      allowed: "a mount of the whole folder, without subPath",
      fix: "mount the folder and let the program open the file in it",
      shows: "nothing: the file stays as it was when the container started",
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when subPath names no file of the class", () => {
  const files = withSubPath("db-pasword");

  const findings = findingsOf("no-sub-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Deployment orders/api container app mounts "db-pasword" of SecretProviderClass orders/api-vault, which writes no such file',
      at: {
        file: "orders.yaml",
        line: 80,
        resource: "Deployment orders/api container app mount /mnt/secrets",
        field: "subPath",
      },
      got: "db-pasword",
      allowed: 'a file of the class: "db-password", "tls/ingress.pem", "signing"',
      fix: 'did you mean "db-password"?',
      shows: 'CreateContainerConfigError: failed to prepare subPath for volumeMount "vault" of container "app"',
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("notes a subPath on a cluster that does not rotate", () => {
  const files = terraform(withoutRotation, withSubPath("db-password"));

  const findings = findingsOf("no-sub-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "note",
      message:
        'Deployment orders/api container app mounts "db-password" by subPath, which never changes while the container runs',
      at: {
        file: "orders.yaml",
        line: 80,
        resource: "Deployment orders/api container app mount /mnt/secrets",
        field: "subPath",
      },
      got: "db-password",
      allowed: "a mount of the whole folder, without subPath",
      fix: "mount the folder and let the program open the file in it",
      shows: "nothing: the file stays as it was when the container started",
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("does not look for an expression among the files", () => {
  const files = withSubPath("$(NAME)");

  const findings = findingsOf("no-sub-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api container app mounts "$(NAME)" by subPath, which never changes while the container runs',
      at: {
        file: "orders.yaml",
        line: 80,
        resource: "Deployment orders/api container app mount /mnt/secrets",
        field: "subPath",
      },
      got: "$(NAME)",
      allowed: "a mount of the whole folder, without subPath",
      fix: "mount the folder and let the program open the file in it",
      shows: "nothing: the file stays as it was when the container started",
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});
