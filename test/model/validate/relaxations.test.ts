import { describe, expect, test } from "vitest";
import { newNamespace, validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const reason = "The image binds port 80.";
const proxy = { name: "proxy", image: "envoy:1.31" };

test.each([
  ["a reason alone", { reason }],
  ["root and a writable root file system", { reason, root: true, writableRoot: true }],
  ["capabilities of any kind", { reason, capabilities: ["NET_BIND_SERVICE", "SYS_ADMIN", "BPF"] }],
])("accepts %s in a namespace of which nothing is known", (_, security) => {
  expect(problemsOf(api({ security }))).toEqual([]);
});

describe("valid-security", () => {
  test.each([
    ["", "test › workloads[0] api › security › reason", { security: { reason: "" } }],
    [
      " \n",
      "test › workloads[0] api › initContainers[0] proxy › security › reason",
      { initContainers: [{ ...proxy, security: { reason: " \n", writableRoot: true } }] },
    ],
  ])("fails when the reason of a container is %j", (_, at, props) => {
    expect(problemsOf(api(props))).toEqual([
      expected({
        rule: "valid-security",
        message: "the container may do more than others, and no reason is given",
        at,
        allowed: "a sentence that says why",
        fix: "write the reason, or leave security out",
      }),
    ]);
  });

  test.each([
    ["has the prefix that it has in C", "CAP_CHOWN", 'write it as "CHOWN"'],
    ["is in small letters", "sys_chroot", 'write it as "SYS_CHROOT"'],
    ["has a dash", "SYS-CHROOT", 'write it as "NET_BIND_SERVICE"'],
    ["is empty", "", 'write it as "NET_BIND_SERVICE"'],
  ])("fails when a capability %s", (_, capability, fix) => {
    expect(problemsOf(api({ security: { reason, capabilities: [capability] } }))).toEqual([
      expected({
        rule: "valid-security",
        message: `capability "${capability}" is not valid`,
        at: "test › workloads[0] api › security › capabilities",
        allowed: "capital letters and underscores, without CAP_ before them",
        fix,
      }),
    ]);
  });

  test.each(["baseline", "privileged"] as const)(
    "fails when a namespace is %s without a reason, once for all its workloads",
    (level) => {
      const namespace = newNamespace("orders", { podSecurity: { level, reason: " " } });

      expect(validate([healthy({ workloads: [api({ namespace }), api({ namespace }, "web")] })])).toEqual([
        expected({
          rule: "valid-security",
          message: `the namespace admits "${level}" pods, and no reason is given`,
          at: "test › workloads[0] api › namespace › podSecurity › reason",
          allowed: "a sentence that says why",
          fix: "write the reason, or leave podSecurity out",
        }),
      ]);
    },
  );
});
