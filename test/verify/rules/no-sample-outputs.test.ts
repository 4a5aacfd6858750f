import { expect, test } from "vitest";
import { FILE, findingsOf, healthyFiles, replaced } from "../../support/artefacts.js";

const RULE = "no-sample-outputs";

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("tells of sample values, which is not wrong", () => {
  const found = findingsOf(RULE, replaced(FILE.outputs, '{\n  "api"', '{\n  "sample": true,\n  "api"'));

  expect(found).toEqual([
    {
      rule: "no-sample-outputs",
      severity: "note",
      environment: "artefacts",
      message: "the outputs of azure are sample values: nothing was deployed with them",
      at: {
        file: "azure.json",
        line: 2,
        resource: "outputs of azure",
        field: "sample",
      },
      got: "true",
      allowed: "what a deployment printed",
      fix: "after the first deployment write the file from its outputs",
      shows: "AADSTS700016: Application with identifier '<client id>' was not found in the directory",
      related: [],
      docs: "docs/rules/no-sample-outputs.md",
    },
  ]);
});
