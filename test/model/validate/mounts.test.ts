import { describe, expect, test } from "vitest";
import { pod, syncedSecret, validate } from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const { dbPassword, apiKey } = vault.objects;

test.each([
  ["a path with blanks and dots", { path: "/mnt/my secrets/v1.2" }],
  ["a path of one character below the root", { path: "/s" }],
  ["a provider class name of 1 character", { providerClass: "c" }],
  ["a provider class name of 120 characters", { providerClass: "c".repeat(120) }],
  ["a provider class name with dots", { providerClass: "orders.db" }],
  ["a volume name of 63 characters", { volume: "v".repeat(63) }],
])("accepts %s", (_, props) => {
  const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], ...props }];

  const problems = validate([healthy({ workloads: [api({ mounts })] })]);

  expect(problems).toEqual([]);
});

test("fails when a workload mounts nothing", () => {
  const problems = validate([healthy({ workloads: [api({ mounts: [] })] })]);

  expect(problems).toEqual([
    expected({
      rule: "require-mount",
      message: 'workload "api" mounts nothing',
      at: "test › workloads[0] api › mounts",
      allowed: "at least one mount",
      fix: "mount the vault objects it reads, or describe the workload elsewhere",
    }),
  ]);
});

test("fails when a mount lists no object", () => {
  const mounts = [{ path: "/mnt/secrets", objects: [] }];

  const problems = validate([healthy({ workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "require-objects",
      message: "the mount lists no objects",
      at: "test › workloads[0] api › mounts[0] › objects",
      allowed: 'at least one: the driver refuses an empty list with "missing object versions"',
      fix: "list the objects to mount, or remove the mount",
    }),
  ]);
});

test("fails when a mount syncs a Secret and lists no object, once", () => {
  const mounts = [{ path: "/mnt/secrets", objects: [], sync: [syncedSecret("db", { password: dbPassword })] }];

  const problems = validate([healthy({ workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "require-objects",
      message: "the mount lists no objects",
      at: "test › workloads[0] api › mounts[0] › objects",
      allowed: 'at least one: the driver refuses an empty list with "missing object versions"',
      fix: "list the objects to mount, or remove the mount",
    }),
  ]);
});

test.each([
  ["is relative", "mnt/secrets", 'mount path "mnt/secrets" is not valid'],
  ["is empty", "", 'mount path "" is not valid'],
  ["is the root", "/", 'mount path "/" is not valid'],
  ["has a colon", "/mnt/secrets:ro", 'mount path "/mnt/secrets:ro" is not valid'],
  ["ends in a colon", "/mnt/secrets:", 'mount path "/mnt/secrets:" is not valid'],
  ["ends in a line break", "/mnt/secrets\n", 'mount path "/mnt/secrets\\n" is not valid'],
  ["climbs to the folder above", "/mnt/../secrets", 'mount path "/mnt/../secrets" is not valid'],
  ["ends in a slash", "/mnt/secrets/", 'mount path "/mnt/secrets/" is not valid'],
  ["has two slashes in a row", "/mnt//secrets", 'mount path "/mnt//secrets" is not valid'],
  ["has a folder that stands for itself", "/mnt/./secrets", 'mount path "/mnt/./secrets" is not valid'],
  ["is another way to write the root", "//", 'mount path "//" is not valid'],
  ["has a tab", "/mnt/my\tsecrets", 'mount path "/mnt/my\\tsecrets" is not valid'],
])("fails when the path of a mount %s", (_, path, message) => {
  const mounts = [{ path, objects: [dbPassword] }];

  const problems = validate([healthy({ workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-mount-path",
      message,
      at: "test › workloads[0] api › mounts[0] › path",
      allowed: 'an absolute path other than /, in its shortest form and without ":"',
      fix: 'give a folder of its own, for example "/mnt/secrets-store"',
    }),
  ]);
});

describe("unique-mount-path", () => {
  test.each([
    [
      "two mounts have one path",
      {
        paths: ["/mnt/secrets", "/mnt/secrets"],
        message: 'mount path "/mnt/secrets" is used twice',
      },
    ],
    [
      "a mount lies inside another before it",
      {
        paths: ["/mnt", "/mnt/secrets"],
        message: 'of the mount paths "/mnt" and "/mnt/secrets" one is inside the other',
      },
    ],
    [
      "a mount lies around another before it",
      {
        paths: ["/mnt/secrets", "/mnt"],
        message: 'of the mount paths "/mnt/secrets" and "/mnt" one is inside the other',
      },
    ],
  ])("fails when %s", (_, { paths: [one = "", other = ""], message }) => {
    const mounts = [
      { path: one, objects: [dbPassword] },
      { path: other, objects: [apiKey], providerClass: "second" },
    ];

    const problems = validate([healthy({ workloads: [api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-mount-path",
        message,
        at: "test › workloads[0] api › mounts[1] › path",
        allowed: "mounts beside each other: nothing can be mounted inside a read-only mount",
        fix: "give each mount a folder of its own",
      }),
    ]);
  });

  test("accepts a path that only begins like another", () => {
    const mounts = [
      { path: "/mnt/secrets", objects: [dbPassword] },
      { path: "/mnt/secrets-of-the-api", objects: [apiKey], providerClass: "second" },
    ];

    const problems = validate([healthy({ workloads: [api({ mounts })] })]);

    expect(problems).toEqual([]);
  });
});

test.each([
  ["two volumes", "second"],
  ["two volumes of one name, which is no second problem", undefined],
])("fails when a pod mounts one provider class through %s", (_, volume) => {
  const mounts = [
    { path: "/mnt/db", objects: [dbPassword] },
    { path: "/mnt/api", objects: [apiKey], volume },
  ];

  const problems = validate([healthy({ workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "unique-class-volume",
      message: 'provider class "api-kv-orders" would be mounted through two volumes of one pod',
      at: "test › workloads[0] api › mounts[1] › providerClass",
      allowed: "one volume for each provider class in a pod: the driver follows only the first",
      fix: "set providerClass on one of the mounts, or put all objects into one mount",
    }),
  ]);
});

describe("valid-provider-class-name", () => {
  test.each([
    ["is in capitals", "Orders", 'provider class name "Orders" is not valid', 'rename it, for example "orders"'],
    ["ends in a dot", "orders.", 'provider class name "orders." is not valid', 'rename it, for example "orders"'],
    [
      "has 121 characters",
      "c".repeat(121),
      `provider class name "${"c".repeat(121)}" is not valid`,
      `rename it, for example "${"c".repeat(120)}"`,
    ],
  ])("fails when the name of a provider class %s", (_, providerClass, message, fix) => {
    const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], providerClass, volume: "orders" }];

    const problems = validate([healthy({ workloads: [api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-provider-class-name",
        message,
        at: "test › workloads[0] api › mounts[0] › providerClass",
        allowed:
          "1 to 120 lower-case letters, digits, dashes and dots, each part between dots first and last a letter or digit",
        fix,
      }),
    ]);
  });

  test("accepts the longest names of a pod, its namespace and a provider class together", () => {
    const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], providerClass: "c".repeat(120) }];
    const workload = pod("p".repeat(63), { namespace: "n".repeat(63), image: "busybox:1.36", mounts });

    const problems = validate([healthy({ workloads: [workload] })]);

    expect(problems).toEqual([]);
  });
});

test.each([
  ["has a dot", "orders.db", 'volume name "orders.db" is not valid', 'rename it, for example "orders-db"'],
  [
    "has 64 characters",
    "v".repeat(64),
    `volume name "${"v".repeat(64)}" is not valid`,
    `rename it, for example "${"v".repeat(63)}"`,
  ],
])("fails when the name of a volume %s", (_, volume, message, fix) => {
  const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], volume }];

  const problems = validate([healthy({ workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-volume-name",
      message,
      at: "test › workloads[0] api › mounts[0] › volume",
      allowed: "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)",
      fix,
    }),
  ]);
});
