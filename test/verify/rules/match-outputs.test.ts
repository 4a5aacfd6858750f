import { expect, test } from "vitest";
import { FILE, type Files, findingsOf, healthyFiles, replaced, terraform } from "../../support/artefacts.js";

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
