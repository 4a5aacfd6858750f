import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocksIn, terraformInput } from "../../../verify/terraform/index.js";
import { document } from "./documents.js";

const root = join(import.meta.dirname, "../../..");

function kindOf(file: string): string | undefined {
  return terraformInput(document(file, JSON.parse(readFileSync(join(root, file), "utf8"))));
}

test("what the project writes is told apart", () => {
  const stacks = readdirSync(join(root, "dist/infra/stacks")).map((stack) => `dist/infra/stacks/${stack}/cdk.tf.json`);
  const bindings = readdirSync(join(root, "bindings")).filter((file) => file.endsWith(".json"));

  expect(new Set(stacks.map(kindOf))).toEqual(new Set(["configuration"]));
  expect(new Set(bindings.map((file) => kindOf(`bindings/${file}`)))).toEqual(new Set(["outputs"]));
  expect(["dist/dashboards/prod.json", "package.json", "biome.json"].map(kindOf)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each<[string, unknown, string | undefined]>([
  ["main.tf.json", { resource: {}, locals: [] }, "configuration"],
  ["main.tf.json", { "//": "a comment" }, undefined],
  ["main.tf.json", { resource: {}, image: {} }, undefined],
  ["main.tf.json", { resource: "text" }, undefined],
  ["plan.json", { format_version: "1.2", planned_values: {}, configuration: {} }, "plan"],
  ["state.json", { format_version: "1.0", terraform_version: "1.11.0", values: { root_module: {} } }, "state"],
  ["state.json", { format_version: "1.0" }, "state"],
  ["other.json", { format_version: "1.0", provider_schemas: {} }, undefined],
  ["terraform.tfstate", { version: 4, serial: 1, lineage: "x", outputs: {}, resources: [] }, "state"],
  ["terraform.tfstate", { version: 3, modules: [] }, undefined],
  ["outputs.json", { issuer: { value: "https://…", type: "string", sensitive: false } }, "outputs"],
  ["outputs.json", { dev: { binding: {} }, other: {} }, "outputs"],
  ["outputs.json", { sample: true, dev: { binding: {} } }, "outputs"],
  ["outputs.json", { dev: {} }, undefined],
  ["outputs.json", { sample: "yes", dev: { binding: {} } }, undefined],
  ["values.json", { replicas: 1, image: { tag: "x" } }, undefined],
  ["values.yaml", { image: { tag: "x" } }, undefined],
  ["values.yaml", { module: { tag: "x" } }, undefined],
  ["pod.json", { apiVersion: "v1", kind: "Pod" }, undefined],
  ["list.json", [{ resource: {} }], undefined],
  ["empty.json", {}, undefined],
])("%s with %j is %s", (file, value, kind) => {
  expect(terraformInput({ file, value, lines: document("any.json", {}).lines })).toBe(kind);
});

test("a block may be an object, a list, or not there", () => {
  expect(blocksIn({ a: { x: 1 } }, "a")).toEqual([{ x: 1 }]);
  expect(blocksIn({ a: [{ x: 1 }, "text", null, { x: 2 }] }, "a")).toEqual([{ x: 1 }, { x: 2 }]);
  expect(blocksIn({ a: "text" }, "a")).toEqual([]);
  expect(blocksIn({}, "constructor")).toEqual([]);
});
