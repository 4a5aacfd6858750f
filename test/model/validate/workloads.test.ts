import { describe, expect, test } from "vitest";
import { attach, cronJob, daemonSet, job, pod, statefulSet, syncedSecret, validate } from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const { dbPassword, apiKey } = vault.objects;

test.each([
  ["a workload name of 63 characters", api({}, "a".repeat(63))],
  ["a service account name of 253 characters", api({ serviceAccount: "s".repeat(253) })],
  ["a service account name with dots", api({ serviceAccount: "orders.api" })],
  ["an image by digest", api({ image: `registry.example/busybox@sha256:${"0".repeat(64)}` })],
  ["a service account name of 1 character", api({ serviceAccount: "s" })],
  ["no replicas", api({ replicas: 0 })],
  ["2147483647 replicas", api({ replicas: 2_147_483_647 })],
])("accepts %s", (_, workload) => {
  const problems = validate([healthy({ workloads: [workload] })]);

  expect(problems).toEqual([]);
});

describe("valid-workload-name", () => {
  test.each([
    [
      "is in capitals",
      {
        name: "Api",
        message: 'workload name "Api" is not valid',
        at: "test › workloads[0] Api › name",
        fix: 'rename it, for example "api"',
      },
    ],
    [
      "has a dot",
      {
        name: "orders.api",
        message: 'workload name "orders.api" is not valid',
        at: "test › workloads[0] orders.api › name",
        fix: 'rename it, for example "orders-api"',
      },
    ],
    [
      "has 64 characters",
      {
        name: "a".repeat(64),
        message: `workload name "${"a".repeat(64)}" is not valid`,
        at: `test › workloads[0] ${"a".repeat(64)} › name`,
        fix: `rename it, for example "${"a".repeat(63)}"`,
      },
    ],
  ])("fails when the name of a workload %s", (_, { name, message, at, fix }) => {
    const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], providerClass: "orders", volume: "orders" }];

    const problems = validate([healthy({ workloads: [api({ serviceAccount: "api", mounts }, name)] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-workload-name",
        message,
        at,
        allowed: "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)",
        fix,
      }),
    ]);
  });
});

test.each([
  [
    "has an underscore",
    "orders_api",
    'service account name "orders_api" is not valid',
    'rename it, for example "orders-api"',
  ],
  [
    "has a part that begins with a dash",
    "orders.-api",
    'service account name "orders.-api" is not valid',
    'rename it, for example "orders-api"',
  ],
  [
    "has 254 characters",
    "s".repeat(254),
    `service account name "${"s".repeat(254)}" is not valid`,
    `rename it, for example "${"s".repeat(253)}"`,
  ],
])("fails when the name of a service account %s", (_, serviceAccount, message, fix) => {
  const problems = validate([healthy({ workloads: [api({ serviceAccount })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-service-account-name",
      message,
      at: "test › workloads[0] api › serviceAccount",
      allowed:
        "1 to 253 lower-case letters, digits, dashes and dots, each part between dots first and last a letter or digit (RFC 1123 subdomain)",
      fix,
    }),
  ]);
});

test.each([
  ["is empty", "", 'image "" is not valid'],
  ["has a blank", "busybox: 1.36", 'image "busybox: 1.36" is not valid'],
  ["ends in a line break", "busybox:1.36\n", 'image "busybox:1.36\\n" is not valid'],
])("fails when the image %s", (_, image, message) => {
  const problems = validate([healthy({ workloads: [api({ image })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-image",
      message,
      at: "test › workloads[0] api › image",
      allowed: 'a container image without blanks, for example "busybox:1.36"',
      fix: "name the image with its tag or digest",
    }),
  ]);
});

test.each([
  ["below 0", -1, "number of replicas -1 is not valid"],
  ["beyond what Kubernetes counts", 2_147_483_648, "number of replicas 2147483648 is not valid"],
  ["no whole number", 0.5, "number of replicas 0.5 is not valid"],
])("fails when the number of replicas is %s", (_, replicas, message) => {
  const problems = validate([healthy({ workloads: [api({ replicas })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-replicas",
      message,
      at: "test › workloads[0] api › replicas",
      allowed: "a whole number from 0 to 2147483647",
      fix: "give a whole number from 0 to 2147483647",
    }),
  ]);
});

test.each([
  [
    "is asked for",
    {
      workload: api({ serviceAccount: "default" }),
      message: 'workload "api" would run under the namespace\'s built-in service account "default"',
      at: "test › workloads[0] api › serviceAccount",
    },
  ],
  [
    "follows from the workload's name",
    {
      workload: api({}, "default"),
      message: 'workload "default" would run under the namespace\'s built-in service account "default"',
      at: "test › workloads[0] default › serviceAccount",
    },
  ],
])("fails when the built-in service account %s", (_, { workload, message, at }) => {
  const problems = validate([healthy({ workloads: [workload] })]);

  expect(problems).toEqual([
    expected({
      rule: "no-built-in-account",
      message,
      at,
      allowed: "an account of its own: what the built-in one may read, every pod may that names no account",
      fix: "name another service account, or leave it out",
    }),
  ]);
});

describe("unique-workload-name", () => {
  test("fails when two Deployments of a namespace have one name", () => {
    const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], providerClass: "second" }];

    const problems = validate([healthy({ workloads: [api(), api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-workload-name",
        message: 'Deployment "api" in namespace "orders" has the name of another Deployment',
        at: "test › workloads[1] api",
        allowed: "each name once in a namespace: by it controllers and budgets find their pods",
        fix: "rename one of them",
      }),
    ]);
  });

  test("accepts workloads of one name in two namespaces", () => {
    const problems = validate([healthy({ workloads: [api(), api({ namespace: "billing" })] })]);

    expect(problems).toEqual([]);
  });

  const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], providerClass: "second" }];
  const props = { namespace: "orders", image: "busybox:1.36", mounts };

  test.each([
    ["Pod", pod("api", props)],
    ["StatefulSet", statefulSet("api", props)],
    ["DaemonSet", daemonSet("api", props)],
    ["Job", job("api", props)],
    ["CronJob", cronJob("api", { ...props, schedule: "@daily" })],
    ["Attachment", attach("api", { namespace: "orders", mounts })],
  ])("fails when a %s has the name of a Deployment", (kind, workload) => {
    const problems = validate([healthy({ workloads: [api(), workload] })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-workload-name",
        message: `${kind} "api" in namespace "orders" has the name of a Deployment`,
        at: "test › workloads[1] api",
        allowed: "each name once in a namespace: by it controllers and budgets find their pods",
        fix: "rename one of them",
      }),
    ]);
  });
});

describe("unique-provider-class", () => {
  test("fails when two workloads of a namespace have one provider class", () => {
    const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], providerClass: "shared" }];

    const problems = validate([healthy({ workloads: [api({ mounts }), api({ mounts }, "web")] })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-provider-class",
        message: 'provider class "shared" in namespace "orders" is also that of workload "api"',
        at: "test › workloads[1] web › mounts[0] › providerClass",
        allowed: "one SecretProviderClass of a name in a namespace",
        fix: "set providerClass on one of the mounts",
      }),
    ]);
  });

  test("accepts provider classes of one name in two namespaces", () => {
    const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], providerClass: "shared" }];

    const problems = validate([
      healthy({ workloads: [api({ mounts }), api({ mounts, namespace: "billing" }, "web")] }),
    ]);

    expect(problems).toEqual([]);
  });
});

describe("unique-synced-secret", () => {
  test("fails when two workloads of a namespace sync one Secret", () => {
    const sync = [syncedSecret("db", { password: dbPassword })];
    const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], sync }];

    const problems = validate([healthy({ workloads: [api({ mounts }), api({ mounts }, "web")] })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-synced-secret",
        message: 'Secret "db" in namespace "orders" is written twice, the other time for workload "api"',
        at: "test › workloads[1] web › mounts[0] › sync",
        allowed: "one writer for each Secret: the driver overwrites what it finds",
        fix: "give each workload a Secret of its own name",
      }),
    ]);
  });

  test("fails when two mounts of a workload sync one Secret", () => {
    const mounts = [
      { path: "/mnt/db", objects: [dbPassword], sync: [syncedSecret("db", { password: dbPassword })] },
      { path: "/mnt/api", objects: [apiKey], sync: [syncedSecret("db", { key: apiKey })], providerClass: "second" },
    ];

    const problems = validate([healthy({ workloads: [api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-synced-secret",
        message: 'Secret "db" in namespace "orders" is written twice, the other time for workload "api"',
        at: "test › workloads[0] api › mounts[1] › sync",
        allowed: "one writer for each Secret: the driver overwrites what it finds",
        fix: "give each workload a Secret of its own name",
      }),
    ]);
  });

  test("accepts Secrets of one name in two namespaces", () => {
    const sync = [syncedSecret("db", { password: dbPassword })];
    const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], sync }];

    const problems = validate([healthy({ workloads: [api({ mounts }), api({ mounts, namespace: "billing" })] })]);

    expect(problems).toEqual([]);
  });
});
