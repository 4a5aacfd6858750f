import { describe, expect, test } from "vitest";
import { newNamespace } from "../../../model/index.js";
import { api } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const reason = "The image binds port 80.";
const restricted = newNamespace("orders");
const baseline = newNamespace("orders", { podSecurity: { level: "baseline", reason: "An image needs root." } });
const privileged = newNamespace("orders", { podSecurity: { level: "privileged", reason: "It loads kernel modules." } });
const unlabelled = newNamespace("orders", { podSecurity: false });

test.each([
  ["the defaults in a restricted namespace", restricted, undefined],
  ["the capability that restricted admits", restricted, { reason, capabilities: ["NET_BIND_SERVICE"] }],
  ["a writable root file system, which no standard speaks of", restricted, { reason, writableRoot: true }],
  ["root in a baseline namespace", baseline, { reason, root: true }],
  ["capabilities that baseline admits", baseline, { reason, capabilities: ["CHOWN", "SYS_CHROOT"] }],
  ["anything in a privileged namespace", privileged, { reason, root: true, capabilities: ["SYS_ADMIN", "ALL"] }],
  ["anything where somebody else sets the level", unlabelled, { reason, root: true, capabilities: ["SYS_ADMIN"] }],
  ["anything in a namespace that exists", "orders", { reason, root: true, capabilities: ["SYS_ADMIN"] }],
])("accepts %s", (_, namespace, security) => {
  expect(problemsOf(api({ namespace, ...(security && { security }) }))).toEqual([]);
});

describe("match-pod-security", () => {
  test.each([
    ["root", { reason, root: true }, "root", "baseline"],
    ["a capability of baseline", { reason, capabilities: ["CHOWN"] }, "CHOWN", "baseline"],
    ["a capability beyond baseline", { reason, capabilities: ["SYS_ADMIN"] }, "SYS_ADMIN", "privileged"],
    [
      "several at once",
      { reason, root: true, capabilities: ["NET_BIND_SERVICE", "KILL", "BPF"] },
      "root, KILL, BPF",
      "privileged",
    ],
  ])("fails when a restricted namespace is to admit %s", (_, security, refused, enough) => {
    expect(problemsOf(api({ namespace: restricted, security }))).toEqual([
      expected({
        rule: "match-pod-security",
        message: `the namespace enforces "restricted", which does not admit ${refused}`,
        at: "test › workloads[0] api › security",
        allowed: "NET_BIND_SERVICE, and no root",
        fix: `leave it out, or newNamespace(…, { podSecurity: { level: "${enough}", reason: … } })`,
      }),
    ]);
  });

  test("fails when a baseline namespace is to admit more in a further container", () => {
    const security = { reason, root: true, capabilities: ["SETUID", "NET_ADMIN", "ALL"] };
    const containers = [{ name: "proxy", image: "envoy:1.31", security }];

    expect(problemsOf(api({ namespace: baseline, containers }))).toEqual([
      expected({
        rule: "match-pod-security",
        message: 'the namespace enforces "baseline", which does not admit NET_ADMIN, ALL',
        at: "test › workloads[0] api › containers[0] proxy › security",
        allowed:
          "AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT",
        fix: 'leave it out, or newNamespace(…, { podSecurity: { level: "privileged", reason: … } })',
      }),
    ]);
  });
});
