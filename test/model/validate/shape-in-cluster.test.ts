import { describe, expect, test } from "vitest";
import { type Environment, validate } from "../../../model/index.js";
import { healthy, untyped } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const group = "6f1d2c3b-4a59-4e87-9d06-1b2c3d4e5f60";
const repository = "https://github.com/example/orders.git";
const id = "Deployment/orders/api";
const fix = "npm run check:types names the line and the type";

test("accepts every option of guardrails, scraping, Argo CD and patches at once", () => {
  const described = healthy({
    cloud: "public",
    guardrails: { scope: "cluster", action: "Warn", classWriters: [group], deployers: [] },
    scraping: {
      collector: "operator",
      interval: "1m",
      labels: { release: "prometheus" },
      namespace: "monitoring",
      alertRules: true,
      dashboardNamespace: "grafana",
      networkPolicy: true,
    },
    argoCd: {
      repository,
      revision: "main",
      namespace: "argocd",
      project: "orders",
      destination: { server: "https://kubernetes.default.svc" },
      automated: false,
    },
    patches: {
      [id]: [
        { op: "add", path: "/spec/a", value: null },
        { op: "replace", path: "/spec/a", value: [1, "b", { c: true }] },
        { op: "test", path: "/spec/a", value: 1 },
        { op: "remove", path: "/spec/a" },
        { op: "move", from: "/spec/a", path: "/spec/b" },
        { op: "copy", from: "/spec/b", path: "/spec/c" },
      ],
    },
  });

  expect(validate([described])).toEqual([]);
});

test.each(["usgovernment", "china"] as const)("accepts the cloud %s", (cloud) => {
  expect(validate([healthy({ cloud })])).toEqual([]);
});

test("accepts a cluster that Argo CD knows by name", () => {
  expect(validate([healthy({ argoCd: { repository, destination: { name: "aks-shared" } } })])).toEqual([]);
});

describe("a value that is not of its type", () => {
  test.each<[string, Partial<Record<keyof Environment, unknown>>, string, string, string]>([
    ["the cloud is another", { cloud: "germany" }, "cloud", '"germany"', '"public", "usgovernment", "china"'],
    ["guardrails are switched on", { guardrails: true }, "guardrails", "true", "an object with the fields of the type"],
    ["guardrails only audit", { guardrails: { action: "Audit" } }, "guardrails.action", '"Audit"', '"Deny", "Warn"'],
    [
      "guardrails hold in a namespace",
      { guardrails: { scope: "namespace" } },
      "guardrails.scope",
      '"namespace"',
      '"environment", "cluster"',
    ],
    ["a group stands alone", { guardrails: { deployers: group } }, "guardrails.deployers", `"${group}"`, "a list"],
    [
      "the collector is another",
      { scraping: { collector: "prometheus" } },
      "scraping.collector",
      '"prometheus"',
      '"azure", "operator"',
    ],
    ["an interval is a number", { scraping: { interval: 30 } }, "scraping.interval", "30", "text"],
    [
      "the destination is a URL",
      { argoCd: { repository, destination: "https://x" } },
      "argoCd.destination",
      '"https://x"',
      "an object with the fields of the type",
    ],
    ["automated is text", { argoCd: { repository, automated: "yes" } }, "argoCd.automated", '"yes"', "true or false"],
    ["patches are a list", { patches: { [id]: { op: "remove" } } }, `patches.${id}`, '{"op":"remove"}', "a list"],
    [
      "an operation is another",
      { patches: { [id]: [{ op: "merge", path: "/a", value: 1 }] } },
      `patches.${id}[0].op`,
      '"merge"',
      '"add", "replace", "test", "remove", "move", "copy"',
    ],
  ])("is told with its place when %s", (_, props, field, value, allowed) => {
    expect(validate([healthy(untyped(props))])).toEqual([
      expected({
        rule: "valid-shape",
        message: `${field} is ${value}, which is not of its type`,
        at: `test › ${field}`,
        allowed,
        fix,
      }),
    ]);
  });
});

describe("a value that is missing", () => {
  test.each<[string, Partial<Record<keyof Environment, unknown>>, string]>([
    ["Argo CD has no repository", { argoCd: {} }, "argoCd.repository"],
    ["a destination is empty", { argoCd: { repository, destination: {} } }, "argoCd.destination.name"],
    ["an operation has no path", { patches: { [id]: [{ op: "remove" }] } }, `patches.${id}[0].path`],
    ["an operation copies from nowhere", { patches: { [id]: [{ op: "copy", path: "/a" }] } }, `patches.${id}[0].from`],
  ])("is told with its place when %s", (_, props, field) => {
    expect(validate([healthy(untyped(props))])).toEqual([
      expected({
        rule: "valid-shape",
        message: `${field} is missing`,
        at: `test › ${field}`,
        allowed: "text",
        fix,
      }),
    ]);
  });
});

test.each<[string, Partial<Record<keyof Environment, unknown>>, string, string]>([
  ["readers among the guardrails", { guardrails: { readers: [] } }, "guardrails", "readers"],
  ["a timeout of scraping", { scraping: { timeout: "10s" } }, "scraping", "timeout"],
  ["a path in the repository", { argoCd: { repository, path: "dist" } }, "argoCd", "path"],
  [
    "a cluster by URL and by name",
    { argoCd: { repository, destination: { server: "https://x", name: "x" } } },
    "argoCd.destination",
    "name",
  ],
  [
    "a value of an operation that takes away",
    { patches: { [id]: [{ op: "remove", path: "/a", value: 1 }] } },
    `patches.${id}[0]`,
    "value",
  ],
])("fails when there is %s, which means nothing", (_, props, place, field) => {
  expect(validate([healthy(untyped(props))])).toEqual([
    expected({
      rule: "valid-shape",
      message: `${place} has a field "${field}" that means nothing`,
      at: `test › ${place}`,
      allowed: "the fields of the type",
      fix,
    }),
  ]);
});

test("fails when an operation that needs a value has none", () => {
  const problems = validate([healthy({ patches: { [id]: [untyped({ op: "add", path: "/a" })] } })]);

  expect(problems.map(({ rule, message, at }) => ({ rule, message, at }))).toEqual([
    {
      rule: "valid-shape",
      message: `patches.${id}[0].value is missing`,
      at: `test › patches.${id}[0].value`,
    },
  ]);
});
