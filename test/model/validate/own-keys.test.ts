import { describe, expect, test } from "vitest";
import { cronJob, daemonSet, job, pod, statefulSet } from "../../../model/index.js";
import type { WorkloadProps } from "../../../model/workload.js";
import { api, basics } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

test.each<[string, Partial<WorkloadProps>]>([
  ["labels of one's own", { labels: { "app.kubernetes.io/part-of": "shop", team: "orders" } }],
  ["annotations of one's own", { annotations: { "reloader.stakater.com/auto": "true", note: "kept" } }],
  ["the key of a label among the annotations", { annotations: { "app.kubernetes.io/name": "api" } }],
])("accepts %s", (_, props) => {
  expect(problemsOf(api(props))).toEqual([]);
});

describe("valid-labels", () => {
  test.each(["app.kubernetes.io/name", "azure.workload.identity/use"])(
    "fails when a workload has the label %s, which the project writes",
    (key) => {
      expect(problemsOf(api({ labels: { team: "orders", [key]: "other" } }))).toEqual([
        expected({
          rule: "valid-labels",
          message: `"${key}" among the labels is one that this project writes`,
          at: "test › workloads[0] api › labels",
          allowed: "labels besides app.kubernetes.io/name, azure.workload.identity/use",
          fix: "leave it out: webhook and the workload's name say them",
        }),
      ]);
    },
  );

  test.each([
    "aks-key-vault/security-reason",
    "azure.workload.identity/use-identity-binding",
    "secret.reloader.stakater.com/reload",
    "secretproviderclass.reloader.stakater.com/reload",
  ])("fails when a workload has the annotation %s, which the project writes", (key) => {
    expect(problemsOf(api({ annotations: { note: "kept", [key]: "other" } }))).toEqual([
      expected({
        rule: "valid-labels",
        message: `"${key}" among the annotations is one that this project writes`,
        at: "test › workloads[0] api › annotations",
        allowed:
          "annotations besides aks-key-vault/security-reason, azure.workload.identity/use-identity-binding, secret.reloader.stakater.com/reload, secretproviderclass.reloader.stakater.com/reload",
        fix: "leave it out: onRotation, security and trust say them",
      }),
    ]);
  });

  const labels = { "app.kubernetes.io/name": "api" };

  test.each([
    ["Deployment", api({ labels })],
    ["StatefulSet", statefulSet("api", { ...basics, labels })],
    ["DaemonSet", daemonSet("api", { ...basics, labels })],
    ["Job", job("api", { ...basics, labels })],
    ["CronJob", cronJob("api", { ...basics, labels, schedule: "@daily" })],
    ["Pod", pod("api", { ...basics, labels })],
  ])("fails when a %s has a label of the project, even with the same value", (_, workload) => {
    expect(problemsOf(workload).map(({ message }) => message)).toEqual([
      '"app.kubernetes.io/name" among the labels is one that this project writes',
    ]);
  });
});
