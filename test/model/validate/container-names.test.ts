import { describe, expect, test } from "vitest";
import { attach } from "../../../model/index.js";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const proxy = { name: "proxy", image: "envoy:1.31" };
const label = "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)";

test.each([
  ["a name of 1 character", { containers: [{ ...proxy, name: "p" }] }],
  ["a name of 63 characters", { containers: [{ ...proxy, name: "p".repeat(63) }] }],
  ["a name that begins with a digit", { containers: [{ ...proxy, name: "2nd" }] }],
  [
    "a first container of another name beside one named app",
    { container: "web", containers: [{ ...proxy, name: "app" }] },
  ],
  [
    "containers of each list under names of their own",
    { containers: [proxy], initContainers: [{ ...proxy, name: "init" }] },
  ],
])("accepts %s", (_, props) => {
  expect(problemsOf(api(props))).toEqual([]);
});

describe("valid-container-name", () => {
  test.each([
    [
      "the first container's is in capitals",
      { container: "Web" },
      'container name "Web" is not valid',
      "test › workloads[0] api › container",
      'rename it, for example "web"',
    ],
    [
      "a further container's has a dot",
      { containers: [{ ...proxy, name: "my.proxy" }] },
      'container name "my.proxy" is not valid',
      "test › workloads[0] api › containers[0] my.proxy › name",
      'rename it, for example "my-proxy"',
    ],
    [
      "an init container's has 64 characters",
      { initContainers: [{ ...proxy, name: "p".repeat(64) }] },
      `container name "${"p".repeat(64)}" is not valid`,
      `test › workloads[0] api › initContainers[0] ${"p".repeat(64)} › name`,
      `rename it, for example "${"p".repeat(63)}"`,
    ],
    [
      "a further container's is empty",
      { containers: [{ ...proxy, name: "" }] },
      'container name "" is not valid',
      "test › workloads[0] api › containers[0]  › name",
      "rename it",
    ],
  ])("fails when %s", (_, props, message, at, fix) => {
    expect(problemsOf(api(props))).toEqual([
      expected({ rule: "valid-container-name", message, at, allowed: label, fix }),
    ]);
  });

  test("fails when an attachment names the container of its target wrongly", () => {
    const workload = attach("redis", {
      mounts: [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword] }],
      target: { container: "Redis" },
    });

    expect(problemsOf(workload)).toEqual([
      expected({
        rule: "valid-container-name",
        message: 'container name "Redis" is not valid',
        at: "test › workloads[0] redis › target › container",
        allowed: label,
        fix: 'rename it, for example "redis"',
      }),
    ]);
  });
});

describe("unique-container-name", () => {
  test.each([
    [
      "a further container has the name that the first has by default",
      { containers: [{ ...proxy, name: "app" }] },
      "app",
      "test › workloads[0] api › containers[0] app",
    ],
    [
      "a further container has the name that the first was given",
      { container: "proxy", containers: [proxy] },
      "proxy",
      "test › workloads[0] api › containers[0] proxy",
    ],
    [
      "two further containers have one name",
      { containers: [proxy, { ...proxy, image: "envoy:1.32" }] },
      "proxy",
      "test › workloads[0] api › containers[1] proxy",
    ],
    [
      "an init container has the name of a further one",
      { containers: [proxy], initContainers: [proxy] },
      "proxy",
      "test › workloads[0] api › initContainers[0] proxy",
    ],
  ])("fails when %s", (_, props, name, at) => {
    expect(problemsOf(api(props))).toEqual([
      expected({
        rule: "unique-container-name",
        message: `container name "${name}" is used twice`,
        at,
        allowed: 'each name once in a pod, "app" being the first container\'s unless it is named',
        fix: "rename one of them",
      }),
    ]);
  });
});
