import { expect, test } from "vitest";
import {
  attach,
  cronJob,
  daemonSet,
  deployment,
  file,
  job,
  linuxPool,
  managedIdentity,
  newCluster,
  newNamespace,
  olderVersion,
  pod,
  statefulSet,
  syncedSecret,
} from "../../../model/index.js";
import type { Workload } from "../../../model/workload.js";
import { api, vault } from "../../support/descriptions.js";
import { problemsOf } from "./expected.js";

const history = file(vault.objects.dbPassword, { versionHistory: 3, permission: "0444" });
const synced = syncedSecret(
  "db",
  { PASSWORD: history, OLD_PASSWORD: olderVersion(history, 1) },
  { labels: { team: "orders" }, annotations: { note: "kept" } },
);
const registry = syncedSecret(
  "registry",
  { ".dockerconfigjson": vault.objects.apiKey },
  { type: "kubernetes.io/dockerconfigjson" },
);
const mount = {
  path: "/mnt/secrets",
  objects: [history, vault.objects.apiKey],
  subPaths: [{ path: "/etc/api/key", file: vault.objects.apiKey }],
  sync: [synced, registry],
  providerClass: "orders",
  volume: "secrets",
};
const container = {
  image: "busybox:1.36",
  command: ["sleep"],
  args: ["infinity"],
  env: { LOG_LEVEL: "debug", FIRST: synced.keys.PASSWORD },
  envFrom: [{ secret: synced, prefix: "DB_" }, synced],
  ports: { http: 8080, dns: { port: 53, protocol: "UDP" }, sctp: { port: 99, protocol: "SCTP" }, plain: { port: 81 } },
  probes: {
    liveness: { http: { port: "http", path: "/live", scheme: "HTTPS" }, initialDelay: 1, period: 2, timeout: 3 },
    readiness: { tcp: "http", successThreshold: 2, failureThreshold: 4 },
    startup: { exec: ["true"] },
  },
  resources: { cpuRequest: "100m", cpuLimit: "1", memoryRequest: "64Mi", memoryLimit: "1Gi" },
  scratch: ["/tmp"],
  runAsUser: 1000,
  security: { reason: "It keeps files.", root: false, writableRoot: true, capabilities: ["NET_BIND_SERVICE"] },
} as const;
const further = { ...container, ports: { admin: 9000 }, probes: { readiness: { grpc: 9000 } } } as const;
const shared = {
  mounts: [mount],
  namespace: newNamespace("orders", {
    labels: { team: "orders" },
    podSecurity: { level: "baseline", reason: "An image needs root." },
    quota: { pods: "10" },
  }),
  team: "orders",
  identity: managedIdentity("orders"),
  serviceAccount: "orders",
  federatedCredential: "orders",
  onRotation: "none",
  webhook: false,
} as const;
const apps = linuxPool("apps", { taints: ["team=orders:NoSchedule"] });
const pods = {
  ...shared,
  ...container,
  container: "web",
  containers: [{ ...further, name: "proxy", mounts: [{ mount, path: "/etc/proxy", subPaths: [] }] }],
  initContainers: [
    { ...container, ports: {}, probes: undefined, name: "init", mounts: [mount] },
    { ...container, ports: { sidecar: 9001 }, probes: { startup: { tcp: 9001 } }, name: "side", sidecar: true },
  ],
  imagePullSecrets: ["registry", registry],
  pool: apps,
  os: "linux",
  nodeSelector: { disk: "ssd" },
  tolerations: ["team=orders:NoSchedule"],
  labels: { team: "orders" },
  annotations: { note: "kept" },
} as const;
const replicated = {
  ...pods,
  replicas: 3,
  spread: [{ over: "nodes" }, { over: "zones", maxSkew: 2, required: true }, { over: { label: "example.com/rack" } }],
  disruption: { maxUnavailable: "50%" },
} as const;
const runs = {
  ...pods,
  completions: 2,
  parallelism: 2,
  backoffLimit: 3,
  activeDeadlineSeconds: 60,
  ttlSecondsAfterFinished: 60,
  restartPolicy: "OnFailure",
} as const;

const cluster = newCluster({ name: "aks-orders", pools: [apps] });

test.each<Workload>([
  deployment("api", replicated),
  deployment("api", { ...replicated, disruption: { minAvailable: 1 } }),
  deployment("api", { ...replicated, disruption: false, onRotation: "restart" }),
  statefulSet("api", {
    ...replicated,
    service: "db",
    podManagement: "Parallel",
    storage: [{ name: "data", path: "/var/lib/data", size: "8Gi", storageClass: "managed-csi" }],
  }),
  daemonSet("api", pods),
  job("api", runs),
  cronJob("api", {
    ...runs,
    schedule: "0 3 * * 1",
    timeZone: "Europe/Amsterdam",
    concurrency: "Replace",
    suspend: true,
    startingDeadlineSeconds: 60,
    successfulJobsHistoryLimit: 0,
    failedJobsHistoryLimit: 0,
  }),
  pod("api", pods),
  attach("api", {
    ...shared,
    env: container.env,
    envFrom: container.envFrom,
    os: "linux",
    target: { kind: "StatefulSet", name: "release.db", container: "postgres" },
  }),
])("accepts every option of a $kind at once", (workload) => {
  expect(problemsOf(workload, { cluster })).toEqual([]);
});

test("accepts a description that watches, and a namespace whose level is somebody else's", () => {
  const namespace = newNamespace("orders", { podSecurity: false });

  expect(problemsOf(api({ namespace, onRotation: "watch", disruption: false }))).toEqual([]);
});
