import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

function withMount(path: string): Files {
  const mounts = "          volumeMounts:\n";
  const volumes = "      volumes:\n";
  const mounted = manifests(mounts, `${mounts}            - name: scratch\n              mountPath: ${path}\n`);
  return manifests(volumes, `${volumes}        - name: scratch\n          emptyDir: {}\n`, mounted);
}

const ALWAYS = { rule: "no-nested-mount", environment: "artefacts", docs: "docs/rules/no-nested-mount.md" } as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("no-nested-mount", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when something is mounted inside the folder of a class", () => {
  const files = withMount("/mnt/secrets/tmp");

  const findings = findingsOf("no-nested-mount", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api container app mounts "scratch" at "/mnt/secrets/tmp", inside the read-only folder "/mnt/secrets" of a provider class',
      at: {
        file: "orders.yaml",
        line: 81,
        resource: "Deployment orders/api container app mount /mnt/secrets",
        field: "mountPath",
      },
      got: "/mnt/secrets",
      allowed: "folders that do not contain each other",
      fix: 'mount one of the two beside the other, as "/mnt/secrets-vault"',
      shows:
        "CreateContainerError: the runtime cannot make the inner folder on a read-only file system; or the outer volume hides the inner",
      related: [
        { file: "orders.yaml", line: 78, resource: "Deployment orders/api container app mount /mnt/secrets/tmp" },
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("finds nothing where a class is mounted inside another folder", () => {
  const files = withMount("/mnt");

  const findings = findingsOf("no-nested-mount", files);

  expect(findings).toEqual([]);
});

test("finds nothing where two folders only begin alike", () => {
  const files = withMount("/mnt/secrets-tmp");

  const findings = findingsOf("no-nested-mount", files);

  expect(findings).toEqual([]);
});
