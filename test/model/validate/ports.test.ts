import { describe, expect, test } from "vitest";
import { api } from "../../support/descriptions.js";
import { expected, problemsOf, wholeNumber } from "./expected.js";

const proxy = { name: "proxy", image: "envoy:1.31" };

test.each([
  ["port 1", { ports: { http: 1 } }],
  ["port 65535", { ports: { http: 65_535 } }],
  ["a port name of 15 characters", { ports: { "http-management": 80 } }],
  ["a port name with a single letter", { ports: { "80a": 80 } }],
  ["one number for two protocols", { ports: { dns: 53, "dns-udp": { port: 53, protocol: "UDP" as const } } }],
  ["one port name in two containers", { ports: { http: 80 }, containers: [{ ...proxy, ports: { http: 8080 } }] }],
  [
    "a port of an init container that has ended when another opens it",
    { ports: { http: 80 }, initContainers: [{ ...proxy, ports: { http: 80 } }] },
  ],
])("accepts %s", (_, props) => {
  expect(problemsOf(api(props))).toEqual([]);
});

describe("valid-port", () => {
  test.each([
    ["is in capitals", "HTTP", 'rename it, for example "http"'],
    ["has no letter", "80", "rename it"],
    ["has two dashes in a row", "http--web", 'rename it, for example "http-web"'],
    ["ends in a dash", "http-", 'rename it, for example "http"'],
    ["has 16 characters", "http-management1", 'rename it, for example "http-management"'],
  ])("fails when the name of a port %s", (_, name, fix) => {
    expect(problemsOf(api({ ports: { [name]: 80 } }))).toEqual([
      expected({
        rule: "valid-port",
        message: `port name "${name}" is not valid`,
        at: "test › workloads[0] api › ports",
        allowed:
          "1 to 15 lower-case letters, digits and single dashes, first and last a letter or digit, at least one letter",
        fix,
      }),
    ]);
  });

  test.each([
    ["0", 0],
    ["65536", 65_536],
    ["no whole number", 80.5],
  ])("fails when the number of a port is %s", (_, port) => {
    expect(problemsOf(api({ containers: [{ ...proxy, ports: { admin: { port, protocol: "UDP" } } }] }))).toEqual([
      expected({
        rule: "valid-port",
        message: `port ${port} is not valid`,
        at: "test › workloads[0] api › containers[0] proxy › ports › admin",
        ...wholeNumber(1, 65_535),
      }),
    ]);
  });
});

describe("unique-port", () => {
  const allowed = "each number once: the containers of a pod share its address";
  const fix = "give one of them another number";

  test.each([
    [
      "two containers listen on one number",
      { ports: { http: 8080 }, containers: [{ ...proxy, ports: { admin: 8080 } }] },
      'ports "http" and "admin" are both 8080/TCP',
      "test › workloads[0] api › containers[0] proxy › ports",
    ],
    [
      "one container has two names for a number",
      { ports: { http: 8080, web: { port: 8080 } } },
      'ports "http" and "web" are both 8080/TCP',
      "test › workloads[0] api › ports",
    ],
    [
      "a sidecar listens on the number of another container",
      {
        ports: { dns: { port: 53, protocol: "UDP" as const } },
        initContainers: [{ ...proxy, sidecar: true, ports: { dns: { port: 53, protocol: "UDP" as const } } }],
      },
      'ports "dns" and "dns" are both 53/UDP',
      "test › workloads[0] api › initContainers[0] proxy › ports",
    ],
  ])("fails when %s", (_, props, message, at) => {
    expect(problemsOf(api(props))).toEqual([expected({ rule: "unique-port", message, at, allowed, fix })]);
  });
});
