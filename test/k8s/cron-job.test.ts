import { describe, expect, test } from "vitest";
import { cronJob } from "../../model/index.js";
import { basics } from "../support/descriptions.js";
import { drawn, metadata, podSpec, template } from "./pods.js";

describe("a CronJob", () => {
  test("leaves out a run while another goes on, and has the cluster's own limits", () => {
    expect(drawn("CronJob", [cronJob("api", { ...basics, schedule: "30 2 * * 1-5" })])).toEqual([
      {
        apiVersion: "batch/v1",
        kind: "CronJob",
        metadata,
        spec: {
          schedule: "30 2 * * 1-5",
          concurrencyPolicy: "Forbid",
          jobTemplate: { spec: { template: { ...template, spec: { ...podSpec, restartPolicy: "Never" } } } },
        },
      },
    ]);
  });

  test("takes every setting of itself and of its Jobs from the description, zeros too", () => {
    const workload = cronJob("api", {
      ...basics,
      schedule: "@daily",
      timeZone: "Europe/Amsterdam",
      concurrency: "Replace",
      suspend: true,
      startingDeadlineSeconds: 60,
      successfulJobsHistoryLimit: 0,
      failedJobsHistoryLimit: 5,
      completions: 6,
      parallelism: 2,
      backoffLimit: 1,
      activeDeadlineSeconds: 900,
      ttlSecondsAfterFinished: 3600,
      restartPolicy: "OnFailure",
    });

    expect(drawn("CronJob", [workload]).map(({ spec }) => spec)).toEqual([
      {
        schedule: "@daily",
        timeZone: "Europe/Amsterdam",
        concurrencyPolicy: "Replace",
        suspend: true,
        startingDeadlineSeconds: 60,
        successfulJobsHistoryLimit: 0,
        failedJobsHistoryLimit: 5,
        jobTemplate: {
          spec: {
            completions: 6,
            parallelism: 2,
            backoffLimit: 1,
            activeDeadlineSeconds: 900,
            ttlSecondsAfterFinished: 3600,
            template: { ...template, spec: { ...podSpec, restartPolicy: "OnFailure" } },
          },
        },
      },
    ]);
  });
});
