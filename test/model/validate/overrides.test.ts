import { describe, expect, test } from "vitest";
import { validate } from "../../../model/index.js";
import { healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

/** The problems of an environment with one override of its cluster. */
function problemsOf(path: string, value: unknown) {
  return validate([healthy({ overrides: { "data.azurerm_kubernetes_cluster.cluster": { [path]: value } } })]);
}

const at = (path: string) => `test › overrides › data.azurerm_kubernetes_cluster.cluster › ${path}`;

describe("match-override", () => {
  test.each<[string, unknown]>([
    ["name", "other"],
    ["timeouts.read", null],
    ["criteria.0.threshold", 5],
    ["tags", { "a/b": "${data.azurerm_client_config.me.object_id}", list: [true, null, { deep: 1.5 }] }],
  ])("accepts a value at %s", (path, value) => {
    expect(problemsOf(path, value)).toEqual([]);
  });

  test.each(["", "a..b", "tags.a/b", "__proto__.polluted", "constructor_.Name", "list.-1", "list.1.5e3x"])(
    "fails when the path is %j",
    (path) => {
      expect(problemsOf(path, "x")).toEqual([
        expected({
          rule: "match-override",
          message: `path "${path}" is no path of an argument`,
          at: at(path),
          allowed: "names of arguments and blocks, and positions in lists from 0, with dots between them",
          fix: "for a key of another kind, such as a tag's, set the whole map",
        }),
      ]);
    },
  );

  const circle: Record<string, unknown> = {};
  circle.self = [circle];

  test.each<[string, unknown]>([
    ["undefined", undefined],
    ["a function", () => "x"],
    ["no number", Number.NaN],
    ["without end", Number.POSITIVE_INFINITY],
    ["a date", new Date(0)],
    ["in a list", [1, undefined]],
    ["a circle", circle],
  ])("fails when the value is %s", (_, value) => {
    expect(problemsOf("name", value)).toEqual([
      expected({
        rule: "match-override",
        message: 'the value of "name" cannot be written as JSON',
        at: at("name"),
        allowed: "text, numbers, true, false, null, lists and objects of these",
        fix: 'write a reference as text, for example "${azurerm_key_vault.kv.id}"',
      }),
    ]);
  });
});
