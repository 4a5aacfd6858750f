import { describe, expect, test } from "vitest";
import { attach, file } from "../../../model/index.js";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const { dbPassword, apiKey } = vault.objects;
const reason = "The image writes beside its program.";
const path = "c:\\secrets";

test.each([
  ["root, with a reason", { security: { reason, root: true } }],
  ["folders to write to", { scratch: ["C:\\temp", "d:\\work dir\\v1.2"] }],
])("accepts on Windows %s", (_, props) => {
  expect(problemsOf(api({ os: "windows", mounts: [{ path, objects: [dbPassword] }], ...props }))).toEqual([]);
});

describe("match-os", () => {
  test.each([
    ["a writable root file system", { reason, writableRoot: true }],
    ["a root file system that is not writable", { reason, writableRoot: false }],
    ["a capability", { reason, root: true, capabilities: ["CHOWN"] }],
  ])("fails when a container on Windows asks for %s", (_, security) => {
    const mounts = [{ path, objects: [dbPassword] }];

    expect(problemsOf(api({ os: "windows", mounts, security }))).toEqual([
      expected({
        rule: "match-os",
        message: "the container runs on Windows, which knows neither capabilities nor a read-only root file system",
        at: "test › workloads[0] api › security",
        allowed: "root alone",
        fix: "leave writableRoot and capabilities out",
      }),
    ]);
  });

  test("fails when a file on Windows has a permission, whatever it is", () => {
    const mounts = [{ path, objects: [file(dbPassword, { permission: "0400" }), file(apiKey, { permission: "x" })] }];

    expect(problemsOf(api({ os: "windows", mounts }))).toEqual(
      ["0400", "x"].map((permission, index) =>
        expected({
          rule: "match-os",
          message: `file permission "${permission}" means nothing on Windows`,
          at: `test › workloads[0] api › mounts[0] › objects[${index}] › permission`,
          allowed: "none: the bits are not kept there",
          fix: "leave permission out",
        }),
      ),
    );
  });

  test("fails when single files are mounted on Windows, also by an attachment", () => {
    const mounts = [{ objects: [dbPassword], subPaths: [{ path: "c:\\app\\password", file: dbPassword }] }];

    expect(problemsOf(attach("iis", { os: "windows", mounts }))).toEqual([
      expected({
        rule: "match-os",
        message: "the mount shows single files, which Windows cannot mount",
        at: "test › workloads[0] iis › mounts[0] › subPaths",
        allowed: "whole folders",
        fix: "give the mount a path, and let the application read the file there",
      }),
    ]);
  });
});

describe("valid-mount-path", () => {
  test.each([
    ["has slashes", "/mnt/secrets"],
    ["has slashes behind a drive", "c:/secrets"],
    ["has no drive", "\\secrets"],
    ["is relative to the drive's folder", "c:secrets"],
    ["is the drive", "c:\\"],
    ["ends in a backslash", "c:\\secrets\\"],
    ["has two backslashes in a row", "c:\\mnt\\\\secrets"],
    ["climbs to the folder above", "c:\\mnt\\..\\secrets"],
    ["is of another machine", "\\\\server\\share"],
    ["has a sign that Windows forbids", "c:\\my<secrets"],
    ["has a tab", "c:\\my\tsecrets"],
    ["is empty", ""],
  ])("fails when a path on Windows %s", (_, wrong) => {
    expect(problemsOf(api({ os: "windows", mounts: [{ path: wrong, objects: [dbPassword] }] }))).toEqual([
      expected({
        rule: "valid-mount-path",
        message: `mount path ${JSON.stringify(wrong)} is not valid`,
        at: "test › workloads[0] api › mounts[0] › path",
        allowed: "an absolute path with a drive and backslashes, other than the drive itself, in its shortest form",
        fix: 'give a folder of its own, for example "c:\\secrets-store"',
      }),
    ]);
  });
});

test.each([
  ["in another case", "C:\\SECRETS", 'mount path "C:\\\\SECRETS" is used twice'],
  [
    "inside it, in another case",
    "C:\\Secrets\\Api",
    'of the mount paths "c:\\\\secrets" and "C:\\\\Secrets\\\\Api" one is inside the other',
  ],
])("fails when two mounts on Windows have one path, %s", (_, other, message) => {
  const mounts = [
    { path, objects: [dbPassword] },
    { path: other, objects: [apiKey], providerClass: "second" },
  ];

  expect(problemsOf(api({ os: "windows", mounts }))).toEqual([
    expected({
      rule: "unique-mount-path",
      message,
      at: "test › workloads[0] api › mounts[1] › path",
      allowed: "mounts beside each other: nothing can be mounted inside a read-only mount",
      fix: "give each mount a folder of its own",
    }),
  ]);
});

test("accepts paths on Linux that differ in case alone", () => {
  const mounts = [
    { path: "/mnt/secrets", objects: [dbPassword] },
    { path: "/mnt/Secrets", objects: [apiKey], providerClass: "second" },
  ];

  expect(problemsOf(api({ mounts }))).toEqual([]);
});
