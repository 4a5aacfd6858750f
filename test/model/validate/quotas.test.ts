import { describe, expect, test } from "vitest";
import { attach, cronJob, newNamespace, validate } from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const mounts = [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword] }];
const quotaOf = (quota: Readonly<Record<string, string>>) => newNamespace("orders", { quota });

test.each<[string, Readonly<Record<string, string>>]>([
  ["nothing", {}],
  [
    "requests and limits of what every container asks for",
    { "requests.cpu": "2", "requests.memory": "4Gi", "limits.memory": "8Gi" },
  ],
  ["short names of requests", { cpu: "1500m", memory: "0.5Gi" }],
  ["storage", { "requests.storage": "100Gi", "ephemeral-storage": "10Gi", persistentvolumeclaims: "4" }],
  ["storage of a class", { "managed-csi.storageclass.storage.k8s.io/requests.storage": "100Gi" }],
  ["objects by their own names", { pods: "10", services: "5", "services.loadbalancers": "0", secrets: "20" }],
  ["objects by group", { "count/jobs.batch": "10", "count/secrets": "20" }],
  ["an extended resource", { "requests.nvidia.com/gpu": "4" }],
])("accepts a quota on %s", (_, quota) => {
  expect(problemsOf(api({ namespace: quotaOf(quota) }))).toEqual([]);
});

describe("valid-quota", () => {
  test.each(["", "gpu", "request.cpu", "requests.pods", "Pods", "count/", "limits.storage"])(
    "fails when the resource is %j",
    (resource) => {
      expect(problemsOf(api({ namespace: quotaOf({ [resource]: "1" }) }))).toEqual([
        expected({
          rule: "valid-quota",
          message: `resource "${resource}" is not valid`,
          at: "test › workloads[0] api › namespace › quota",
          allowed:
            'a resource that a ResourceQuota knows, for example "requests.cpu", "limits.memory", "pods", "count/jobs.batch"',
          fix: "choose one that Kubernetes counts",
        }),
      ]);
    },
  );

  test.each(["8 Gi", "8GB", "-1", "many", ""])("fails when the quantity is %j", (quantity) => {
    expect(problemsOf(api({ namespace: quotaOf({ "requests.memory": quantity }) }))).toEqual([
      expected({
        rule: "valid-quota",
        message: `quantity "${quantity}" is not valid`,
        at: "test › workloads[0] api › namespace › quota › requests.memory",
        allowed: 'a number with an optional unit, for example "10", "8Gi", "500m"',
        fix: 'write it as "10" or "8Gi"',
      }),
    ]);
  });

  test.each(["1.5", "500m"])("fails when %s pods are admitted", (quantity) => {
    expect(problemsOf(api({ namespace: quotaOf({ pods: quantity }) }))).toEqual([
      expected({
        rule: "valid-quota",
        message: `quantity "${quantity}" is not valid`,
        at: "test › workloads[0] api › namespace › quota › pods",
        allowed: 'a whole number, for example "10"',
        fix: 'write it as "10" or "8Gi"',
      }),
    ]);
  });

  test("tells a wrong quota once for all workloads of the namespace", () => {
    const namespace = quotaOf({ gpu: "1" });

    const problems = validate([healthy({ workloads: [api({ namespace }), api({ namespace }, "web")] })]);

    expect(problems.map(({ rule, at }) => [rule, at])).toEqual([
      ["valid-quota", "test › workloads[0] api › namespace › quota"],
    ]);
  });
});

describe("match-quota", () => {
  const namespace = quotaOf({ "limits.cpu": "4" });
  const resources = { cpuLimit: "1" };

  test("accepts containers that all have a limit, and others' containers", () => {
    const sidecar = { name: "proxy", image: "envoy:1.31", resources };
    const workloads = [
      api({ namespace, resources, containers: [sidecar], initContainers: [{ ...sidecar, name: "init" }] }),
      api({ namespace: "billing" }, "web"),
      attach("redis", { namespace, mounts }),
    ];

    expect(validate([healthy({ workloads })])).toEqual([]);
  });

  test("fails when containers have no limit, and names their workloads", () => {
    const bare = { name: "proxy", image: "envoy:1.31" };
    const workloads = [
      api({ namespace }),
      api({ namespace, resources, containers: [bare] }, "web"),
      api({ namespace: "orders", resources, initContainers: [bare] }, "named"),
      cronJob("report", { namespace, mounts, image: "busybox:1.36", schedule: "@daily" }),
      api({ namespace, resources }, "fine"),
    ];

    expect(validate([healthy({ workloads })])).toEqual([
      expected({
        rule: "match-quota",
        message:
          'the quota counts limits.cpu, so the API server refuses pods without one: "api", "web", "named", "report"',
        at: "test › workloads[0] api › namespace › quota",
        allowed: "containers with a limit for everything that the quota counts limits of",
        fix: "set resources.cpuLimit on every container, or count requests.cpu instead",
      }),
    ]);
  });
});
