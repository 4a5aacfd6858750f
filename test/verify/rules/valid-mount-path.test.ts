import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const ACCOUNT = "      serviceAccountName: api\n";
const ON_WINDOWS = `${ACCOUNT}      nodeSelector: { kubernetes.io/os: windows }\n`;

function at(path: string): Files {
  return manifests("mountPath: /mnt/secrets", `mountPath: ${path}`);
}

const ALWAYS = { rule: "valid-mount-path", environment: "artefacts", docs: "docs/rules/valid-mount-path.md" } as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("valid-mount-path", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when the path is empty", () => {
  const files = at('""');

  const findings = findingsOf("valid-mount-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api container app mounts "vault" at "", which is no path',
      at: {
        file: "orders.yaml",
        line: 79,
        resource: "Deployment orders/api container app mount vault",
        field: "mountPath",
      },
      allowed: "an absolute path without a colon, as /mnt/secrets",
      fix: "write the folder that the container reads, as /mnt/secrets",
      shows: "the API server refuses the pod: mountPath: Required value",
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when the path is missing", () => {
  const files = manifests("              mountPath: /mnt/secrets\n", "");

  const findings = findingsOf("valid-mount-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api container app mounts "vault" at "", which is no path',
      at: {
        file: "orders.yaml",
        line: 78,
        resource: "Deployment orders/api container app mount vault",
        field: "mountPath",
      },
      allowed: "an absolute path without a colon, as /mnt/secrets",
      fix: "write the folder that the container reads, as /mnt/secrets",
      shows: "the API server refuses the pod: mountPath: Required value",
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when the path is relative", () => {
  const files = at("mnt/secrets");

  const findings = findingsOf("valid-mount-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Deployment orders/api container app mounts "vault" at "mnt/secrets", a relative path',
      at: {
        file: "orders.yaml",
        line: 79,
        resource: "Deployment orders/api container app mount mnt/secrets",
        field: "mountPath",
      },
      got: "mnt/secrets",
      allowed: "an absolute path without a colon, as /mnt/secrets",
      fix: "write /mnt/secrets",
      shows: "nothing: the files appear in /mnt/secrets",
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when the path contains a colon", () => {
  const files = at("/mnt/a:b");

  const findings = findingsOf("valid-mount-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api container app mounts "vault" at "/mnt/a:b", which contains a colon',
      at: {
        file: "orders.yaml",
        line: 79,
        resource: "Deployment orders/api container app mount /mnt/a:b",
        field: "mountPath",
      },
      got: "/mnt/a:b",
      allowed: "an absolute path without a colon, as /mnt/secrets",
      fix: "write a path without a colon",
      shows: "container runtimes take the colon for the end of the path, and the container does not start",
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when a path of Windows is on Linux", () => {
  const files = at("c:\\secrets");

  const findings = findingsOf("valid-mount-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api container app mounts "vault" at "c:\\\\secrets", a Windows path, and nothing says that the pod runs on Windows',
      at: {
        file: "orders.yaml",
        line: 79,
        resource: "Deployment orders/api container app mount c:\\secrets",
        field: "mountPath",
      },
      got: "c:\\secrets",
      allowed: "an absolute path without a colon, as /mnt/secrets",
      fix: "write a Linux path, or set os.name and the node selector kubernetes.io/os to windows",
      shows: "nothing, where the pod is put on Linux: the files are in a folder of that name below /",
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when a relative path is on Windows", () => {
  const files = manifests(ACCOUNT, ON_WINDOWS, at("secrets"));

  const findings = findingsOf("valid-mount-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Deployment orders/api container app mounts "vault" at "secrets", a relative path',
      at: {
        file: "orders.yaml",
        line: 80,
        resource: "Deployment orders/api container app mount secrets",
        field: "mountPath",
      },
      got: "secrets",
      allowed: "an absolute path, as c:\\secrets",
      fix: "write c:\\secrets",
      shows: "the files appear in c:\\secrets",
      related: [
        { file: "orders.yaml", line: 70, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when the volume covers the whole image", () => {
  const files = at("/");

  const findings = findingsOf("valid-mount-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api container app mounts "vault" at "/", over the whole image',
      at: {
        file: "orders.yaml",
        line: 79,
        resource: "Deployment orders/api container app mount /",
        field: "mountPath",
      },
      got: "/",
      allowed: "an absolute path without a colon, as /mnt/secrets",
      fix: "mount it in a folder of its own, as /mnt/secrets",
      shows: "CreateContainerError: the runtime cannot mount over the root of the container",
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when the volume covers a folder of the image", () => {
  const files = at("/etc/");

  const findings = findingsOf("valid-mount-path", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Deployment orders/api container app mounts "vault" at "/etc/", which hides a folder of the image',
      at: {
        file: "orders.yaml",
        line: 79,
        resource: "Deployment orders/api container app mount /etc/",
        field: "mountPath",
      },
      got: "/etc/",
      allowed: "an absolute path without a colon, as /mnt/secrets",
      fix: "mount it in a folder of its own, as /mnt/secrets",
      shows: "nothing from the driver; the program misses the files that the image has there",
      related: [
        { file: "orders.yaml", line: 69, resource: "Deployment orders/api container app" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("finds nothing in a path of Windows on Windows", () => {
  const files = manifests(ACCOUNT, ON_WINDOWS, at("c:\\secrets"));

  const findings = findingsOf("valid-mount-path", files);

  expect(findings).toEqual([]);
});
