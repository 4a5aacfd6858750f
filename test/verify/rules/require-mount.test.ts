import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests, uncheckedOf } from "../../support/artefacts.js";

const VOLUME =
  "        - name: vault\n          csi:\n            driver: secrets-store.csi.k8s.io\n            readOnly: true\n" +
  "            volumeAttributes:\n              secretProviderClass: api-vault\n";

function reader(field: string, more = "restartPolicy: Always"): string {
  return [
    "apiVersion: apps/v1",
    "kind: DaemonSet",
    "metadata: { name: other, namespace: orders }",
    "spec:",
    "  template:",
    "    spec:",
    `      ${more}`,
    "      containers:",
    `        - { name: app, image: busybox, ${field} }`,
  ].join("\n");
}

const ALWAYS = { rule: "require-mount", environment: "artefacts", docs: "docs/rules/require-mount.md" } as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("require-mount", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a variable reads a synced Secret and the pod mounts no class", () => {
  const files = manifests(VOLUME, "");

  const findings = findingsOf("require-mount", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Deployment orders/api container app env DATABASE_PASSWORD reads the Secret "api-database", and its pod does not mount the class that writes it',
      at: {
        file: "orders.yaml",
        line: 75,
        resource: "Deployment orders/api container app env DATABASE_PASSWORD",
        field: "valueFrom.secretKeyRef.name",
      },
      got: "api-database",
      allowed: 'a pod that mounts "api-vault"',
      fix: 'add a csi volume of the class "api-vault" to Deployment orders/api, and mount it in a container',
      shows: 'CreateContainerConfigError: secret "api-database" not found',
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when a volume reads a synced Secret and the pod mounts no class", () => {
  const files = manifests(VOLUME, "        - name: read\n          secret: { secretName: api-tls }\n");

  const findings = findingsOf("require-mount", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Deployment orders/api container app env DATABASE_PASSWORD reads the Secret "api-database", and its pod does not mount the class that writes it',
      at: {
        file: "orders.yaml",
        line: 75,
        resource: "Deployment orders/api container app env DATABASE_PASSWORD",
        field: "valueFrom.secretKeyRef.name",
      },
      got: "api-database",
      allowed: 'a pod that mounts "api-vault"',
      fix: 'add a csi volume of the class "api-vault" to Deployment orders/api, and mount it in a container',
      shows: 'CreateContainerConfigError: secret "api-database" not found',
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Deployment orders/api volume read reads the Secret "api-tls", and its pod does not mount the class that writes it',
      at: { file: "orders.yaml", line: 83, resource: "Deployment orders/api volume read", field: "secret.secretName" },
      got: "api-tls",
      allowed: 'a pod that mounts "api-vault"',
      fix: 'add a csi volume of the class "api-vault" to Deployment orders/api, and mount it in a container',
      shows: 'FailedMount: MountVolume.SetUp failed for volume "read" : secret "api-tls" not found',
      related: [
        { file: "orders.yaml", line: 38, resource: "SecretProviderClass orders/api-vault secretObjects[1]" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("warns where another workload mounts the class", () => {
  const files = {
    ...healthyFiles,
    "other.yaml": reader("env: [{ name: A, valueFrom: { secretKeyRef: { name: api-database, key: PASSWORD } } }]"),
  };

  const findings = findingsOf("require-mount", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'DaemonSet orders/other container app env A reads the Secret "api-database", and its pod does not mount the class that writes it; Deployment orders/api does',
      at: {
        file: "other.yaml",
        line: 9,
        resource: "DaemonSet orders/other container app env A",
        field: "valueFrom.secretKeyRef.name",
      },
      got: "api-database",
      allowed: 'a pod that mounts "api-vault"',
      fix: 'add a csi volume of the class "api-vault" to DaemonSet orders/other, and mount it in a container',
      shows:
        'nothing while pods of Deployment orders/api run; after them CreateContainerConfigError: secret "api-database" not found',
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "other.yaml", line: 1, resource: "DaemonSet orders/other" },
      ],
    },
  ]);
});

test("warns where images are pulled with a Secret that another workload brings", () => {
  const files = {
    ...healthyFiles,
    "other.yaml": reader("resources: {}", "imagePullSecrets: [{ name: api-database }]"),
  };

  const findings = findingsOf("require-mount", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'DaemonSet orders/other pulls images with the Secret "api-database", and its pod does not mount the class that writes it; Deployment orders/api does',
      at: {
        file: "other.yaml",
        line: 7,
        resource: "DaemonSet orders/other",
        field: "spec.template.spec.imagePullSecrets[0].name",
      },
      got: "api-database",
      allowed: 'a pod that mounts "api-vault"',
      fix: 'add a csi volume of the class "api-vault" to DaemonSet orders/other, and mount it in a container',
      shows:
        "nothing while pods of Deployment orders/api run; after them FailedToRetrieveImagePullSecret: Unable to retrieve some image pull secrets (api-database)",
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "other.yaml", line: 1, resource: "DaemonSet orders/other" },
      ],
    },
  ]);
});

test("finds nothing where the Secret is also a manifest", () => {
  const files = {
    ...manifests(VOLUME, ""),
    "secret.yaml": "apiVersion: v1\nkind: Secret\nmetadata: { name: api-database, namespace: orders }\n",
  };

  const findings = findingsOf("require-mount", files);

  expect(findings).toEqual([]);
});

test("leaves a volume of a misspelt driver to another rule", () => {
  const files = manifests("driver: secrets-store.csi.k8s.io", "driver: secrets-store.csi.x-k8s.io");

  const findings = findingsOf("require-mount", files);

  expect(findings).toEqual([]);
});

test("cannot decide about a part of a pod", () => {
  const files = {
    ...healthyFiles,
    "other.yaml": reader(
      "env: [{ name: A, valueFrom: { secretKeyRef: { name: api-database, key: PASSWORD } } }]",
    ).replace("image: busybox, ", ""),
  };

  const unchecked = uncheckedOf("require-mount", files);

  expect(unchecked).toEqual([
    {
      rule: "require-mount",
      environment: "artefacts",
      message:
        'DaemonSet orders/other container app env A reads the Secret "api-database" of SecretProviderClass orders/api-vault, which this part of the pod does not mount',
      needs: "the whole pod: the output of helm template or kustomize build",
      at: {
        file: "other.yaml",
        line: 9,
        resource: "DaemonSet orders/other container app env A",
        field: "valueFrom.secretKeyRef.name",
      },
    },
  ]);
});

const VARIABLE = "env: [{ name: A, valueFrom: { secretKeyRef: { name: api-database, key: PASSWORD } } }]";
const OPTIONAL = VARIABLE.replace("key: PASSWORD", "key: PASSWORD, optional: true");

/** The healthy class, which no pod mounts, with something that reads its Secret. */
function alone(pod: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, providerClass = ""] = (healthyFiles["orders.yaml"] ?? "").split("---\n");
  return { "class.yaml": providerClass, "other.yaml": pod, ...more };
}

test.each([
  ["variable", reader(VARIABLE), "error", 'CreateContainerConfigError: secret "api-database" not found'],
  ["optional variable", reader(OPTIONAL), "warning", "nothing: it is optional, and stays away"],
  [
    "volume",
    reader("resources: {}", "volumes: [{ name: q, secret: { secretName: api-database } }]"),
    "error",
    'FailedMount: MountVolume.SetUp failed for volume "q" : secret "api-database" not found',
  ],
  [
    "optional volume",
    reader("resources: {}", "volumes: [{ name: q, secret: { secretName: api-database, optional: true } }]"),
    "warning",
    "nothing: it is optional, and stays away",
  ],
  [
    "pull",
    reader("resources: {}", "imagePullSecrets: [{ name: api-database }]"),
    "warning",
    "FailedToRetrieveImagePullSecret: Unable to retrieve some image pull secrets (api-database)",
  ],
])("shows what a %s without a mount leads to", (_, pod, severity, shows) => {
  const found = findingsOf("require-mount", alone(pod)).map((finding) => [finding.severity, finding.shows]);

  expect(found).toEqual([[severity, shows]]);
});

test("shows what another workload does for an optional variable and for a volume", () => {
  const volume = reader(OPTIONAL, "volumes: [{ name: q, secret: { secretName: api-tls } }]");

  const found = findingsOf("require-mount", { ...healthyFiles, "other.yaml": volume }).map(({ shows }) => shows);

  expect(found).toEqual([
    'nothing while pods of Deployment orders/api run; after them FailedMount: MountVolume.SetUp failed for volume "q" : secret "api-tls" not found',
    "nothing: it is optional, and there only while pods of Deployment orders/api run",
  ]);
});

test("leaves two manifests of one object, of which one mounts the class, to another rule", () => {
  const again = reader(VARIABLE).replace("DaemonSet", "Deployment").replace("name: other", "name: api");

  const found = findingsOf("require-mount", { ...healthyFiles, "other.yaml": again });

  expect(found).toEqual([]);
});

test("warns where something that may make pods names the class", () => {
  const release = [
    "apiVersion: helm.toolkit.fluxcd.io/v2",
    "kind: HelmRelease",
    "metadata: { name: web, namespace: orders }",
    "spec: { values: { secretsStore: { className: api-vault } } }",
  ].join("\n");

  const found = findingsOf("require-mount", alone(reader(VARIABLE), { "release.yaml": release }));

  expect(found.map(({ severity, message, shows }) => [severity, message, shows])).toEqual([
    [
      "warning",
      'DaemonSet orders/other container app env A reads the Secret "api-database", and its pod does not mount the class that writes it; HelmRelease orders/web names the class',
      'nothing while pods of HelmRelease orders/web run; after them CreateContainerConfigError: secret "api-database" not found',
    ],
  ]);
});

test("finds nothing where a controller writes the Secret without a pod", () => {
  const sync = [
    "apiVersion: secret-sync.x-k8s.io/v1alpha1",
    "kind: SecretSync",
    "metadata: { name: api-database, namespace: orders }",
    "spec: { serviceAccountName: api, secretProviderClassName: api-vault }",
  ].join("\n");

  const found = findingsOf("require-mount", alone(reader(VARIABLE), { "sync.yaml": sync }));

  expect(found).toEqual([]);
});
