import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests, uncheckedOf } from "../../support/artefacts.js";

const STATEFUL_SET = [
  "apiVersion: apps/v1",
  "kind: StatefulSet",
  "metadata: { name: db, namespace: orders }",
  "spec:",
  "  volumeClaimTemplates: [{ metadata: { name: data } }]",
  "  template:",
  "    spec:",
  "      containers: [{ name: db, image: postgres, volumeMounts: [{ name: data, mountPath: /data }] }]",
].join("\n");

function patch(mounted: string): Files {
  const lines = [
    "apiVersion: apps/v1",
    "kind: Deployment",
    "metadata: { name: worker, namespace: orders }",
    "spec:",
    "  template:",
    "    spec:",
    "      serviceAccountName: api",
    `      containers: [{ name: worker, volumeMounts: [{ name: ${mounted}, mountPath: /mnt/secrets }] }]`,
    "      volumes:",
    "        - name: vault",
    "          csi:",
    "            driver: secrets-store.csi.k8s.io",
    "            readOnly: true",
    "            volumeAttributes: { secretProviderClass: api-vault }",
  ];
  return { ...healthyFiles, "patch.yaml": lines.join("\n") };
}

const ALWAYS = {
  rule: "match-volume-mount",
  environment: "artefacts",
  docs: "docs/rules/match-volume-mount.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("match-volume-mount", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a mount misspells its volume", () => {
  const files = manifests("- name: vault\n              mountPath", "- name: valt\n              mountPath");

  const findings = findingsOf("match-volume-mount", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api container app mounts the volume "valt", which the pod does not have',
      at: {
        file: "orders.yaml",
        line: 78,
        resource: "Deployment orders/api container app mount /mnt/secrets",
        field: "name",
      },
      got: "valt",
      allowed: 'a volume of the pod: "vault"',
      fix: 'write "vault"',
      shows: 'the API server refuses the pod: volumeMounts[0].name: Not found: "valt"',
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when the volume is called otherwise", () => {
  const files = manifests("        - name: vault\n          csi", "        - name: secrets\n          csi");

  const findings = findingsOf("match-volume-mount", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api container app mounts the volume "vault", which the pod does not have',
      at: {
        file: "orders.yaml",
        line: 78,
        resource: "Deployment orders/api container app mount /mnt/secrets",
        field: "name",
      },
      got: "vault",
      allowed: 'a volume of the pod: "secrets"',
      fix: 'add the volume to the pod, or mount "secrets"',
      shows: 'the API server refuses the pod: volumeMounts[0].name: Not found: "vault"',
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when a patch misspells the volume that it brings", () => {
  const files = patch("valut");

  const findings = findingsOf("match-volume-mount", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/worker container worker mounts the volume "valut", which the pod does not have',
      at: {
        file: "patch.yaml",
        line: 8,
        resource: "Deployment orders/worker container worker mount /mnt/secrets",
        field: "name",
      },
      got: "valut",
      allowed: 'a volume of the pod: "vault"',
      fix: 'write "vault"',
      shows: 'the API server refuses the pod: volumeMounts[0].name: Not found: "valut"',
      related: [
        { file: "patch.yaml", line: 8, resource: "Deployment orders/worker container worker" },
        { file: "patch.yaml", line: 1, resource: "Deployment orders/worker" },
      ],
    },
  ]);
});

test("cannot decide where a patch mounts a volume of the base", () => {
  const files = patch("data");

  const unchecked = uncheckedOf("match-volume-mount", files);

  expect(unchecked).toEqual([
    {
      rule: "match-volume-mount",
      environment: "artefacts",
      message: 'Deployment orders/worker container worker mounts "data", which this part of the pod does not have',
      needs: "the whole pod: the output of helm template or kustomize build",
      at: { file: "patch.yaml", line: 8, resource: "Deployment orders/worker container worker mount /mnt/secrets" },
    },
  ]);
});

test("finds nothing where a StatefulSet mounts its claims", () => {
  const files = { "set.yaml": STATEFUL_SET };

  const findings = findingsOf("match-volume-mount", files);

  expect(findings).toEqual([]);
});

test("finds nothing in pods that an operator completes", () => {
  const files = {
    "set.yaml": STATEFUL_SET.replace("apps/v1", "example.com/v1")
      .replace("StatefulSet", "Database")
      .replace("volumeClaimTemplates", "claims"),
  };

  const findings = findingsOf("match-volume-mount", files);

  expect(findings).toEqual([]);
});

test("fails when a patch misspells one of two mounts of the volume that it brings", () => {
  const files = {
    "patch.yaml": (patch("vualt")["patch.yaml"] ?? "").replace(
      "name: vualt,",
      "name: vault, mountPath: /mnt/also, readOnly: true }, { name: vualt,",
    ),
  };

  const found = findingsOf("match-volume-mount", files).map(({ severity, got, fix }) => ({ severity, got, fix }));

  expect(found).toEqual([{ severity: "error", got: "vualt", fix: 'write "vault"' }]);
});
