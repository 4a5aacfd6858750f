import { describe, expect, test } from "vitest";
import { statefulSet } from "../../../model/index.js";
import type { StatefulSetProps } from "../../../model/workload.js";
import { vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const mounts = [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword] }];
const data = { name: "data", path: "/var/lib/data", size: "8Gi" };
const label = "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)";

/** The problems of a StatefulSet, but for what the test says otherwise. */
function problemsWith(props: Partial<StatefulSetProps>, name = "db") {
  return problemsOf(statefulSet(name, { image: "postgres:17", namespace: "orders", mounts, ...props }));
}

test.each<[string, Partial<StatefulSetProps>]>([
  ["a Service of 63 characters", { service: "s".repeat(63) }],
  ["a Service of 1 character", { service: "s" }],
  ["storage of every option", { storage: [{ ...data, storageClass: "managed-csi.premium" }] }],
  ["storage of less than a unit", { storage: [{ ...data, size: "0.5Gi" }] }],
  ["storage in bytes", { storage: [{ ...data, size: "8000000000" }] }],
  ["a storage name of 63 characters", { storage: [{ ...data, name: "d".repeat(63) }] }],
  ["two disks", { storage: [data, { ...data, name: "log", path: "/var/log" }] }],
])("accepts %s", (_, props) => {
  expect(problemsWith(props)).toEqual([]);
});

describe("valid-workload-name", () => {
  test("accepts a name of 52 characters", () => {
    expect(problemsWith({}, "s".repeat(52))).toEqual([]);
  });

  test("fails when the name leaves no room for a revision", () => {
    const name = "s".repeat(53);

    expect(problemsWith({}, name)).toEqual([
      expected({
        rule: "valid-workload-name",
        message: `workload name "${name}" is not valid`,
        at: `test › workloads[0] ${name} › name`,
        allowed: "1 to 52 lower-case letters, digits and dashes, first and last a letter or digit",
        fix: `rename it, for example "${"s".repeat(52)}"`,
      }),
    ]);
  });
});

describe("valid-service-name", () => {
  const allowed =
    "1 to 63 lower-case letters, digits and dashes, first a letter, last a letter or digit (RFC 1035 label)";

  test.each([
    ["has a dot", "db.headless", 'rename it, for example "db-headless"'],
    ["begins with a digit", "1db", "rename it"],
    ["has 64 characters", "s".repeat(64), `rename it, for example "${"s".repeat(63)}"`],
  ])("fails when the name of a Service that exists %s", (_, service, fix) => {
    expect(problemsWith({ service })).toEqual([
      expected({
        rule: "valid-service-name",
        message: `Service name "${service}" is not valid`,
        at: "test › workloads[0] db › service",
        allowed,
        fix,
      }),
    ]);
  });

  test("fails when the Service to create takes a name that begins with a digit", () => {
    expect(problemsWith({}, "1db")).toEqual([
      expected({
        rule: "valid-service-name",
        message: 'Service name "1db" is not valid',
        at: "test › workloads[0] 1db › name",
        allowed,
        fix: "rename it, or name a Service that exists in service",
      }),
    ]);
  });

  test("says only once that the name of a workload, and of its Service, is in capitals", () => {
    const own = [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword], providerClass: "db", volume: "db" }];

    const problems = problemsWith({ mounts: own, serviceAccount: "db" }, "DB");

    expect(problems.map(({ rule }) => rule)).toEqual(["valid-workload-name"]);
  });

  test("accepts a name that begins with a digit beside a Service that exists", () => {
    expect(problemsWith({ service: "db" }, "1db")).toEqual([]);
  });
});

describe("valid-storage", () => {
  test.each([
    [
      "name has an underscore",
      { name: "my_data" },
      'storage name "my_data" is not valid',
      "name",
      label,
      'rename it, for example "my-data"',
    ],
    [
      "class is in capitals",
      { storageClass: "Premium" },
      'storage class "Premium" is not valid',
      "storageClass",
      "1 to 253 lower-case letters, digits, dashes and dots, each part between dots first and last a letter or digit (RFC 1123 subdomain)",
      'rename it, for example "premium"',
    ],
    ...["8 Gi", "8GB", "0", "0Gi", "-8Gi", "", "500m"].map((size): [string, object, string, string, string, string] => [
      `size is ${JSON.stringify(size)}`,
      { size },
      `size "${size}" is not valid`,
      "size",
      'a number above 0 with an optional unit, for example "8Gi", "500G"',
      'write it as "8Gi"',
    ]),
  ])("fails when its %s", (_, props, message, field, allowed, fix) => {
    expect(problemsWith({ storage: [{ ...data, ...props }] })).toEqual([
      expected({ rule: "valid-storage", message, at: `test › workloads[0] db › storage[0] › ${field}`, allowed, fix }),
    ]);
  });
});

test("fails when a disk takes the place of a mount", () => {
  expect(problemsWith({ storage: [{ ...data, path: "/mnt/secrets" }] })).toEqual([
    expected({
      rule: "unique-mount-path",
      message: 'mount path "/mnt/secrets" is used twice',
      at: "test › workloads[0] db › storage[0] › path",
      allowed: "mounts beside each other: nothing can be mounted inside a read-only mount",
      fix: "give each mount a folder of its own",
    }),
  ]);
});
