import { describe, expect, test } from "vitest";
import type { Probe } from "../../model/index.js";
import { syncedSecret } from "../../model/index.js";
import type { DeploymentProps } from "../../model/workload.js";
import { api, vault } from "../support/descriptions.js";
import { podSpec, podsOf } from "./pods.js";

/** The first container of a Deployment with these settings. */
function container(props: Partial<DeploymentProps>) {
  return podsOf(api(props)).spec.containers[0];
}

const [plain] = podSpec.containers;
const credentials = syncedSecret("credentials", { USER: vault.objects.apiKey, PASSWORD: vault.objects.dbPassword });
const session = syncedSecret("session", { KEY: vault.objects.dbPassword });
const mounts = [
  { path: "/mnt/secrets", objects: [vault.objects.dbPassword, vault.objects.apiKey], sync: [credentials, session] },
];

describe("environment variables", () => {
  test("keep their order, plain text as it is and keys of synced Secrets by reference", () => {
    const env = { URL: "postgres://${HOST}/%{x}", PASSWORD: credentials.keys.PASSWORD, DSN: "$(URL)" };

    expect(container({ mounts, env })).toEqual({
      ...plain,
      env: [
        { name: "URL", value: "postgres://${HOST}/%{x}" },
        { name: "PASSWORD", valueFrom: { secretKeyRef: { key: "PASSWORD", name: "credentials" } } },
        { name: "DSN", value: "$(URL)" },
      ],
    });
  });

  test("come from whole Secrets, with a prefix where there is one", () => {
    expect(container({ mounts, envFrom: [credentials, { secret: session, prefix: "SESSION_" }] })).toEqual({
      ...plain,
      envFrom: [{ secretRef: { name: "credentials" } }, { prefix: "SESSION_", secretRef: { name: "session" } }],
    });
  });
});

test("ports keep their names and say their protocol where it is not TCP", () => {
  const ports = {
    http: 8080,
    grpc: { port: 9090 },
    dns: { port: 53, protocol: "UDP" },
    sig: { port: 2905, protocol: "SCTP" },
  } as const;

  expect(container({ ports })).toEqual({
    ...plain,
    ports: [
      { name: "http", containerPort: 8080 },
      { name: "grpc", containerPort: 9090 },
      { name: "dns", containerPort: 53, protocol: "UDP" },
      { name: "sig", containerPort: 2905, protocol: "SCTP" },
    ],
  });
});

describe("probes", () => {
  test.each<[string, Probe, object]>([
    ["a GET of / on a port by name", { http: { port: "http" } }, { httpGet: { path: "/", port: "http" } }],
    [
      "a GET of a path over TLS on a number",
      { http: { port: 8443, path: "/healthz?full=1", scheme: "HTTPS" } },
      { httpGet: { path: "/healthz?full=1", port: 8443, scheme: "HTTPS" } },
    ],
    ["a connection to a port by name", { tcp: "http" }, { tcpSocket: { port: "http" } }],
    ["a connection to a number", { tcp: 5432 }, { tcpSocket: { port: 5432 } }],
    ["gRPC", { grpc: 9090 }, { grpc: { port: 9090 } }],
    ["a command", { exec: ["test", "-r", "/x"] }, { exec: { command: ["test", "-r", "/x"] } }],
  ])("ask for %s", (_, probe, asked) => {
    expect(container({ ports: { http: 8080 }, probes: { liveness: probe } })?.livenessProbe).toEqual(asked);
  });

  test("stand each in its own place with every number, the zero too", () => {
    const numbers = { initialDelay: 0, period: 20, timeout: 3, failureThreshold: 5 };
    const drawn = { initialDelaySeconds: 0, periodSeconds: 20, timeoutSeconds: 3, failureThreshold: 5 };
    const probes = {
      liveness: { tcp: 1, ...numbers, successThreshold: 1 },
      readiness: { tcp: 2, ...numbers, successThreshold: 4 },
      startup: { tcp: 3, ...numbers },
    };

    expect(container({ probes })).toEqual({
      ...plain,
      livenessProbe: { tcpSocket: { port: 1 }, ...drawn, successThreshold: 1 },
      readinessProbe: { tcpSocket: { port: 2 }, ...drawn, successThreshold: 4 },
      startupProbe: { tcpSocket: { port: 3 }, ...drawn },
    });
  });
});

test.each([
  [{}, { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "64Mi" } }],
  [{ memoryRequest: "1Gi" }, { requests: { cpu: "50m", memory: "1Gi" }, limits: { memory: "1Gi" } }],
  [
    { cpuLimit: "2", memoryLimit: "1Gi" },
    { requests: { cpu: "2", memory: "1Gi" }, limits: { cpu: "2", memory: "1Gi" } },
  ],
  [{ cpuRequest: "0.5" }, { requests: { cpu: "0.5", memory: "64Mi" }, limits: { memory: "64Mi" } }],
])("resources %j have a limit of memory, and of CPU only where it is asked for", (resources, drawn) => {
  expect(container({ resources })?.resources).toEqual(drawn);
});

test("folders to write to are empty volumes, each of its own", () => {
  const { containers, volumes } = podsOf(api({ scratch: ["/tmp", "/var/cache/nginx", "/var/cache-nginx"] })).spec;

  const names = ["app-tmp", "app-var-cache-nginx", "app-var-cache-nginx-1dc93858"];
  expect(containers).toEqual([
    {
      ...plain,
      volumeMounts: [
        ...(plain?.volumeMounts ?? []),
        { mountPath: "/tmp", name: names[0] },
        { mountPath: "/var/cache/nginx", name: names[1] },
        { mountPath: "/var/cache-nginx", name: names[2] },
      ],
    },
  ]);
  expect(volumes).toEqual([...podSpec.volumes, ...names.map((name) => ({ name, emptyDir: {} }))]);
});
