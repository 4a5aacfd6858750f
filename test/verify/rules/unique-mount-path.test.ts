import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

function withMount(path: string): Files {
  const mount = "              mountPath: /mnt/secrets\n              readOnly: true\n";
  const volumes = "      volumes:\n";
  const mounted = manifests(mount, `${mount}            - name: scratch\n              mountPath: ${path}\n`);
  return manifests(volumes, `${volumes}        - name: scratch\n          emptyDir: {}\n`, mounted);
}

const ALWAYS = {
  rule: "unique-mount-path",
  environment: "artefacts",
  docs: "docs/rules/unique-mount-path.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("unique-mount-path", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when two volumes have one path", () => {
  const files = withMount("/mnt/secrets");

  const findings = findingsOf("unique-mount-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Deployment orders/api container app mounts the volumes "vault" and "scratch" at one path, "/mnt/secrets"',
      at: {
        file: "orders.yaml",
        line: 82,
        resource: "Deployment orders/api container app mount /mnt/secrets",
        field: "mountPath",
      },
      got: "/mnt/secrets",
      allowed: "a path for each mount of a container",
      fix: 'give the mount of "scratch" another path',
      shows: 'the API server refuses the pod: volumeMounts[1].mountPath: Invalid value: "/mnt/secrets": must be unique',
      related: [
        { file: "orders.yaml", line: 78, resource: "Deployment orders/api container app mount /mnt/secrets" },
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when two paths differ by a slash at the end", () => {
  const files = withMount("/mnt/secrets/");

  const findings = findingsOf("unique-mount-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Deployment orders/api container app mounts the volumes "vault" and "scratch" at one path, "/mnt/secrets"',
      at: {
        file: "orders.yaml",
        line: 82,
        resource: "Deployment orders/api container app mount /mnt/secrets/",
        field: "mountPath",
      },
      got: "/mnt/secrets/",
      allowed: "a path for each mount of a container",
      fix: 'give the mount of "scratch" another path',
      shows: "nothing: the volume that is mounted last hides the other",
      related: [
        { file: "orders.yaml", line: 78, resource: "Deployment orders/api container app mount /mnt/secrets" },
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("finds nothing where the paths differ", () => {
  const files = withMount("/mnt/signing");

  const findings = findingsOf("unique-mount-path", files);

  expect(findings).toEqual([]);
});
