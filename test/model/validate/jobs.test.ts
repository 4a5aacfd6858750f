import { describe, expect, test } from "vitest";
import { cronJob, job } from "../../../model/index.js";
import { vault } from "../../support/descriptions.js";
import { expected, problemsOf, wholeNumber } from "./expected.js";

const props = { image: "busybox:1.36", mounts: [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword] }] };
const largest = 2_147_483_647;

test.each([
  [
    "the least numbers",
    { completions: 1, parallelism: 1, backoffLimit: 0, activeDeadlineSeconds: 1, ttlSecondsAfterFinished: 0 },
  ],
  [
    "the greatest numbers",
    {
      completions: largest,
      parallelism: largest,
      backoffLimit: largest,
      activeDeadlineSeconds: largest,
      ttlSecondsAfterFinished: largest,
    },
  ],
  ["either way to start again", { restartPolicy: "OnFailure" as const }],
])("accepts %s of a Job and of a CronJob", (_, numbers) => {
  expect(problemsOf(job("import", { ...props, ...numbers }))).toEqual([]);
  expect(problemsOf(cronJob("import", { ...props, ...numbers, schedule: "@daily" }))).toEqual([]);
});

test.each([0, largest])("accepts %d of what only a CronJob counts", (number) => {
  const counts = {
    startingDeadlineSeconds: number,
    successfulJobsHistoryLimit: number,
    failedJobsHistoryLimit: number,
  };

  expect(problemsOf(cronJob("import", { ...props, ...counts, schedule: "@daily" }))).toEqual([]);
});

describe("valid-job", () => {
  test.each([
    ["completions", 0, 1],
    ["parallelism", 0, 1],
    ["backoffLimit", -1, 0],
    ["activeDeadlineSeconds", 0, 1],
    ["ttlSecondsAfterFinished", largest + 1, 0],
  ])("fails when %s of a Job is %d", (field, value, min) => {
    expect(problemsOf(job("import", { ...props, [field]: value }))).toEqual([
      expected({
        rule: "valid-job",
        message: `${field} ${value} is not valid`,
        at: `test › workloads[0] import › ${field}`,
        ...wholeNumber(min, largest),
      }),
    ]);
  });

  test.each([
    ["backoffLimit", 0.5],
    ["startingDeadlineSeconds", -1],
    ["successfulJobsHistoryLimit", 1.5],
    ["failedJobsHistoryLimit", largest + 1],
  ])("fails when %s of a CronJob is %d", (field, value) => {
    expect(problemsOf(cronJob("import", { ...props, schedule: "@daily", [field]: value }))).toEqual([
      expected({
        rule: "valid-job",
        message: `${field} ${value} is not valid`,
        at: `test › workloads[0] import › ${field}`,
        ...wholeNumber(0, largest),
      }),
    ]);
  });
});

describe("valid-workload-name", () => {
  test("accepts a CronJob's name of 52 characters and a Job's of 63", () => {
    expect(problemsOf(cronJob("c".repeat(52), { ...props, schedule: "@daily" }))).toEqual([]);
    expect(problemsOf(job("j".repeat(63), props))).toEqual([]);
  });

  test("fails when the name of a CronJob leaves no room for its Jobs", () => {
    const name = "c".repeat(53);

    expect(problemsOf(cronJob(name, { ...props, schedule: "@daily" }))).toEqual([
      expected({
        rule: "valid-workload-name",
        message: `workload name "${name}" is not valid`,
        at: `test › workloads[0] ${name} › name`,
        allowed: "1 to 52 lower-case letters, digits and dashes, first and last a letter or digit",
        fix: `rename it, for example "${"c".repeat(52)}"`,
      }),
    ]);
  });
});
