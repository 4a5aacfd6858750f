import { expect, test } from "vitest";
import {
  FILE,
  type Files,
  findingsOf,
  healthyFiles,
  replaced,
  terraform,
  uncheckedOf,
} from "../../support/artefacts.js";

const RULE = "match-outputs";

/** The healthy world with an output that its Terraform fixes, and what the outputs file says of it. */
function output(said: string, sensitive = false): Files {
  const files = terraform((config) => Object.assign(config.output, { vault: { value: "kv-orders", sensitive } }));
  const printed = JSON.stringify({ vault: { sensitive, type: "string", value: said } }).slice(1, -1);
  return replaced(FILE.outputs, '{\n  "api"', `{\n  ${printed},\n  "api"`, files);
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("finds nothing where the file says the same", () => {
  const found = findingsOf(RULE, output("kv-orders"));

  expect(found).toEqual([]);
});

test("fails when the file says something else", () => {
  const found = findingsOf(RULE, output("kv-orders-old"));

  expect(found).toEqual([
    {
      rule: "match-outputs",
      severity: "error",
      environment: "artefacts",
      message: 'outputs of azure say "kv-orders-old", the Terraform says "kv-orders"',
      at: {
        file: "azure.json",
        line: 2,
        resource: "outputs of azure",
        field: "vault.value",
      },
      got: "kv-orders-old",
      allowed: '"kv-orders"',
      fix: "write the file anew from the deployment of this Terraform: terraform output -json, or cdktf deploy --outputs-file",
      shows: "nothing by itself: what is made from the file names another deployment, or an older one",
      related: [],
      docs: "docs/rules/match-outputs.md",
    },
  ]);
});

test("does not print what is sensitive", () => {
  const found = findingsOf(RULE, output("kv-orders-old", true));

  expect(found).toEqual([
    {
      rule: "match-outputs",
      severity: "error",
      environment: "artefacts",
      message: "outputs of azure say something else than the Terraform; the values are sensitive",
      at: {
        file: "azure.json",
        line: 2,
        resource: "outputs of azure",
        field: "vault.value",
      },
      allowed: "what the Terraform says",
      fix: "write the file anew from the deployment of this Terraform: terraform output -json, or cdktf deploy --outputs-file",
      shows: "nothing by itself: what is made from the file names another deployment, or an older one",
      related: [],
      docs: "docs/rules/match-outputs.md",
    },
  ]);
});

/** The healthy world with the names inside of an output in its file changed. */
function named(from: string, to: string): Files {
  return replaced(FILE.outputs, from, to);
}

test("fails when the file has a name that the Terraform does not put out", () => {
  const found = findingsOf(RULE, named('"clientId"', '"older": "a",\n      "clientId"'));

  expect(found).toEqual([
    {
      rule: "match-outputs",
      severity: "error",
      environment: "artefacts",
      message: 'outputs of azure have "older", which the Terraform does not put out there',
      at: { file: "azure.json", line: 6, resource: "outputs of azure", field: "api.value.older" },
      got: "older",
      allowed: "what the Terraform puts out",
      fix: "write the file anew from the deployment of this Terraform: terraform output -json, or cdktf deploy --outputs-file",
      shows: "nothing by itself: what is made from the file names another deployment, or an older one",
      related: [],
      docs: "docs/rules/match-outputs.md",
    },
  ]);
});

test("fails once when the file spells a name otherwise", () => {
  const found = findingsOf(RULE, named('"clientId"', '"clientID"'));

  expect(found.map(({ message, fix }) => [message, fix])).toEqual([
    [
      'outputs of azure have "clientID", which the Terraform does not put out there',
      'write "clientId", or write the file anew from the deployment of this Terraform',
    ],
  ]);
});

test("fails when the file lacks a name that the Terraform puts out", () => {
  const files = terraform((config) => Object.assign(config.output.api.value, { region: "westeurope" }));

  expect(findingsOf(RULE, files).map(({ message, at }) => [message, at.field])).toEqual([
    ['outputs of azure lack "region", which the Terraform puts out there', "api.value"],
  ]);
});

test("fails when the file has an output that the Terraform does not have", () => {
  const found = findingsOf(
    RULE,
    named('{\n  "api"', '{\n  "old": { "sensitive": false, "type": "string", "value": "a" },\n  "api"'),
  );

  expect(found.map(({ message, at }) => [message, at.field])).toEqual([
    ['outputs of azure have "old", which the Terraform does not put out there', "old"],
  ]);
});

test("warns when the file is of a stack that is called nearly so, and does not decide on any other", () => {
  const stack = (name: string) => ({ "//": { metadata: { stackName: name } }, output: { a: { value: "x" } } });
  const files = (name: string): Files => ({
    "stacks/orders/cdk.tf.json": JSON.stringify(stack("orders")),
    "bindings.json": JSON.stringify({ [name]: { a: "x" } }),
  });

  expect(findingsOf(RULE, files("order")).map(({ severity, message }) => [severity, message])).toEqual([
    ["warning", 'outputs of order are of no stack among the artefacts; there is "orders"'],
  ]);
  expect(findingsOf(RULE, files("billing"))).toEqual([]);
  expect(uncheckedOf(RULE, files("billing")).map(({ message }) => message)).toEqual([
    "outputs of billing are of a stack that is not among the artefacts",
  ]);
});

test("finds nothing where the file keeps only some outputs, or nests them by construct", () => {
  const stack = { "//": { metadata: { stackName: "orders" } }, output: { a: { value: "x" }, other: { value: "y" } } };
  const bindings = { orders: { a: "x", network: { inner: "z" } } };

  const found = findingsOf(RULE, {
    "stacks/orders/cdk.tf.json": JSON.stringify(stack),
    "bindings.json": JSON.stringify(bindings),
  });

  expect(found).toEqual([]);
});
