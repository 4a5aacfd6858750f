import { describe, expect, test } from "vitest";
import { job } from "../../model/index.js";
import { basics } from "../support/descriptions.js";
import { drawn, metadata, podSpec, template } from "./pods.js";

describe("a Job", () => {
  test("tries again in a new pod, has the cluster's own limits, and finds its pods by itself", () => {
    expect(drawn("Job", [job("api", basics)])).toEqual([
      {
        apiVersion: "batch/v1",
        kind: "Job",
        metadata,
        spec: { template: { ...template, spec: { ...podSpec, restartPolicy: "Never" } } },
      },
    ]);
  });

  test("takes every limit from the description, zeros too", () => {
    const workload = job("api", {
      ...basics,
      completions: 6,
      parallelism: 2,
      backoffLimit: 0,
      activeDeadlineSeconds: 900,
      ttlSecondsAfterFinished: 0,
      restartPolicy: "OnFailure",
    });

    expect(drawn("Job", [workload]).map(({ spec }) => spec)).toEqual([
      {
        completions: 6,
        parallelism: 2,
        backoffLimit: 0,
        activeDeadlineSeconds: 900,
        ttlSecondsAfterFinished: 0,
        template: { ...template, spec: { ...podSpec, restartPolicy: "OnFailure" } },
      },
    ]);
  });
});
