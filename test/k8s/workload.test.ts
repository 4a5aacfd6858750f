import { describe, expect, test } from "vitest";
import { managedIdentity, newNamespace, nodeIdentity, pod, syncedSecret } from "../../model/index.js";
import { api, healthy, vault } from "../support/descriptions.js";
import { manifestsOf } from "../support/synthesis.js";

function manifest(kind: string, environment = healthy()) {
  return manifestsOf(environment).filter((one) => one.kind === kind);
}

const podSpec = {
  automountServiceAccountToken: false,
  containers: [
    {
      name: "app",
      image: "busybox:1.36",
      resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "64Mi" } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        seccompProfile: { type: "RuntimeDefault" },
      },
      volumeMounts: [{ mountPath: "/mnt/secrets", name: "api-kv-orders", readOnly: true }],
    },
  ],
  restartPolicy: "Always",
  securityContext: { runAsGroup: 65532, runAsNonRoot: true, runAsUser: 65532 },
  serviceAccountName: "api",
  volumes: [
    {
      csi: {
        driver: "secrets-store.csi.k8s.io",
        readOnly: true,
        volumeAttributes: { secretProviderClass: "api-kv-orders" },
      },
      name: "api-kv-orders",
    },
  ],
};

describe("a Deployment", () => {
  test("runs one hardened replica that mounts its class, read-only twice, and nothing else", () => {
    expect(manifest("Deployment")).toEqual([
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { labels: { "app.kubernetes.io/name": "api" }, name: "api", namespace: "orders" },
        spec: {
          replicas: 1,
          selector: { matchLabels: { "app.kubernetes.io/name": "api" } },
          template: {
            metadata: { labels: { "app.kubernetes.io/name": "api", "azure.workload.identity/use": "true" } },
            spec: podSpec,
          },
        },
      },
    ]);
  });

  test("takes replicas, command, arguments, user, resources, volume and class from the description", () => {
    const workload = api({
      replicas: 3,
      command: ["run"],
      args: ["--config", "/etc/${x}"],
      runAsUser: 1000,
      resources: { cpuRequest: "1.5", cpuLimit: "2", memoryRequest: "100M", memoryLimit: "1Gi" },
      mounts: [{ path: "/run/s", objects: [vault.objects.apiKey], providerClass: "keys.v1", volume: "keys" }],
    });

    expect(manifest("Deployment", healthy({ workloads: [workload] }))[0]?.spec).toMatchObject({
      replicas: 3,
      template: {
        spec: {
          containers: [
            {
              command: ["run"],
              args: ["--config", "/etc/${x}"],
              resources: { requests: { cpu: "1.5", memory: "100M" }, limits: { cpu: "2", memory: "1Gi" } },
              volumeMounts: [{ mountPath: "/run/s", name: "keys", readOnly: true }],
            },
          ],
          securityContext: { runAsGroup: 1000, runAsNonRoot: true, runAsUser: 1000 },
          volumes: [{ name: "keys", csi: { volumeAttributes: { secretProviderClass: "keys.v1" } } }],
        },
      },
    });
  });

  test("names its volume without the dots that a class may have", () => {
    const workload = api({
      mounts: [{ path: "/mnt/secrets", objects: [vault.objects.apiKey], providerClass: "keys.v1" }],
    });

    expect(manifest("Deployment", healthy({ workloads: [workload] }))[0]?.spec).toMatchObject({
      template: { spec: { volumes: [{ name: "keys-v1" }] } },
    });
  });
});

describe("a Pod", () => {
  test("is the same pod without the Deployment around it", () => {
    const workload = pod("api", {
      namespace: "orders",
      image: "busybox:1.36",
      mounts: [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword] }],
    });

    expect(manifest("Pod", healthy({ workloads: [workload] }))).toEqual([
      {
        apiVersion: "v1",
        kind: "Pod",
        metadata: {
          labels: { "app.kubernetes.io/name": "api", "azure.workload.identity/use": "true" },
          name: "api",
          namespace: "orders",
        },
        spec: podSpec,
      },
    ]);
  });
});

test("environment variables keep their order, plain text as it is and keys of synced Secrets by reference", () => {
  const synced = syncedSecret("db", { password: vault.objects.dbPassword });
  const workload = api({
    mounts: [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword], sync: [synced] }],
    env: { URL: "postgres://${HOST}/%{x}", PASSWORD: synced.keys.password, DSN: "$(URL)" },
  });

  expect(manifest("Deployment", healthy({ workloads: [workload] }))[0]?.spec).toMatchObject({
    template: {
      spec: {
        containers: [
          {
            env: [
              { name: "URL", value: "postgres://${HOST}/%{x}" },
              { name: "PASSWORD", valueFrom: { secretKeyRef: { key: "password", name: "db" } } },
              { name: "DSN", value: "$(URL)" },
            ],
          },
        ],
      },
    },
  });
});

describe("a namespace", () => {
  test("is created where asked, with its labels, before everything in it", () => {
    const namespace = newNamespace("orders", { labels: { team: "orders" } });

    const all = manifestsOf(healthy({ workloads: [api({ namespace })] }));

    expect(all.map(({ kind }) => kind)).toEqual(["Namespace", "ServiceAccount", "SecretProviderClass", "Deployment"]);
    expect(all[0]).toEqual({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "orders", labels: { team: "orders" } },
    });
  });

  test("is left alone where it exists", () => {
    expect(manifest("Namespace")).toEqual([]);
  });
});

test("a service account carries client id and tenant and mounts no token of its own", () => {
  expect(manifest("ServiceAccount")).toEqual([
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: {
        name: "api",
        namespace: "orders",
        annotations: {
          "azure.workload.identity/client-id": "c0ffee00-0000-4000-8000-000000000001",
          "azure.workload.identity/tenant-id": healthy().tenantId,
        },
      },
      automountServiceAccountToken: false,
    },
  ]);
});

describe("a workload under an identity of the nodes", () => {
  const identity = nodeIdentity("nodes");
  const environment = healthy({ workloads: [api({ identity })] });

  test("has a service account that announces nothing to the webhook", () => {
    expect(manifest("ServiceAccount", environment)).toEqual([
      {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: "api", namespace: "orders" },
        automountServiceAccountToken: false,
      },
    ]);
  });

  test("is the same pod, without the webhook's label, as a Deployment and as a Pod", () => {
    const labels = { "app.kubernetes.io/name": "api" };
    const bare = pod("api", {
      namespace: "orders",
      image: "busybox:1.36",
      identity,
      mounts: [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword] }],
    });

    expect(manifest("Deployment", environment)[0]?.spec?.template).toEqual({ metadata: { labels }, spec: podSpec });
    expect(manifest("Pod", healthy({ workloads: [bare] }))).toEqual([
      { apiVersion: "v1", kind: "Pod", metadata: { labels, name: "api", namespace: "orders" }, spec: podSpec },
    ]);
  });
});

test("a workload under a bound identity announces it to the webhook, and that it is bound", () => {
  const identity = managedIdentity("shared", { trust: "identity-binding" });
  const environment = healthy({ workloads: [api({ identity })] });

  expect(manifest("ServiceAccount", environment)).toEqual(manifest("ServiceAccount"));
  const [deployment] = manifest("Deployment", environment);
  expect(deployment?.spec?.template).toMatchObject({
    metadata: {
      labels: { "app.kubernetes.io/name": "api", "azure.workload.identity/use": "true" },
      annotations: { "azure.workload.identity/use-identity-binding": "true" },
    },
  });
});
