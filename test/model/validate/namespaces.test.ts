import { describe, expect, test } from "vitest";
import { newNamespace, validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

test.each([
  ["no namespace at all, which means default", undefined],
  ["a built-in namespace that is not to be created", "kube-system"],
  ["a namespace of 1 character", "n"],
  ["a namespace of 63 characters", "n".repeat(63)],
  ["a new namespace without labels", newNamespace("orders")],
  ["a new namespace with a label of every allowed sign", newNamespace("orders", { labels: { "a-b_c.D": "1-2_3.Z" } })],
  [
    "a new namespace with a label key behind a domain",
    newNamespace("orders", { labels: { "example.com/owner": "orders" } }),
  ],
  [
    "a new namespace with levels of Pod Security that somebody else sets",
    newNamespace("orders", { podSecurity: false, labels: { "pod-security.kubernetes.io/enforce": "restricted" } }),
  ],
  [
    "a label key behind a domain of 253 characters",
    newNamespace("orders", { labels: { [`${"d".repeat(253)}/team`]: "orders" } }),
  ],
  ["a label key of 63 characters", newNamespace("orders", { labels: { ["k".repeat(63)]: "value" } })],
  ["a label value of 63 characters", newNamespace("orders", { labels: { team: "v".repeat(63) } })],
  ["an empty label value", newNamespace("orders", { labels: { team: "" } })],
])("accepts %s", (_, namespace) => {
  const problems = validate([healthy({ workloads: [api({ namespace })] })]);

  expect(problems).toEqual([]);
});

test("accepts a new namespace that two workloads describe alike, with labels and quota in another order", () => {
  const labels = { team: "orders", tier: "back" };
  const quota = { pods: "10", secrets: "20" };
  const workloads = [
    api({ namespace: newNamespace("orders", { labels, quota }) }),
    api(
      {
        namespace: newNamespace("orders", {
          quota: { secrets: "20", pods: "10" },
          labels: { tier: "back", team: "orders" },
          podSecurity: "restricted",
        }),
      },
      "web",
    ),
  ];

  const problems = validate([healthy({ workloads })]);

  expect(problems).toEqual([]);
});

test("accepts a new namespace that another workload names as existing", () => {
  const workloads = [api({ namespace: newNamespace("orders") }), api({ namespace: "orders" }, "web")];

  const problems = validate([healthy({ workloads })]);

  expect(problems).toEqual([]);
});

describe("valid-namespace-name", () => {
  test.each([
    ["is in capitals", "Orders", 'namespace "Orders" is not valid', 'rename it, for example "orders"'],
    ["ends in a dash", "orders-", 'namespace "orders-" is not valid', 'rename it, for example "orders"'],
    [
      "has 64 characters",
      "n".repeat(64),
      `namespace "${"n".repeat(64)}" is not valid`,
      `rename it, for example "${"n".repeat(63)}"`,
    ],
  ])("fails when the name of an existing namespace %s", (_, namespace, message, fix) => {
    const problems = validate([healthy({ workloads: [api({ namespace })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-namespace-name",
        message,
        at: "test › workloads[0] api › namespace",
        allowed: "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)",
        fix,
      }),
    ]);
  });

  test("fails when the name of a new namespace has an underscore, once for all its workloads", () => {
    const namespace = newNamespace("the_orders");

    const problems = validate([healthy({ workloads: [api({ namespace }), api({ namespace }, "web")] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-namespace-name",
        message: 'namespace "the_orders" is not valid',
        at: "test › workloads[0] api › namespace",
        allowed: "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)",
        fix: 'rename it, for example "the-orders"',
      }),
    ]);
  });
});

test.each([
  [
    "default",
    {
      message: 'namespace "default" is to be created, but every cluster has it',
      fix: 'name it as existing: namespace: "default"',
    },
  ],
  [
    "kube-node-lease",
    {
      message: 'namespace "kube-node-lease" is to be created, but every cluster has it',
      fix: 'name it as existing: namespace: "kube-node-lease"',
    },
  ],
  [
    "kube-public",
    {
      message: 'namespace "kube-public" is to be created, but every cluster has it',
      fix: 'name it as existing: namespace: "kube-public"',
    },
  ],
  [
    "kube-system",
    {
      message: 'namespace "kube-system" is to be created, but every cluster has it',
      fix: 'name it as existing: namespace: "kube-system"',
    },
  ],
])("fails when the namespace to create is %s", (name, { message, fix }) => {
  const problems = validate([healthy({ workloads: [api({ namespace: newNamespace(name) })] })]);

  expect(problems).toEqual([
    expected({
      rule: "no-built-in-namespace",
      message,
      at: "test › workloads[0] api › namespace",
      allowed: "any namespace but default, kube-node-lease, kube-public, kube-system",
      fix,
    }),
  ]);
});

describe("valid-labels", () => {
  test.each([
    ["ends in a dash", "team-", 'label key "team-" is not valid'],
    ["is empty", "", 'label key "" is not valid'],
    ["has a blank", "the team", 'label key "the team" is not valid'],
    ["has a domain in capitals", "Example.com/team", 'label key "Example.com/team" is not valid'],
    ["has a domain with an empty part", "example..com/team", 'label key "example..com/team" is not valid'],
    ["has nothing before its slash", "/team", 'label key "/team" is not valid'],
    ["has nothing behind its slash", "example.com/", 'label key "example.com/" is not valid'],
    ["has a domain of 254 characters", `${"d".repeat(254)}/team`, `label key "${"d".repeat(254)}/team" is not valid`],
    ["has two slashes", "example.com/a/b", 'label key "example.com/a/b" is not valid'],
    ["has 64 characters", "k".repeat(64), `label key "${"k".repeat(64)}" is not valid`],
  ])("fails when the key of a namespace's label %s", (_, key, message) => {
    const namespace = newNamespace("orders", { labels: { [key]: "orders" } });

    const problems = validate([healthy({ workloads: [api({ namespace })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-labels",
        message,
        at: "test › workloads[0] api › namespace › labels",
        allowed:
          "1 to 63 letters, digits, dashes, underscores and dots, first and last a letter or digit; a DNS name and a slash may stand before it",
        fix: "rename it",
      }),
    ]);
  });

  test.each([
    ["has a blank", "the orders", 'the value "the orders" of label "team" is not valid'],
    ["begins with a dot", ".orders", 'the value ".orders" of label "team" is not valid'],
    ["has 64 characters", "v".repeat(64), `the value "${"v".repeat(64)}" of label "team" is not valid`],
  ])("fails when the value of a namespace's label %s", (_, value, message) => {
    const namespace = newNamespace("orders", { labels: { team: value } });

    const problems = validate([healthy({ workloads: [api({ namespace })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-labels",
        message,
        at: "test › workloads[0] api › namespace › labels",
        allowed: "up to 63 letters, digits, dashes, underscores and dots, first and last a letter or digit",
        fix: "change the value, or use an annotation where there is one",
      }),
    ]);
  });
});

test.each([
  [{ labels: { "pod-security.kubernetes.io/warn": "baseline" } }],
  [
    {
      labels: { team: "orders", "pod-security.kubernetes.io/warn": "baseline" },
      podSecurity: { level: "baseline" as const, reason: "An image needs root." },
    },
  ],
])("fails when a label and podSecurity both speak of Pod Security: %j", (props) => {
  const namespace = newNamespace("orders", props);

  const problems = validate([healthy({ workloads: [api({ namespace }), api({ namespace }, "web")] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-labels",
      message: 'label "pod-security.kubernetes.io/warn" is given, and podSecurity writes such labels too',
      at: "test › workloads[0] api › namespace › labels",
      allowed: "labels that begin with pod-security.kubernetes.io/ only with podSecurity: false",
      fix: "say the level in podSecurity, or set it to false",
    }),
  ]);
});

test.each([
  ["labels", { labels: { team: "orders" } }, { labels: { team: "payments" } }],
  ["levels of Pod Security", {}, { podSecurity: false as const }],
  [
    "reasons",
    { podSecurity: { level: "baseline" as const, reason: "An image needs root." } },
    { podSecurity: { level: "baseline" as const, reason: "An image needs a capability." } },
  ],
  ["quotas", { quota: { pods: "10" } }, { quota: { pods: "20" } }],
  ["quotas, one of them without any", { quota: { pods: "10" } }, {}],
])("fails when two workloads describe a new namespace with different %s", (_, one, other) => {
  const workloads = [
    api({ namespace: newNamespace("orders", one) }),
    api({ namespace: newNamespace("orders", other) }, "web"),
  ];

  const problems = validate([healthy({ workloads })]);

  expect(problems).toEqual([
    expected({
      rule: "unique-namespace",
      message: 'namespace "orders" is described twice, differently',
      at: "test › workloads[1] web › namespace",
      allowed: "one description for each namespace",
      fix: "describe it once with newNamespace(…) and let all its workloads refer to that",
    }),
  ]);
});
