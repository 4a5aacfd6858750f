import { describe, expect, test } from "vitest";
import { attach, cronJob, daemonSet, job, newNamespace } from "../../../model/index.js";
import type { Workload } from "../../../model/workload.js";
import { api, basics, untyped, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const fix = "npm run check:types names the line and the type";

describe("a value that is not of its type", () => {
  test.each<[string, object, string, string, string]>([
    ["onRotation is another word", { onRotation: "reload" }, "onRotation", '"reload"', '"watch", "restart", "none"'],
    ["the webhook is named", { webhook: "azure" }, "webhook", '"azure"', "true or false"],
    ["a port is text", { ports: { http: "80" } }, "ports.http", '"80"', "an object with the fields of the type"],
    [
      "a protocol is in small letters",
      { ports: { dns: { port: 53, protocol: "udp" } } },
      "ports.dns.protocol",
      '"udp"',
      '"TCP", "UDP", "SCTP"',
    ],
    [
      "gRPC asks a port by name",
      { probes: { liveness: { grpc: "http" } } },
      "probes.liveness.grpc",
      '"http"',
      "a number",
    ],
    [
      "HTTP asks a port that is a list",
      { probes: { startup: { http: { port: [80] } } } },
      "probes.startup.http.port",
      "[80]",
      "text",
    ],
    [
      "a key is named where a Secret belongs",
      { envFrom: ["db"] },
      "envFrom[0]",
      '"db"',
      "an object with the fields of the type",
    ],
    [
      "a Secret with a prefix is named",
      { envFrom: [{ secret: "db", prefix: "DB_" }] },
      "envFrom[0].secret",
      '"db"',
      "an object with the fields of the type",
    ],
    ["root is text", { security: { reason: "x", root: "yes" } }, "security.root", '"yes"', "true or false"],
    [
      "parts of the cluster have another name",
      { spread: [{ over: "racks" }] },
      "spread[0].over",
      '"racks"',
      '"nodes", "zones"',
    ],
    ["a budget is true", { disruption: true }, "disruption", "true", "false"],
    ["a pool is named", { pool: "apps" }, "pool", '"apps"', "an object with the fields of the type"],
    [
      "a pull Secret is a number",
      { imagePullSecrets: [1] },
      "imagePullSecrets[0]",
      "1",
      "an object with the fields of the type",
    ],
    [
      "a further container sees a mount by its path",
      { containers: [{ name: "proxy", image: "envoy:1.31", mounts: ["/mnt/secrets"] }] },
      "containers[0].mounts[0]",
      '"/mnt/secrets"',
      "an object with the fields of the type",
    ],
    [
      "a single file is named",
      { mounts: [{ objects: [vault.objects.apiKey], subPaths: [{ path: "/etc/key", file: "api-key" }] }] },
      "mounts[0].subPaths[0].file",
      '"api-key"',
      "an object with the fields of the type",
    ],
    [
      "the level of a namespace is another word",
      { namespace: { ...newNamespace("orders"), podSecurity: "baseline" } },
      "namespace.podSecurity",
      '"baseline"',
      '"restricted", false',
    ],
    [
      "a quota has a number",
      { namespace: newNamespace("orders", { quota: untyped({ pods: 10 }) }) },
      "namespace.quota.pods",
      "10",
      "text",
    ],
  ])("is told with its place when %s", (_, props, field, value, allowed) => {
    expect(problemsOf(api(untyped(props)))).toEqual([
      expected({
        rule: "valid-shape",
        message: `workloads[0].${field} is ${value}, which is not of its type`,
        at: `test › workloads[0].${field}`,
        allowed,
        fix,
      }),
    ]);
  });

  test("is told with its place when somebody else's workload is of a kind that has no pods", () => {
    expect(problemsOf(attach("redis", { mounts: basics.mounts, target: untyped({ kind: "Service" }) }))).toEqual([
      expected({
        rule: "valid-shape",
        message: 'workloads[0].target.kind is "Service", which is not of its type',
        at: "test › workloads[0].target.kind",
        allowed: '"Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"',
        fix,
      }),
    ]);
  });
});

describe("a value that is missing", () => {
  test.each<[string, object, string, string]>([
    ["a relaxation has no reason", { security: { root: true } }, "security.reason", "text"],
    ["a probe asks nothing", { probes: { liveness: { period: 5 } } }, "probes.liveness.exec", "a list"],
    ["a further container has no name", { containers: [{ image: "envoy:1.31" }] }, "containers[0].name", "text"],
    [
      "a single file of a mount is one that the vault does not declare",
      { mounts: [{ objects: [vault.objects.apiKey], subPaths: [{ path: "/etc/key" }] }] },
      "mounts[0].subPaths[0].file",
      "an object that its vault declares, or file(…) of one",
    ],
    [
      "a lower level of Pod Security has no reason",
      { namespace: newNamespace("orders", { podSecurity: untyped({ level: "baseline" }) }) },
      "namespace.podSecurity.reason",
      "text",
    ],
  ])("is told with its place when %s", (_, props, field, allowed) => {
    expect(problemsOf(api(untyped(props)))).toEqual([
      expected({
        rule: "valid-shape",
        message: `workloads[0].${field} is missing`,
        at: `test › workloads[0].${field}`,
        allowed,
        fix,
      }),
    ]);
  });

  test("is told with its place when a CronJob has no schedule", () => {
    expect(problemsOf(cronJob("report", untyped(basics)))).toEqual([
      expected({
        rule: "valid-shape",
        message: "workloads[0].schedule is missing",
        at: "test › workloads[0].schedule",
        allowed: "text",
        fix,
      }),
    ]);
  });
});

test.each<[string, Workload, string, string]>([
  ["replicas of a DaemonSet", daemonSet("agent", untyped({ ...basics, replicas: 2 })), "", "replicas"],
  ["a schedule of a Job", job("task", untyped({ ...basics, schedule: "@daily" })), "", "schedule"],
  ["storage of a Deployment", api(untyped({ storage: [] })), "", "storage"],
  ["an image of an attachment", attach("redis", untyped(basics)), "", "image"],
  [
    "a sidecar beside the others",
    api({ containers: [untyped({ name: "proxy", image: "envoy:1.31", sidecar: true })] }),
    ".containers[0]",
    "sidecar",
  ],
  ["a probe of two kinds", api({ probes: { liveness: untyped({ tcp: 80, grpc: 80 }) } }), ".probes.liveness", "grpc"],
  [
    "a budget of two kinds",
    api({ disruption: untyped({ maxUnavailable: 1, minAvailable: 1 }) }),
    ".disruption",
    "minAvailable",
  ],
])("fails when there is %s, which means nothing", (_, workload, place, field) => {
  expect(problemsOf(workload)).toEqual([
    expected({
      rule: "valid-shape",
      message: `workloads[0]${place} has a field "${field}" that means nothing`,
      at: `test › workloads[0]${place}`,
      allowed: "the fields of the type",
      fix,
    }),
  ]);
});
