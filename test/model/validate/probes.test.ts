import { describe, expect, test } from "vitest";
import type { Probe } from "../../../model/index.js";
import { api } from "../../support/descriptions.js";
import { expected, problemsOf, wholeNumber } from "./expected.js";

const ports = { http: 8080 };
const largest = 2_147_483_647;

test.each<[string, Probe]>([
  ["a GET on a port by name", { http: { port: "http", path: "/ready", scheme: "HTTPS" } }],
  ["a GET on a port by a number that is not listed", { http: { port: 9000 } }],
  ["a connection to a port by name", { tcp: "http" }],
  ["a connection to port 65535", { tcp: 65_535 }],
  ["gRPC on port 1", { grpc: 1 }],
  ["a command", { exec: ["cat", "/tmp/ready"] }],
  ["the least numbers", { tcp: 80, initialDelay: 0, period: 1, timeout: 1, successThreshold: 1, failureThreshold: 1 }],
  [
    "the greatest numbers",
    {
      tcp: 80,
      initialDelay: largest,
      period: largest,
      timeout: largest,
      successThreshold: largest,
      failureThreshold: largest,
    },
  ],
])("accepts %s", (_, readiness) => {
  expect(problemsOf(api({ ports, probes: { readiness } }))).toEqual([]);
});

test("accepts probes of a sidecar", () => {
  const initContainers = [{ name: "proxy", image: "envoy:1.31", sidecar: true, probes: { startup: { tcp: 80 } } }];

  expect(problemsOf(api({ initContainers }))).toEqual([]);
});

describe("valid-probe", () => {
  test.each([
    ["misspells the port", "htpp", 'did you mean "http"?'],
    ["asks a port that is nothing like one of the container's", "management", 'use "http"'],
  ])("fails when a probe %s", (_, port, fix) => {
    expect(problemsOf(api({ ports, probes: { liveness: { http: { port } } } }))).toEqual([
      expected({
        rule: "valid-probe",
        message: `the probe asks port "${port}", which the container does not have`,
        at: "test › workloads[0] api › probes.liveness",
        allowed: "the name of one of its ports, or a number",
        fix,
      }),
    ]);
  });

  test("fails when a probe asks a port of another container", () => {
    const containers = [{ name: "proxy", image: "envoy:1.31", probes: { readiness: { tcp: "http" } } }];

    expect(problemsOf(api({ ports, containers }))).toEqual([
      expected({
        rule: "valid-probe",
        message: 'the probe asks port "http", which the container does not have',
        at: "test › workloads[0] api › containers[0] proxy › probes.readiness",
        allowed: "the name of one of its ports, or a number",
        fix: "add the port to ports, or give its number",
      }),
    ]);
  });

  test.each<[string, Probe, number]>([
    ["by HTTP is 0", { http: { port: 0 } }, 0],
    ["by TCP is 65536", { tcp: 65_536 }, 65_536],
    ["by gRPC is no whole number", { grpc: 80.5 }, 80.5],
  ])("fails when the number of a port %s", (_, readiness, port) => {
    expect(problemsOf(api({ probes: { readiness } }))).toEqual([
      expected({
        rule: "valid-probe",
        message: `port ${port} is not valid`,
        at: "test › workloads[0] api › probes.readiness",
        ...wholeNumber(1, 65_535),
      }),
    ]);
  });

  test("fails when a probe runs no command", () => {
    expect(problemsOf(api({ probes: { startup: { exec: [] } } }))).toEqual([
      expected({
        rule: "valid-probe",
        message: "the probe runs no command",
        at: "test › workloads[0] api › probes.startup › exec",
        allowed: "a command and its arguments, as a list",
        fix: "name the command",
      }),
    ]);
  });

  test.each([
    ["initialDelay", -1, 0],
    ["period", 0, 1],
    ["timeout", 0.5, 1],
    ["successThreshold", 0, 1],
    ["failureThreshold", largest + 1, 1],
  ])("fails when %s is %d", (field, value, min) => {
    expect(problemsOf(api({ probes: { readiness: { tcp: 80, [field]: value } } }))).toEqual([
      expected({
        rule: "valid-probe",
        message: `${field} ${value} is not valid`,
        at: `test › workloads[0] api › probes.readiness › ${field}`,
        ...wholeNumber(min, largest),
      }),
    ]);
  });

  test.each(["liveness", "startup"])("fails when a %s probe asks for two answers in a row", (kind) => {
    expect(problemsOf(api({ probes: { [kind]: { tcp: 80, successThreshold: 2 } } }))).toEqual([
      expected({
        rule: "valid-probe",
        message: `successThreshold of a ${kind} probe is 2`,
        at: `test › workloads[0] api › probes.${kind} › successThreshold`,
        allowed: "1: only a readiness probe may ask for several answers in a row",
        fix: "leave it out",
      }),
    ]);
  });

  test("fails when a container that ends before the others start has a probe", () => {
    const initContainers = [{ name: "migrate", image: "flyway:10", probes: { liveness: { tcp: 80 } } }];

    expect(problemsOf(api({ initContainers }))).toEqual([
      expected({
        rule: "valid-probe",
        message: 'container "migrate" ends before the others start, and has probes',
        at: "test › workloads[0] api › initContainers[0] migrate › probes",
        allowed: "probes of containers that go on running",
        fix: "leave them out, or set sidecar: true",
      }),
    ]);
  });
});
