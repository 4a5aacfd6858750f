import { describe, expect, test } from "vitest";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf, wholeNumber } from "./expected.js";

const reason = "The image starts as root.";
const windows = { os: "windows", mounts: [{ path: "c:\\secrets", objects: [vault.objects.dbPassword] }] } as const;
const proxy = { name: "proxy", image: "envoy:1.31" };

test.each([
  ["user 1", { runAsUser: 1 }],
  ["user 2147483647", { runAsUser: 2_147_483_647 }],
  ["user 0 with root", { runAsUser: 0, security: { reason, root: true } }],
  ["an ordinary user with root", { runAsUser: 1000, security: { reason, root: true } }],
  ["whom the image names with root", { security: { reason, root: true } }],
])("accepts %s", (_, props) => {
  expect(problemsOf(api(props))).toEqual([]);
});

test.each([
  ["ContainerUser", "ContainerUser"],
  ["a name with a blank behind a domain", "NT AUTHORITY\\NETWORK SERVICE"],
  ["a name of 1 character", "u"],
  ["a name of 104 characters", "u".repeat(104)],
  ["a name that only contains dots", "first.last"],
])("accepts on Windows %s", (_, runAsUser) => {
  expect(problemsOf(api({ ...windows, runAsUser }))).toEqual([]);
});

test.each(["ContainerAdministrator", "builtin\\containeradministrator"])("accepts %s on Windows with root", (user) => {
  expect(problemsOf(api({ ...windows, runAsUser: user, security: { reason, root: true } }))).toEqual([]);
});

describe("valid-user", () => {
  test.each([
    ["root", 0],
    ["below 0", -1],
    ["beyond what Kubernetes counts", 2_147_483_648],
    ["no whole number", 1.5],
    ["a name", "nobody"],
  ])("fails when the user of a container is %s", (_, runAsUser) => {
    expect(problemsOf(api({ runAsUser }))).toEqual([
      expected({
        rule: "valid-user",
        message: `user id ${JSON.stringify(runAsUser)} is not valid`,
        at: "test › workloads[0] api › runAsUser",
        ...wholeNumber(1, 2_147_483_647),
      }),
    ]);
  });

  test("fails when the user of a container that may be root is below 0", () => {
    const containers = [{ ...proxy, runAsUser: -1, security: { reason, root: true } }];

    expect(problemsOf(api({ containers }))).toEqual([
      expected({
        rule: "valid-user",
        message: "user id -1 is not valid",
        at: "test › workloads[0] api › containers[0] proxy › runAsUser",
        ...wholeNumber(0, 2_147_483_647),
      }),
    ]);
  });

  test.each([
    ["a number", 1000],
    ["empty", ""],
    ["dots alone", ".."],
    ["an address", "user@example.com"],
    ["a path", "domain\\group\\user"],
    ["a domain alone", "domain\\"],
    ["of 105 characters", "u".repeat(105)],
    ["the administrator", "ContainerAdministrator"],
    ["the administrator in small letters, behind a domain", "user manager\\containeradministrator"],
  ])("fails when the user on Windows is %s", (_, runAsUser) => {
    expect(problemsOf(api({ ...windows, runAsUser }))).toEqual([
      expected({
        rule: "valid-user",
        message: `user ${JSON.stringify(runAsUser)} is not valid`,
        at: "test › workloads[0] api › runAsUser",
        allowed:
          'the name of a Windows user, with a domain before it or not, for example "ContainerUser"; "ContainerAdministrator" only with security.root',
        fix: 'leave it out for "ContainerUser"',
      }),
    ]);
  });
});
