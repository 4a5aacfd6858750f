import { describe, expect, test } from "vitest";
import { certificate, file, key, keyVault, secret, validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const vault = keyVault({
  name: "kv-orders",
  objects: { token: secret("token"), other: secret("other"), server: certificate("server"), signing: key("signing") },
});
const { token, other, server, signing } = vault.objects;

const path = "/mnt/secrets";

test.each([
  ["a path with folders", file(token, { alias: "tls/private/server.pem" })],
  ["a path that begins with a dot", file(token, { alias: ".dockerconfigjson" })],
  ["a folder or file name of 255 bytes", file(token, { alias: "f".repeat(255) })],
  [
    "a path of 4096 bytes",
    file(token, { alias: [...Array(15).fill("f".repeat(255)), "f".repeat(254), "f"].join("/") }),
  ],
  ["a version of 32 hexadecimal digits", file(token, { version: "0123456789abcdefABCDEF0123456789" })],
  ["the latest version of a file with a history", file(token, { version: "latest", versionHistory: 2 })],
  ["a history of 2147483647 versions", file(token, { versionHistory: 2_147_483_647 })],
  ["a permission of three digits", file(token, { permission: "444" })],
  ["a permission of four digits", file(token, { permission: "0004" })],
  ["a secret with format and encoding", file(token, { format: "pfx", encoding: "base64" })],
  [
    "a certificate as a secret with format and encoding",
    file(server, { as: "secret", format: "pfx", encoding: "hex" }),
  ],
  ["a certificate as a key", file(server, { as: "key" })],
])("accepts %s", (_, entry) => {
  const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts: [{ path, objects: [entry] }] })] })]);

  expect(problems).toEqual([]);
});

test.each([
  ["is empty", "", 'file path "" is not valid'],
  ["is the mount itself", ".", 'file path "." is not valid'],
  ["is absolute", "/server.pem", 'file path "/server.pem" is not valid'],
  ["leaves the mount", "../server.pem", 'file path "../server.pem" is not valid'],
  ["has two dots inside a name", "server..pem", 'file path "server..pem" is not valid'],
  ["begins with ./", "./server.pem", 'file path "./server.pem" is not valid'],
  ["has two slashes in a row", "tls//server.pem", 'file path "tls//server.pem" is not valid'],
  ["ends in a slash", "tls/", 'file path "tls/" is not valid'],
  ["begins with a blank", " server.pem", 'file path " server.pem" is not valid'],
  ["ends in a line break", "server.pem\n", 'file path "server.pem\\n" is not valid'],
  ["has a name of 256 bytes", "f".repeat(256), `file path "${"f".repeat(256)}" is not valid`],
  ["has a folder of 256 bytes", `${"f".repeat(256)}/f`, `file path "${"f".repeat(256)}/f" is not valid`],
  ["has a name of 128 letters of two bytes", "é".repeat(128), `file path "${"é".repeat(128)}" is not valid`],
  ["has 4097 bytes", `${"f/".repeat(2048)}f`, `file path "${"f/".repeat(2048)}f" is not valid`],
])("fails when the path of a file %s", (_, alias, message) => {
  const mounts = [{ path, objects: [file(token, { alias })] }];

  const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-file-path",
      message,
      at: "test › workloads[0] api › mounts[0] › objects[0] › alias",
      allowed:
        'a relative path without "..", "./", "//", blanks around it or a slash at its end; at most 255 bytes between slashes and 4096 in all',
      fix: 'give an alias such as "tls/server.pem", or leave it out to use the object\'s name',
    }),
  ]);
});

test.each([
  ["1 version", 1, "version history 1 is not valid"],
  ["no whole number of versions", 2.5, "version history 2.5 is not valid"],
  ["more versions than the provider counts", 2_147_483_648, "version history 2147483648 is not valid"],
])("fails when a version history keeps %s", (_, versionHistory, message) => {
  const mounts = [{ path, objects: [file(token, { versionHistory })] }];

  const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-version-history",
      message,
      at: "test › workloads[0] api › mounts[0] › objects[0] › versionHistory",
      allowed: "a whole number from 2 to 2147483647",
      fix: "give a whole number from 2 to 2147483647",
    }),
  ]);
});

describe("valid-object-version", () => {
  test.each([
    ["is a number", "7", 'version "7" is not valid'],
    ["is empty", "", 'version "" is not valid'],
    ["has 31 digits", "0".repeat(31), `version "${"0".repeat(31)}" is not valid`],
    ["has 33 digits", "0".repeat(33), `version "${"0".repeat(33)}" is not valid`],
    ["has a letter beyond f", "g".repeat(32), `version "${"g".repeat(32)}" is not valid`],
  ])("fails when the version of an object %s", (_, version, message) => {
    const mounts = [{ path, objects: [file(token, { version })] }];

    const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-object-version",
        message,
        at: "test › workloads[0] api › mounts[0] › objects[0] › version",
        allowed: '32 hexadecimal digits, or "latest" together with versionHistory',
        fix: "copy the version from the end of the object's id",
      }),
    ]);
  });

  test("fails when the latest version is asked for by name without a history", () => {
    const mounts = [{ path, objects: [file(token, { version: "latest" })] }];

    const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-object-version",
        message: 'version "latest" is not valid',
        at: "test › workloads[0] api › mounts[0] › objects[0] › version",
        allowed: '32 hexadecimal digits, or "latest" together with versionHistory',
        fix: "leave it out: without a version the latest is mounted",
      }),
    ]);
  });
});

test.each([
  ["is in letters", "r--r--r--", 'file permission "r--r--r--" is not valid'],
  ["has a digit that is not octal", "0448", 'file permission "0448" is not valid'],
  ["has the prefix of another language", "0o444", 'file permission "0o444" is not valid'],
  ["has two digits", "44", 'file permission "44" is not valid'],
  ["has a special bit", "4444", 'file permission "4444" is not valid'],
])("fails when the permission of a file %s", (_, permission, message) => {
  const mounts = [{ path, objects: [file(token, { permission })] }];

  const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-file-permission",
      message,
      at: "test › workloads[0] api › mounts[0] › objects[0] › permission",
      allowed:
        "three octal digits, with or without a zero before them; what cannot be read as octal becomes 0000 without a word",
      fix: 'use "0444"',
    }),
  ]);
});

test.each([
  ["the default user", "0400", undefined, 'file permission "0400" hides the file from user 65532'],
  ["a given user", "440", 1000, 'file permission "440" hides the file from user 1000'],
  ["a user who may run but not read it", "0771", undefined, 'file permission "0771" hides the file from user 65532'],
])("fails when the permission of a file hides it from %s", (_, permission, runAsUser, message) => {
  const mounts = [{ path, objects: [file(token, { permission })] }];

  const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts, runAsUser })] })]);

  expect(problems).toEqual([
    expected({
      rule: "require-readable-file",
      message,
      at: "test › workloads[0] api › mounts[0] › objects[0] › permission",
      allowed: "a mode that lets others read: the driver makes root the owner of every file",
      fix: 'use "0444"',
    }),
  ]);
});

test.each([
  [
    "a certificate as a certificate has a format",
    {
      entry: { object: server, as: "cert", format: "pfx" },
      message: 'certificate "server" is mounted as "cert" with a format',
      fix: 'add as: "secret", or leave format and encoding out',
    },
  ],
  [
    "a certificate as a key has an encoding",
    {
      entry: { object: server, as: "key", encoding: "base64" },
      message: 'certificate "server" is mounted as "key" with an encoding',
      fix: 'add as: "secret", or leave format and encoding out',
    },
  ],
  [
    "a key has an encoding",
    {
      entry: { object: signing, as: "key", encoding: "hex" },
      message: 'key "signing" is mounted as "key" with an encoding',
      fix: "leave format and encoding out",
    },
  ],
] as const)("fails when %s", (_, { entry, message, fix }) => {
  const mounts = [{ path, objects: [entry] }];

  const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-file-content",
      message,
      at: "test › workloads[0] api › mounts[0] › objects[0]",
      allowed: 'format and encoding only where the object is mounted as "secret"',
      fix,
    }),
  ]);
});

describe("unique-file-path", () => {
  test.each([
    [
      "an object is mounted twice under its own name",
      {
        objects: [token, token],
        message: 'file path "token" is used twice',
        fix: 'give one of them another alias, for example "token.secret"',
      },
    ],
    [
      "an alias is the name of another object",
      {
        objects: [token, file(server, { alias: "token" })],
        message: 'file path "token" is used twice',
        fix: 'give one of them another alias, for example "token.cert"',
      },
    ],
    [
      "a path is a folder of a path before it",
      {
        objects: [file(token, { alias: "tls/token" }), file(other, { alias: "tls" })],
        message: 'file path "tls" and file path "tls/token" cannot both exist: one is a folder of the other',
        fix: 'give one of them another alias, for example "tls.secret"',
      },
    ],
    [
      "a path lies in the folder that keeps the history of another",
      {
        objects: [file(token, { versionHistory: 3 }), file(signing, { alias: "token/0" })],
        message: 'file path "token/0" and file path "token" cannot both exist: one is a folder of the other',
        fix: 'give one of them another alias, for example "token/0.key"',
      },
    ],
  ])("fails when %s", (_, { objects, message, fix }) => {
    const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts: [{ path, objects }] })] })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-file-path",
        message,
        at: "test › workloads[0] api › mounts[0] › objects[1]",
        allowed: "one object at each path of a mount: of two, the provider would keep the last and say nothing",
        fix,
      }),
    ]);
  });

  test("accepts a path that only begins like another", () => {
    const objects = [file(token, { alias: "tls" }), file(other, { alias: "tls-key" })];

    const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts: [{ path, objects }] })] })]);

    expect(problems).toEqual([]);
  });
});
