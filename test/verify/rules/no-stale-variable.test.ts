import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests, terraform, uncheckedOf } from "../../support/artefacts.js";

type Config = Parameters<Parameters<typeof terraform>[0]>[0];

const ANNOTATION = "    secret.reloader.stakater.com/reload: api-database\n";

function pod(): Files {
  const lines = [
    "---",
    "apiVersion: v1",
    "kind: Pod",
    "metadata: { name: once, namespace: orders }",
    "spec:",
    "  serviceAccountName: api",
    "  containers:",
    "    - name: app",
    "      image: busybox",
    "      envFrom: [{ secretRef: { name: api-database } }]",
    "      volumeMounts: [{ name: vault, mountPath: /mnt/secrets }]",
    "  volumes:",
    "    - name: vault",
    "      csi:",
    "        driver: secrets-store.csi.k8s.io",
    "        readOnly: true",
    "        volumeAttributes: { secretProviderClass: api-vault }",
  ];
  return { ...healthyFiles, "pod.yaml": lines.join("\n") };
}

function withoutRotation({ resource }: Config): void {
  resource.azurerm_kubernetes_cluster.main.key_vault_secrets_provider.secret_rotation_enabled = false;
}

function withoutCluster(config: Config): void {
  Object.assign(config.resource, { azurerm_kubernetes_cluster: {} });
}

const ALWAYS = {
  rule: "no-stale-variable",
  environment: "artefacts",
  docs: "docs/rules/no-stale-variable.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("no-stale-variable", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when nothing restarts a workload", () => {
  const files = manifests(ANNOTATION, "");

  const findings = findingsOf("no-stale-variable", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api container app sets "DATABASE_PASSWORD" from the Secret "api-database", which rotates, and nothing restarts it',
      at: { file: "orders.yaml", line: 71, resource: "Deployment orders/api container app env DATABASE_PASSWORD" },
      got: "api-database",
      allowed: "the mounted file in place of the variable, or a restart by Reloader",
      fix: 'read the mounted file, or set secret.reloader.stakater.com/reload: "api-database" on Deployment orders/api',
      shows: "nothing: the container keeps the old value until it starts again",
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when a bare Pod reads a Secret under rotation", () => {
  const files = manifests(
    "    spec:\n      serviceAccountName: api",
    "    spec:\n      serviceAccountName: api",
    pod(),
  );

  const findings = findingsOf("no-stale-variable", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Pod orders/once container app takes variables from the Secret "api-database", which rotates, and nothing restarts it',
      at: { file: "pod.yaml", line: 10, resource: "Pod orders/once container app envFrom api-database" },
      got: "api-database",
      allowed: "the mounted file in place of the variable, or a restart by Reloader",
      fix: "read the mounted file, or run the pod from a Deployment that Reloader restarts",
      shows: "nothing: the container keeps the old value until it starts again",
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "pod.yaml", line: 2, resource: "Pod orders/once" },
      ],
    },
  ]);
});

test("fails when the Secret is excluded", () => {
  const files = manifests(
    ANNOTATION,
    "    secret.reloader.stakater.com/auto: 'true'\n    secrets.exclude.reloader.stakater.com/reload: api-database\n",
  );

  const findings = findingsOf("no-stale-variable", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api container app sets "DATABASE_PASSWORD" from the Secret "api-database", which rotates, and nothing restarts it',
      at: { file: "orders.yaml", line: 73, resource: "Deployment orders/api container app env DATABASE_PASSWORD" },
      got: "api-database",
      allowed: "the mounted file in place of the variable, or a restart by Reloader",
      fix: 'read the mounted file, or set secret.reloader.stakater.com/reload: "api-database" on Deployment orders/api',
      shows: "nothing: the container keeps the old value until it starts again",
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("finds nothing where Reloader follows the class", () => {
  const files = manifests(ANNOTATION, "    secretproviderclass.reloader.stakater.com/reload: api-vault\n");

  const findings = findingsOf("no-stale-variable", files);

  expect(findings).toEqual([]);
});

test("finds nothing where Reloader follows everything", () => {
  const files = manifests(ANNOTATION, "    reloader.stakater.com/auto: 'true'\n");

  const findings = findingsOf("no-stale-variable", files);

  expect(findings).toEqual([]);
});

test("finds nothing where the pods have the annotation", () => {
  const files = manifests(
    "      labels:\n        app: api\n",
    "      annotations: { secret.reloader.stakater.com/auto: 'true' }\n      labels:\n        app: api\n",
    manifests(ANNOTATION, "    team: orders\n"),
  );

  const findings = findingsOf("no-stale-variable", files);

  expect(findings).toEqual([]);
});

test("finds nothing in a job", () => {
  const files = manifests(
    "apiVersion: apps/v1\nkind: Deployment",
    "apiVersion: batch/v1\nkind: Job",
    manifests(ANNOTATION, ""),
  );

  const findings = findingsOf("no-stale-variable", files);

  expect(findings).toEqual([]);
});

test("finds nothing where the cluster does not rotate", () => {
  const files = terraform(withoutRotation, manifests(ANNOTATION, ""));

  const findings = findingsOf("no-stale-variable", files);

  expect(findings).toEqual([]);
});

test("cannot decide without a cluster", () => {
  const files = terraform(withoutCluster, manifests(ANNOTATION, ""));

  const unchecked = uncheckedOf("no-stale-variable", files);

  expect(unchecked).toEqual([
    {
      rule: "no-stale-variable",
      environment: "artefacts",
      message: "whether the cluster reads new values is not known, and so not whether variables grow old",
      needs: "the Terraform of the cluster, with its block key_vault_secrets_provider",
    },
  ]);
});
