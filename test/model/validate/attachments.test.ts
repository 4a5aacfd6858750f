import { describe, expect, test } from "vitest";
import { attach, daemonSet, validate } from "../../../model/index.js";
import type { AttachmentProps, Workload } from "../../../model/workload.js";
import { api, basics, healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const { dbPassword } = vault.objects;

/** An attachment under the service account `shop`, but for what the test says otherwise. */
function attached(name: string, props: Partial<AttachmentProps> = {}) {
  const mounts = [{ path: `/mnt/${name}`, objects: [dbPassword] }];
  return attach(name, { namespace: "orders", serviceAccount: "shop", target: { name: "web" }, mounts, ...props });
}

function problemsOf(...workloads: Workload[]) {
  return validate([healthy({ workloads })]);
}

test.each<[string, Workload, Workload]>([
  ["two attachments to one target under one service account", attached("db"), attached("mail")],
  [
    "attachments to targets of two names",
    attached("db"),
    attached("mail", { target: { name: "worker" }, serviceAccount: "mail" }),
  ],
  [
    "attachments to targets of one name and two kinds",
    attached("db"),
    attached("mail", { target: { kind: "DaemonSet", name: "web" }, serviceAccount: "mail" }),
  ],
  [
    "attachments to targets of one name in two namespaces",
    attached("db"),
    attached("mail", { namespace: "mail", serviceAccount: "mail" }),
  ],
  ["an attachment beside a workload of another name", api(), attached("db")],
  [
    "an attachment to a workload of another kind than the environment's",
    api({}, "web"),
    attached("db", { target: { kind: "StatefulSet", name: "web" } }),
  ],
  ["an attachment to a workload of another namespace", api({ namespace: "billing" }, "web"), attached("db")],
])("accepts %s", (_, one, other) => {
  expect(problemsOf(one, other)).toEqual([]);
});

describe("match-attachment", () => {
  test.each<[string, Workload, Workload, string, string]>([
    [
      "named ones",
      attached("db"),
      attached("mail", { serviceAccount: "mail" }),
      'attachments "db" and "mail" are for Deployment orders/web, under service accounts "shop" and "mail"',
      "mail",
    ],
    [
      "those that follow from their names, the target from one of them",
      attach("web", { namespace: "orders", mounts: [{ path: "/mnt/web", objects: [dbPassword] }] }),
      attach("mail", {
        namespace: "orders",
        target: { name: "web" },
        mounts: [{ path: "/mnt/mail", objects: [dbPassword] }],
      }),
      'attachments "web" and "mail" are for Deployment orders/web, under service accounts "web" and "mail"',
      "mail",
    ],
  ])("fails when attachments to one target have different service accounts: %s", (_, one, other, message, name) => {
    expect(problemsOf(one, other)).toEqual([
      expected({
        rule: "match-attachment",
        message,
        at: `test › workloads[1] ${name} › serviceAccount`,
        allowed: "one service account for a target: a pod has one, and its classes are made for it",
        fix: "give both the same serviceAccount, or attach all mounts at once",
      }),
    ]);
  });

  test("compares every attachment with the first to its target", () => {
    const problems = problemsOf(attached("db"), attached("mail", { serviceAccount: "mail" }), attached("cache"));

    expect(problems.map(({ at }) => at)).toEqual(["test › workloads[1] mail › serviceAccount"]);
  });

  test.each<[string, Workload[], number, string]>([
    ["before it", [api({}, "web"), attached("db")], 1, "Deployment"],
    ["after it", [attached("db"), api({}, "web")], 0, "Deployment"],
    [
      "of the kind that it names",
      [daemonSet("web", basics), attached("db", { target: { kind: "DaemonSet", name: "web" } })],
      1,
      "DaemonSet",
    ],
  ])("fails when an attachment is for a workload of the environment itself, %s", (_, workloads, index, kind) => {
    expect(problemsOf(...workloads)).toEqual([
      expected({
        rule: "match-attachment",
        message: `attachment "db" is for ${kind} orders/web, which the environment writes itself`,
        at: `test › workloads[${index}] db › target`,
        allowed: "a workload of somebody else's",
        fix: "put the mounts into the workload",
      }),
    ]);
  });

  test("leaves an attachment with the very name of a workload to the rule about names", () => {
    const problems = problemsOf(
      api({}, "web"),
      attached("web", { mounts: [{ ...basics.mounts[0], providerClass: "x" }] }),
    );

    expect(problems.map(({ rule }) => rule)).toEqual(["unique-workload-name"]);
  });
});
