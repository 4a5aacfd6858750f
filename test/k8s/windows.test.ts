import { describe, expect, test } from "vitest";
import { cronJob, newCluster, newNamespace, windowsPool } from "../../model/index.js";
import { basics, vault } from "../support/descriptions.js";
import type { Block } from "../support/synthesis.js";
import { podsOf, template } from "./pods.js";

const pool = windowsPool("win");
const cluster = newCluster({ name: "aks-orders", pools: [pool] });
const mounts = [{ path: String.raw`c:\secrets`, objects: [vault.objects.dbPassword] }];
const image = "mcr.microsoft.com/windows/nanoserver:ltsc2022";

/**
 * What the API server refuses in pods with `os.name: windows`.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ (spec.os)
 */
const linuxOnly = {
  pod: ["hostPID", "hostIPC", "hostUsers", "resources", "shareProcessNamespace"],
  podSecurityContext: [
    "appArmorProfile",
    "fsGroup",
    "fsGroupChangePolicy",
    "runAsGroup",
    "runAsUser",
    "seLinuxChangePolicy",
    "seLinuxOptions",
    "seccompProfile",
    "supplementalGroups",
    "supplementalGroupsPolicy",
    "sysctls",
  ],
  securityContext: [
    "allowPrivilegeEscalation",
    "appArmorProfile",
    "capabilities",
    "privileged",
    "procMount",
    "readOnlyRootFilesystem",
    "runAsGroup",
    "runAsUser",
    "seLinuxOptions",
    "seccompProfile",
  ],
};

describe("pods on Windows", () => {
  const plain = {
    resources: { requests: { cpu: "50m", memory: "256Mi" }, limits: { memory: "256Mi" } },
    securityContext: { runAsNonRoot: true },
  };
  const csi = {
    driver: "secrets-store.csi.k8s.io",
    readOnly: true,
    volumeAttributes: { secretProviderClass: "api-kv-orders" },
  };

  test("say their operating system, ask for its nodes, and run as its ordinary user", () => {
    const workload = cronJob("api", { ...basics, image, mounts, os: "windows", schedule: "@daily" });

    expect(podsOf(workload)).toEqual({
      metadata: template.metadata,
      spec: {
        automountServiceAccountToken: false,
        containers: [
          {
            ...plain,
            name: "app",
            image,
            volumeMounts: [{ mountPath: String.raw`c:\secrets`, name: "api-kv-orders", readOnly: true }],
          },
        ],
        nodeSelector: { "kubernetes.io/os": "windows" },
        os: { name: "windows" },
        restartPolicy: "Never",
        securityContext: { runAsNonRoot: true, windowsOptions: { runAsUserName: "ContainerUser" } },
        serviceAccountName: "api",
        volumes: [{ name: "api-kv-orders", csi }],
      },
    });
  });

  test("follow their pool, and hold nothing that only Linux has, whatever containers there are", () => {
    const namespace = newNamespace("orders", { podSecurity: { level: "baseline", reason: "tests" } });
    const workload = cronJob("api", {
      ...basics,
      namespace,
      image,
      mounts,
      pool,
      schedule: "@daily",
      runAsUser: String.raw`CONTOSO\app`,
      scratch: [String.raw`c:\temp`],
      containers: [{ name: "b", image, security: { reason: "installs itself", root: true } }],
      initContainers: [
        { name: "c", image, runAsUser: "ContainerAdministrator", security: { reason: "registers", root: true } },
        { name: "d", image, mounts, sidecar: true },
      ],
    });

    const { metadata, spec } = podsOf(workload, { cluster });

    expect(metadata.annotations).toEqual({
      "aks-key-vault/security-reason": "b: installs itself; c: registers",
    });
    expect(spec).toMatchObject({
      nodeSelector: { "kubernetes.azure.com/agentpool": "win", "kubernetes.io/os": "windows" },
      os: { name: "windows" },
      tolerations: [{ key: "os", operator: "Equal", value: "windows", effect: "NoSchedule" }],
    });
    expect(spec.securityContext).toEqual({});
    const containers = [...spec.containers, ...(spec.initContainers ?? [])];
    expect(containers.map(({ name, securityContext }) => [name, securityContext])).toEqual([
      ["app", { runAsNonRoot: true, windowsOptions: { runAsUserName: String.raw`CONTOSO\app` } }],
      ["b", {}],
      ["c", { windowsOptions: { runAsUserName: "ContainerAdministrator" } }],
      ["d", { runAsNonRoot: true, windowsOptions: { runAsUserName: "ContainerUser" } }],
    ]);
    expect(fieldsOf(spec, linuxOnly.pod)).toEqual([]);
    expect(fieldsOf(spec.securityContext, linuxOnly.podSecurityContext)).toEqual([]);
    for (const { securityContext } of containers) {
      expect(fieldsOf(securityContext, linuxOnly.securityContext)).toEqual([]);
    }
  });
});

test("pods on Linux say nothing of it, but ask for its nodes where the description names it", () => {
  const linux = podsOf(cronJob("api", { ...basics, schedule: "@daily" })).spec;
  const named = podsOf(cronJob("api", { ...basics, os: "linux", schedule: "@daily" })).spec;

  expect(fieldsOf(linux, ["os", "nodeSelector"])).toEqual([]);
  expect(named).toEqual({ ...linux, nodeSelector: { "kubernetes.io/os": "linux" } });
  expect(fieldsOf(linux.containers[0]?.securityContext, linuxOnly.securityContext)).toEqual([
    "allowPrivilegeEscalation",
    "capabilities",
    "privileged",
    "readOnlyRootFilesystem",
    "seccompProfile",
  ]);
});

/** Which of these fields something has. */
function fieldsOf(value: unknown, fields: readonly string[]): readonly string[] {
  return fields.filter((field) => Object.hasOwn(value as Block, field));
}
