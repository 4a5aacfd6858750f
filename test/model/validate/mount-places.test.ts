import { describe, expect, test } from "vitest";
import { statefulSet } from "../../../model/index.js";
import type { DeploymentProps } from "../../../model/workload.js";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const { dbPassword, apiKey } = vault.objects;
const folder = { path: "/mnt/secrets", objects: [dbPassword] };
const single = (path: string, file = dbPassword) => ({ objects: [file], subPaths: [{ path, file }] });
const proxy = { name: "proxy", image: "envoy:1.31" };

test.each<[string, Partial<DeploymentProps>]>([
  ["a folder to write to", { scratch: ["/tmp"] }],
  ["folders to write to of which one is inside the other", { scratch: ["/var", "/var/cache"] }],
  ["folders to write to, the inner one first", { scratch: ["/var/cache", "/var"] }],
  ["a mount inside a folder to write to", { scratch: ["/mnt"] }],
  ["a single file inside a folder to write to", { scratch: ["/etc/api"], mounts: [single("/etc/api/password")] }],
  [
    "two single files of a folder",
    { mounts: [single("/etc/api/password"), { ...single("/etc/api/key", apiKey), providerClass: "second" }] },
  ],
  [
    "one path in two containers",
    { scratch: ["/tmp"], containers: [{ ...proxy, scratch: ["/tmp"], mounts: [folder] }] },
  ],
])("accepts %s", (_, props) => {
  expect(problemsOf(api({ mounts: [folder], ...props }))).toEqual([]);
});

test("accepts a mount inside a disk", () => {
  const storage = [{ name: "data", path: "/mnt", size: "8Gi" }];

  expect(problemsOf(statefulSet("db", { image: "postgres:17", mounts: [folder], storage }))).toEqual([]);
});

describe("unique-mount-path", () => {
  test.each<[string, Partial<DeploymentProps>, string, string]>([
    [
      "a folder to write to is that of a mount",
      { scratch: ["/mnt/secrets"] },
      'mount path "/mnt/secrets" is used twice',
      "scratch[0]",
    ],
    [
      "a folder to write to is inside a mount",
      { scratch: ["/tmp", "/mnt/secrets/tmp"] },
      'of the mount paths "/mnt/secrets" and "/mnt/secrets/tmp" one is inside the other',
      "scratch[1]",
    ],
    [
      "a folder to write to is listed twice",
      { scratch: ["/tmp", "/tmp"] },
      'mount path "/tmp" is used twice',
      "scratch[1]",
    ],
    [
      "a single file is inside its own mount's folder",
      { mounts: [{ ...folder, subPaths: [{ path: "/mnt/secrets/password", file: dbPassword }] }] },
      'of the mount paths "/mnt/secrets" and "/mnt/secrets/password" one is inside the other',
      "mounts[0] › subPaths[0] › path",
    ],
    [
      "two single files have one place",
      {
        mounts: [
          {
            objects: [dbPassword, apiKey],
            subPaths: [dbPassword, apiKey].map((file) => ({ path: "/etc/password", file })),
          },
        ],
      },
      'mount path "/etc/password" is used twice',
      "mounts[0] › subPaths[1] › path",
    ],
    [
      "a further container sees one mount at two places, one inside the other",
      {
        containers: [{ ...proxy, mounts: [folder, { mount: folder, path: "/mnt/secrets/again" }] }],
      },
      'of the mount paths "/mnt/secrets" and "/mnt/secrets/again" one is inside the other',
      "containers[0] proxy › mounts[1] › path",
    ],
  ])("fails when %s", (_, props, message, at) => {
    expect(problemsOf(api({ mounts: [folder], ...props }))).toEqual([
      expected({
        rule: "unique-mount-path",
        message,
        at: `test › workloads[0] api › ${at}`,
        allowed: "mounts beside each other: nothing can be mounted inside a read-only mount",
        fix: "give each mount a folder of its own",
      }),
    ]);
  });
});

describe("valid-mount-path", () => {
  const fault = {
    rule: "valid-mount-path",
    allowed: 'an absolute path other than /, in its shortest form and without ":"',
    fix: 'give a folder of its own, for example "/mnt/secrets-store"',
  } as const;

  test.each<[string, Partial<DeploymentProps>, string]>([
    ["a folder to write to", { scratch: ["tmp/"] }, "scratch[0]"],
    ["a single file", { mounts: [single("tmp/")] }, "mounts[0] › subPaths[0] › path"],
    [
      "a mount in a further container",
      { containers: [{ ...proxy, mounts: [{ mount: folder, path: "tmp/" }] }] },
      "containers[0] proxy › mounts[0] › path",
    ],
    [
      "a folder that an init container writes to",
      { initContainers: [{ ...proxy, scratch: ["/tmp", "tmp/"] }] },
      "initContainers[0] proxy › scratch[1]",
    ],
  ])("fails when the path of %s is relative", (_, props, at) => {
    expect(problemsOf(api({ mounts: [folder], ...props }))).toEqual([
      expected({ ...fault, message: 'mount path "tmp/" is not valid', at: `test › workloads[0] api › ${at}` }),
    ]);
  });

  test("fails when the path of a disk is the root", () => {
    const storage = [{ name: "data", path: "/", size: "8Gi" }];

    expect(problemsOf(statefulSet("db", { image: "postgres:17", mounts: [folder], storage }))).toEqual([
      expected({ ...fault, message: 'mount path "/" is not valid', at: "test › workloads[0] db › storage[0] › path" }),
    ]);
  });
});
