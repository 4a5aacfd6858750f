import { describe, expect, test } from "vitest";
import { attach, certificate, file, keyVault, secret } from "../../../model/index.js";
import { api } from "../../support/descriptions.js";
import { expected, problemsOf as problemsOfWorkload } from "./expected.js";

const vault = keyVault({
  name: "kv-orders",
  objects: { token: secret("token"), server: certificate("server"), console: secret("con") },
});
const { token, server } = vault.objects;

type Objects = Parameters<typeof attach>[1]["mounts"][number]["objects"];

/** The problems of a workload on nodes of an operating system that mounts these objects. */
function problemsOf(objects: Objects, os: "linux" | "windows" = "windows") {
  const mounts = [{ path: os === "windows" ? "c:\\secrets" : "/mnt/secrets", objects }];
  return problemsOfWorkload(api({ os, mounts }), { vaults: [vault] });
}

const allowed =
  'a relative path without "..", "./", "//", blanks around it or a slash at its end; at most 255 bytes between slashes and 4096 in all; on Windows none of :*?"<>|\\, no name of a device, and no dot or blank at the end of a name';

/** Paths that Linux takes and Windows does not. */
const refused = [
  ...[":", "*", "?", '"', "<", ">", "|", "\\"].map((sign) => `server${sign}pem`),
  "server\tpem",
  "con",
  "NUL",
  "Com1",
  "lpt9",
  "prn",
  "aux.txt",
  "con.tar.gz",
  "tls/nul/server.pem",
  "server.",
  "tls./server.pem",
  "tls /server.pem",
];

test.each(["tls/server.pem", ".dockerconfigjson", "my file.pem", "console", "com", "com10", "nul-key", "a.con", "c"])(
  "accepts the path %j on Windows",
  (alias) => {
    expect(problemsOf([file(token, { alias })])).toEqual([]);
  },
);

test.each(refused)("accepts the path %j on Linux", (alias) => {
  expect(problemsOf([file(token, { alias })], "linux")).toEqual([]);
});

describe("valid-file-path", () => {
  const fix = 'give an alias such as "tls/server.pem", or leave it out to use the object\'s name';

  test.each(refused)("fails when the path of a file on Windows is %j", (alias) => {
    expect(problemsOf([file(token, { alias })])).toEqual([
      expected({
        rule: "valid-file-path",
        message: `file path ${JSON.stringify(alias)} is not valid`,
        at: "test › workloads[0] api › mounts[0] › objects[0] › alias",
        allowed,
        fix,
      }),
    ]);
  });

  test("fails when an object has the name of a device and no alias", () => {
    expect(problemsOf([vault.objects.console])).toEqual([
      expected({
        rule: "valid-file-path",
        message: 'file path "con" is not valid',
        at: "test › workloads[0] api › mounts[0] › objects[0] › alias",
        allowed,
        fix,
      }),
    ]);
  });

  test("fails when what is attached to Windows pods has such a path", () => {
    const mounts = [{ path: "c:\\secrets", objects: [file(token, { alias: "nul" })] }];

    const problems = problemsOfWorkload(attach("iis", { os: "windows", mounts }), { vaults: [vault] });

    expect(problems).toEqual([
      expected({
        rule: "valid-file-path",
        message: 'file path "nul" is not valid',
        at: "test › workloads[0] iis › mounts[0] › objects[0] › alias",
        allowed,
        fix,
      }),
    ]);
  });
});

describe("unique-file-path", () => {
  test.each<[string, Objects, string, string]>([
    [
      "differ in case alone",
      [file(token, { alias: "tls.pem" }), file(server, { alias: "TLS.pem" })],
      'file path "TLS.pem" is used twice',
      'give one of them another alias, for example "TLS.pem.cert"',
    ],
    [
      "are a folder of another case and a file in it",
      [file(token, { alias: "tls/token" }), file(server, { alias: "TLS" })],
      'file path "TLS" and file path "tls/token" cannot both exist: one is a folder of the other',
      'give one of them another alias, for example "TLS.cert"',
    ],
  ])("fails when the paths of two files on Windows %s", (_, objects, message, fix) => {
    expect(problemsOf(objects)).toEqual([
      expected({
        rule: "unique-file-path",
        message,
        at: "test › workloads[0] api › mounts[0] › objects[1]",
        allowed: "one object at each path of a mount: of two, the provider would keep the last and say nothing",
        fix,
      }),
    ]);
  });

  test("accepts paths on Linux that differ in case alone", () => {
    const objects = [file(token, { alias: "tls.pem" }), file(server, { alias: "TLS.pem" })];

    expect(problemsOf(objects, "linux")).toEqual([]);
  });
});
