import { describe, expect, test } from "vitest";
import { synthesizeKubernetes } from "../../k8s/index.js";
import type { Environment } from "../../model/environment.js";
import { type PatchOperation, type Problem, ProblemsError, resolve } from "../../model/index.js";
import { expected } from "../model/validate/expected.js";
import { api, healthy } from "../support/descriptions.js";
import { inventedClientIds } from "../support/synthesis.js";

const id = "Deployment/orders/api";

/** The problems that drawing an environment with these patches throws; none where it does not. */
function problemsOf(patches: Environment["patches"], props: Partial<Environment> = {}): readonly Problem[] {
  const environment = healthy({ ...props, patches });
  const resolved = resolve(environment);
  try {
    const clientIds = inventedClientIds(environment);
    synthesizeKubernetes(resolved, new Map(resolved.stacks.map(({ name }) => [name, clientIds])));
    return [];
  } catch (error) {
    if (error instanceof ProblemsError) {
      return error.problems;
    }
    throw error;
  }
}

describe("a JSON patch fails when", () => {
  const unfit = (index: number, message: string) =>
    expected({
      rule: "match-patch",
      message,
      at: `test › patches › ${id} › [${index}]`,
      allowed: "operations on what the manifest has: add makes one step, replace and remove want it there",
      fix: "compare the pointer with the manifest in dist/k8s",
    });

  test("operations do not fit the manifest, each told", () => {
    const operations: readonly PatchOperation[] = [
      { op: "replace", path: "/spec/strategy/type", value: "Recreate" },
      { op: "add", path: "/spec/replicas", value: 2 },
      { op: "remove", path: "/spec/paused" },
      { op: "test", path: "/spec/replicas", value: 3 },
      { op: "move", from: "/spec/none", path: "/spec/paused" },
    ];

    expect(problemsOf({ [id]: operations })).toEqual([
      unfit(0, `operation "replace" does not fit ${id}: there is no field "strategy" at /spec`),
      unfit(2, `operation "remove" does not fit ${id}: there is no field "paused" at /spec`),
      unfit(3, `operation "test" does not fit ${id}: Test failed: 2 != 3`),
      unfit(4, `operation "move" does not fit ${id}: there is no field "none" at /spec`),
    ]);
  });

  test.each<PatchOperation>([
    { op: "replace", path: "/metadata/name", value: "other" },
    { op: "replace", path: "/metadata/namespace", value: "other" },
    { op: "replace", path: "/kind", value: "StatefulSet" },
    { op: "remove", path: "/metadata" },
    { op: "remove", path: "/metadata/namespace" },
    { op: "copy", from: "/kind", path: "/metadata" },
    { op: "move", from: "/metadata/name", path: "/metadata/labels/was" },
  ])("it would make another manifest of it: $op $path", (operation) => {
    expect(problemsOf({ [id]: [operation] })).toEqual([
      unfit(0, `operation "${operation.op}" does not fit ${id}: kind, name and namespace stay as they are`),
    ]);
  });

  test.each<PatchOperation>([
    { op: "replace", path: "", value: {} },
    { op: "add", path: "", value: {} },
    { op: "remove", path: "" },
  ])("it is for the manifest as a whole: $op", (operation) => {
    expect(problemsOf({ [id]: [operation] })).toEqual([
      unfit(0, `operation "${operation.op}" does not fit ${id}: Value required at path: `),
    ]);
  });

  test("it would make another manifest of it among others that fit, told by its own place", () => {
    const operations: readonly PatchOperation[] = [
      { op: "add", path: "/spec/minReadySeconds", value: 5 },
      { op: "remove", path: "/metadata" },
      // The manifest stays as it was, so what comes later finds it there.
      { op: "test", path: "/metadata/name", value: "api" },
      { op: "add", path: "/metadata/name/x", value: "other" },
    ];

    expect(problemsOf({ [id]: operations })).toEqual([
      unfit(1, `operation "remove" does not fit ${id}: kind, name and namespace stay as they are`),
      unfit(3, `operation "add" does not fit ${id}: what is at /metadata/name has no fields`),
    ]);
  });

  test.each<[PatchOperation, string]>([
    [{ op: "add", path: "/spec/toString/x", value: 1 }, 'there is no field "toString" at /spec'],
    [{ op: "add", path: "/__proto__/x", value: 1 }, 'there is no field "__proto__" at /'],
    [{ op: "add", path: "/spec/__proto__", value: { x: 1 } }, 'there is no field "__proto__" at /spec'],
    [{ op: "copy", from: "/spec/constructor", path: "/spec/x" }, 'there is no field "constructor" at /spec'],
    [{ op: "move", from: "/spec/template", path: "/spec/template/x" }, 'there is no field "template" at /spec'],
    [
      { op: "replace", path: "/spec/template/spec/containers/length", value: 0 },
      'the list at /spec/template/spec/containers has no item "length"',
    ],
    [
      { op: "replace", path: "/spec/template/spec/containers/-", value: {} },
      'the list at /spec/template/spec/containers has no item "-"',
    ],
    [
      { op: "add", path: "/spec/template/spec/containers/9", value: {} },
      'the list at /spec/template/spec/containers has no item "9"',
    ],
  ])("it reaches past what the manifest has, and nothing is written there: %j", (operation, fault) => {
    const names = () => [Object.prototype, Object.prototype.toString, Array.prototype].map(Object.getOwnPropertyNames);
    const before = names();

    const found = problemsOf({ [id]: [operation] });

    expect(found).toEqual([unfit(0, `operation "${operation.op}" does not fit ${id}: ${fault}`)]);
    expect(names()).toEqual(before);
  });

  test("it names no manifest: the nearest is offered, or those of the kind", () => {
    const patches = { "Deployment/orders/apo": [], "Deployment/somewhere/else": [], "ClusterRole/nobody": [] };

    expect(problemsOf(patches)).toEqual([
      expected({
        rule: "match-patch",
        message: "Deployment/orders/apo is patched, and the environment has no such manifest",
        at: "test › patches › Deployment/orders/apo",
        allowed: "a manifest of the environment, by kind, namespace and name",
        fix: 'did you mean "Deployment/orders/api"?',
      }),
      expected({
        rule: "match-patch",
        message: "Deployment/somewhere/else is patched, and the environment has no such manifest",
        at: "test › patches › Deployment/somewhere/else",
        allowed: "a manifest of the environment, by kind, namespace and name",
        fix: 'use "Deployment/orders/api"',
      }),
      expected({
        rule: "match-patch",
        message: "ClusterRole/nobody is patched, and the environment has no such manifest",
        at: "test › patches › ClusterRole/nobody",
        allowed: "a manifest of the environment, by kind, namespace and name",
        fix: "the environment writes no ClusterRole",
      }),
    ]);
  });

  test("the problems are of several manifests: all are told at once", () => {
    const broken: readonly PatchOperation[] = [{ op: "remove", path: "/spec/none" }];
    const patches = { [id]: broken, "Deployment/billing/api": broken };

    const found = problemsOf(patches, { workloads: [api(), api({ namespace: "billing" })] });

    expect(found.map(({ at }) => at)).toEqual([
      "test › patches › Deployment/billing/api › [0]",
      "test › patches › Deployment/orders/api › [0]",
    ]);
  });
});
