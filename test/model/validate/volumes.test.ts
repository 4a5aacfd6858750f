import { describe, expect, test } from "vitest";
import { statefulSet } from "../../../model/index.js";
import type { DeploymentProps, StatefulSetProps } from "../../../model/workload.js";
import { api, basics, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const { dbPassword, apiKey } = vault.objects;
const data = { name: "data", path: "/var/lib/data", size: "8Gi" };
const proxy = { name: "proxy", image: "envoy:1.31" };

/** Mounts of two classes; the second has this volume, or the one that follows from its class. */
function mountsWith(providerClass: string, volume?: string) {
  return [
    { path: "/mnt/db", objects: [dbPassword], providerClass: "orders.db" },
    { path: "/mnt/api", objects: [apiKey], providerClass, ...(volume !== undefined && { volume }) },
  ];
}

function disks(props: Partial<StatefulSetProps>) {
  return problemsOf(statefulSet("db", { ...basics, ...props }));
}

test.each<[string, Partial<DeploymentProps>]>([
  ["mounts with volumes of their own", { mounts: mountsWith("orders-db", "api") }],
  ["one folder in two containers", { scratch: ["/tmp"], containers: [{ ...proxy, scratch: ["/tmp"] }] }],
  ["two folders of a container", { scratch: ["/tmp", "/var/cache"] }],
])("accepts %s", (_, props) => {
  expect(problemsOf(api(props))).toEqual([]);
});

test("accepts disks, mounts and folders side by side", () => {
  expect(disks({ storage: [data, { ...data, name: "log", path: "/var/log" }], scratch: ["/tmp"] })).toEqual([]);
});

describe("unique-volume", () => {
  const rest = {
    rule: "unique-volume",
    allowed: "one volume of a name in a pod: of a disk and another, Kubernetes takes the disk and says nothing",
    fix: "set volume, or providerClass, on a mount, or rename the storage",
  } as const;

  test.each<[string, Partial<DeploymentProps>, string, string]>([
    [
      "two provider classes of a pod have one",
      { mounts: mountsWith("orders-db") },
      'volume "orders-db" is used for provider class "orders.db" and for provider class "orders-db"',
      "mounts[1] › volume",
    ],
    [
      "a mount takes by name that of another",
      { mounts: mountsWith("second", "orders-db") },
      'volume "orders-db" is used for provider class "orders.db" and for provider class "second"',
      "mounts[1] › volume",
    ],
    [
      "a folder to write to has that of a mount",
      { mounts: mountsWith("second", "app-tmp"), scratch: ["/tmp"] },
      'volume "app-tmp" is used for provider class "second" and for folder "/tmp" of container "app"',
      "scratch",
    ],
    [
      "a folder of a further container has that of a mount",
      { mounts: mountsWith("second", "proxy-tmp"), containers: [{ ...proxy, scratch: ["/tmp"] }] },
      'volume "proxy-tmp" is used for provider class "second" and for folder "/tmp" of container "proxy"',
      "scratch",
    ],
    [
      "a folder of an init container has that of a mount",
      { mounts: mountsWith("second", "proxy-tmp"), initContainers: [{ ...proxy, scratch: ["/tmp"] }] },
      'volume "proxy-tmp" is used for provider class "second" and for folder "/tmp" of container "proxy"',
      "scratch",
    ],
  ])("fails when %s", (_, props, message, field) => {
    expect(problemsOf(api(props))).toEqual([expected({ ...rest, message, at: `test › workloads[0] api › ${field}` })]);
  });

  test.each<[string, Partial<StatefulSetProps>, string, string]>([
    [
      "two disks have one",
      { storage: [data, { ...data, path: "/var/log" }] },
      'volume "data" is used for storage and for storage',
      "storage[1] › name",
    ],
    [
      "a disk has that of a mount",
      { storage: [data, { ...data, name: "db-kv-orders", path: "/var/log" }] },
      'volume "db-kv-orders" is used for provider class "db-kv-orders" and for storage',
      "storage[1] › name",
    ],
    [
      "a disk has that of a folder to write to",
      { storage: [{ ...data, name: "app-tmp" }], scratch: ["/tmp"] },
      'volume "app-tmp" is used for folder "/tmp" of container "app" and for storage',
      "storage[0] › name",
    ],
  ])("fails when %s", (_, props, message, field) => {
    expect(disks(props)).toEqual([expected({ ...rest, message, at: `test › workloads[0] db › ${field}` })]);
  });

  test("leaves a folder that a container lists twice to the rule about paths", () => {
    expect(problemsOf(api({ scratch: ["/tmp", "/tmp"] })).map(({ rule }) => rule)).toEqual(["unique-mount-path"]);
  });
});
