import { describe, expect, test } from "vitest";
import { type Environment, type PatchOperation, validate } from "../../../model/index.js";
import { healthy, untyped } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const id = "Deployment/orders/api";

function problemsWith(patches: Environment["patches"]) {
  return validate([healthy({ patches })]);
}

test.each<[string, readonly PatchOperation[]]>([
  ["no operation", []],
  [
    "every operation",
    [
      { op: "add", path: "/spec/template/spec/priorityClassName", value: "high" },
      { op: "replace", path: "/spec/replicas", value: 3 },
      { op: "test", path: "/spec/paused", value: null },
      { op: "remove", path: "/spec/strategy" },
      { op: "move", from: "/metadata/labels/a", path: "/metadata/labels/b" },
      { op: "copy", from: "/metadata/labels/b", path: "/metadata/labels/c" },
    ],
  ],
  ["the whole manifest", [{ op: "test", path: "", value: {} }]],
  ["a key with a slash and a tilde", [{ op: "remove", path: "/metadata/annotations/example.com~1a~0b" }]],
  [
    "the end of a list",
    [{ op: "add", path: "/spec/template/spec/containers/-", value: { name: "x", ports: [1, true] } }],
  ],
])("accepts %s", (_, operations) => {
  expect(problemsWith({ [id]: operations })).toEqual([]);
});

test("accepts manifests of a namespace and of none", () => {
  expect(problemsWith({ [id]: [], "ClusterRole/reads.secrets": [] })).toEqual([]);
});

describe("match-patch", () => {
  test.each([
    "",
    "Deployment",
    "deployment/orders/api",
    "Deployment/orders/api/x",
    "Deployment//api",
    "Deployment/my api",
  ])("fails when the manifest is %j", (manifest) => {
    expect(problemsWith({ [manifest]: [] })).toEqual([
      expected({
        rule: "match-patch",
        message: `"${manifest}" names no manifest`,
        at: `test › patches › ${manifest}`,
        allowed: '"<kind>/<namespace>/<name>", or "<kind>/<name>" for what has no namespace',
        fix: 'write it as "Deployment/shop/storefront"',
      }),
    ]);
  });

  test.each<[string, PatchOperation, string]>([
    ["has dots", { op: "remove", path: "spec.strategy" }, "spec.strategy"],
    ["has a tilde that stands for nothing", { op: "remove", path: "/a~2b" }, "/a~2b"],
    ["ends in a tilde", { op: "add", path: "/a~", value: 1 }, "/a~"],
    ["to copy from has no slash before it", { op: "copy", from: "a", path: "/b" }, "a"],
  ])("fails when a pointer %s", (_, operation, pointer) => {
    expect(problemsWith({ [id]: [{ op: "remove", path: "/spec/strategy" }, operation] })).toEqual([
      expected({
        rule: "match-patch",
        message: `"${pointer}" is no JSON pointer`,
        at: `test › patches › ${id} › [1]`,
        allowed: 'steps with a slash before each, "~1" for a slash within one and "~0" for a tilde',
        fix: 'write it as "/spec/template/spec/priorityClassName"',
      }),
    ]);
  });

  const loop: Record<string, unknown> = {};
  loop.self = loop;

  test.each<[string, unknown]>([
    ["a function", () => 1],
    ["a date", new Date(0)],
    ["no number", Number.NaN],
    ["an object with nothing in a field", { a: undefined }],
    ["an object within itself", loop],
  ])("fails when the value is %s", (_, value) => {
    expect(problemsWith({ [id]: [untyped({ op: "add", path: "/spec", value })] })).toEqual([
      expected({
        rule: "match-patch",
        message: "the value of the operation cannot be written as JSON",
        at: `test › patches › ${id} › [0]`,
        allowed: "text, numbers, true, false, null, lists and objects of these",
        fix: "give a plain value",
      }),
    ]);
  });
});
