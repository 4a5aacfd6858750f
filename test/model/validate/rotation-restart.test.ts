import { describe, expect, test } from "vitest";
import { attach, cronJob, daemonSet, file, job, pod, statefulSet, syncedSecret } from "../../../model/index.js";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const { dbPassword, apiKey } = vault.objects;
const folder = { path: "/mnt/secrets", objects: [dbPassword] };
const props = { image: "busybox:1.36", mounts: [folder], onRotation: "restart" } as const;
const attached = { mounts: [folder], onRotation: "restart" } as const;
const pinned = file(apiKey, { version: "0123456789abcdef0123456789abcdef" });

test.each([
  ["a Deployment", api({ onRotation: "restart" })],
  ["a StatefulSet", statefulSet("db", props)],
  ["a DaemonSet", daemonSet("agent", props)],
  ["somebody else's Deployment", attach("redis", attached)],
  ["somebody else's StatefulSet", attach("redis", { ...attached, target: { kind: "StatefulSet" } })],
  ["somebody else's DaemonSet", attach("redis", { ...attached, target: { kind: "DaemonSet" } })],
])("accepts that %s is restarted", (_, workload) => {
  expect(problemsOf(workload)).toEqual([]);
});

describe("match-rotation", () => {
  test.each([
    ["Job", job("task", props)],
    ["CronJob", cronJob("task", { ...props, schedule: "@daily" })],
    ["Pod", pod("task", props)],
    ["Job", attach("task", { ...attached, target: { kind: "Job" } })],
    ["CronJob", attach("task", { ...attached, target: { kind: "CronJob" } })],
  ] as const)("fails when a %s is to be restarted", (kind, workload) => {
    expect(problemsOf(workload)).toEqual([
      expected({
        rule: "match-rotation",
        message: `a ${kind} is to be restarted on a new value`,
        at: "test › workloads[0] task › onRotation",
        allowed:
          "Deployment, StatefulSet, DaemonSet: a Job reads values when its pod starts, and a bare Pod has nothing that restarts it",
        fix: "leave onRotation out",
      }),
    ]);
  });

  const secret = syncedSecret("service", { API_KEY: pinned });

  test.each([
    ["every file shows one version for good", { mounts: [{ path: "/mnt/secrets", objects: [pinned] }] }],
    [
      "so do variables",
      {
        mounts: [{ objects: [pinned], sync: [secret] }],
        env: { API_KEY: secret.keys.API_KEY },
      },
    ],
    [
      "what changes is not read by the pods",
      { mounts: [{ objects: [dbPassword], sync: [syncedSecret("ingress", { password: dbPassword })] }] },
    ],
  ])("fails when %s", (_, reads) => {
    expect(problemsOf(api({ onRotation: "restart", ...reads }))).toEqual([
      expected({
        rule: "match-rotation",
        message: "the workload is to be restarted on a new value, and nothing that it reads can change",
        at: "test › workloads[0] api › onRotation",
        allowed: "at least one file or variable of the latest version of an object",
        fix: "leave version out on a file, or leave onRotation out",
      }),
    ]);
  });

  test("accepts one file that can change among others that cannot", () => {
    const mounts = [{ path: "/mnt/secrets", objects: [pinned, dbPassword] }];

    expect(problemsOf(api({ onRotation: "restart", mounts }))).toEqual([]);
  });

  test("says only once that a workload mounts nothing", () => {
    expect(problemsOf(api({ onRotation: "restart", mounts: [] })).map(({ rule }) => rule)).toEqual(["require-mount"]);
  });
});
