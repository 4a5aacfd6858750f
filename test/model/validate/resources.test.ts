import { expect, test } from "vitest";
import { validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

test.each([
  ["CPUs with three decimals", { cpuRequest: "0.125" }],
  ["thousandths of a CPU", { cpuRequest: "100m" }],
  ["memory without a unit", { memoryRequest: "67108864" }],
  ["memory with decimals", { memoryRequest: "1.5Gi" }],
  ["memory in the largest unit", { memoryLimit: "1Ei" }],
  ["a CPU request of 20 characters", { cpuRequest: "1".repeat(20) }],
  ["a memory request of 20 characters", { memoryRequest: "1".repeat(20) }],
  ["limits alone, which are then also the requests", { cpuLimit: "10m", memoryLimit: "1Mi" }],
  ["a CPU request without a limit", { cpuRequest: "64" }],
  [
    "requests that are as much as the limits",
    { cpuRequest: "1500m", cpuLimit: "1.5", memoryRequest: "1Gi", memoryLimit: "1024Mi" },
  ],
  ["less memory in a larger unit", { memoryRequest: "900Mi", memoryLimit: "1G" }],
  ["a resource left undefined", { cpuLimit: undefined }],
])("accepts %s", (_, resources) => {
  const problems = validate([healthy({ workloads: [api({ resources })] })]);

  expect(problems).toEqual([]);
});

test.each([
  [
    "the CPU request is a word",
    {
      resources: { cpuRequest: "half" },
      message: 'cpuRequest "half" is not valid',
      at: "test › workloads[0] api › resources › cpuRequest",
      allowed: 'CPUs or thousandths of one, for example "100m", "0.5", "2"',
    },
  ],
  [
    "the CPU request is finer than a thousandth",
    {
      resources: { cpuRequest: "0.0005" },
      message: 'cpuRequest "0.0005" is not valid',
      at: "test › workloads[0] api › resources › cpuRequest",
      allowed: 'CPUs or thousandths of one, for example "100m", "0.5", "2"',
    },
  ],
  [
    "the CPU limit is negative",
    {
      resources: { cpuLimit: "-1" },
      message: 'cpuLimit "-1" is not valid',
      at: "test › workloads[0] api › resources › cpuLimit",
      allowed: 'CPUs or thousandths of one, for example "100m", "0.5", "2"',
    },
  ],
  [
    "the CPU limit is in bytes",
    {
      resources: { cpuLimit: "64Mi" },
      message: 'cpuLimit "64Mi" is not valid',
      at: "test › workloads[0] api › resources › cpuLimit",
      allowed: 'CPUs or thousandths of one, for example "100m", "0.5", "2"',
    },
  ],
  [
    "the memory request has a unit that Kubernetes does not know",
    {
      resources: { memoryRequest: "64MB" },
      message: 'memoryRequest "64MB" is not valid',
      at: "test › workloads[0] api › resources › memoryRequest",
      allowed: 'bytes with an optional unit, for example "64Mi", "1Gi", "500M"',
    },
  ],
  [
    "the memory request is in thousandths of a byte",
    {
      resources: { memoryRequest: "64m" },
      message: 'memoryRequest "64m" is not valid',
      at: "test › workloads[0] api › resources › memoryRequest",
      allowed: 'bytes with an optional unit, for example "64Mi", "1Gi", "500M"',
    },
  ],
  [
    "the memory limit has a blank",
    {
      resources: { memoryLimit: "64 Mi" },
      message: 'memoryLimit "64 Mi" is not valid',
      at: "test › workloads[0] api › resources › memoryLimit",
      allowed: 'bytes with an optional unit, for example "64Mi", "1Gi", "500M"',
    },
  ],
])("fails when %s", (_, { resources, message, at, allowed }) => {
  const problems = validate([healthy({ workloads: [api({ resources })] })]);

  expect(problems).toEqual([
    expected({ rule: "valid-resources", message, at, allowed, fix: "write it as a Kubernetes quantity" }),
  ]);
});

test.each([
  [
    "the CPU request is more than the limit",
    {
      resources: { cpuRequest: "2", cpuLimit: "1500m" },
      message: 'cpuRequest "2" is more than cpuLimit "1500m"',
      at: "test › workloads[0] api › resources › cpuRequest",
    },
  ],
  [
    "the memory request is more than the limit, which a glance at the numbers does not show",
    {
      resources: { memoryRequest: "1Gi", memoryLimit: "1G" },
      message: 'memoryRequest "1Gi" is more than memoryLimit "1G"',
      at: "test › workloads[0] api › resources › memoryRequest",
    },
  ],
  [
    "the memory request is more than the limit, though its unit is smaller",
    {
      resources: { memoryRequest: "2048Ki", memoryLimit: "1Mi" },
      message: 'memoryRequest "2048Ki" is more than memoryLimit "1Mi"',
      at: "test › workloads[0] api › resources › memoryRequest",
    },
  ],
])("fails when %s", (_, { resources, message, at }) => {
  const problems = validate([healthy({ workloads: [api({ resources })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-resources",
      message,
      at,
      allowed: "a request up to the limit",
      fix: "raise the limit, or lower the request",
    }),
  ]);
});
