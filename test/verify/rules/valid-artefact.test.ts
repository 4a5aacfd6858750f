import { expect, test } from "vitest";
import { FILE, findingsOf, healthyFiles, manifests, replaced } from "../../support/artefacts.js";

const RULE = "valid-artefact";

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a key stands twice", () => {
  const found = findingsOf(
    RULE,
    manifests("metadata:\n  name: api-vault\n", "metadata:\n  name: api-vault\n  name: other\n"),
  );

  expect(found).toEqual([
    {
      rule: "valid-artefact",
      severity: "error",
      environment: "artefacts",
      message: "orders.yaml cannot be read: duplicated mapping key",
      at: {
        file: "orders.yaml",
        line: 13,
        resource: "orders.yaml",
      },
      allowed: "YAML or JSON in UTF-8, without duplicate keys, of ordinary depth and size",
      fix: "keep one of the two; kubectl takes the last and says nothing",
      shows: "error parsing …: error converting YAML to JSON (kubectl), or Invalid JSON syntax (terraform)",
      related: [],
      docs: "docs/rules/valid-artefact.md",
    },
  ]);
});

test("fails when Terraform is no JSON", () => {
  const found = findingsOf(RULE, replaced(FILE.terraform, '{\n  "terraform"', '{,\n  "terraform"')).map(
    ({ at, message }) => [at.file, at.line, message],
  );

  expect(found).toEqual([
    ["azure/main.tf.json", 1, "azure/main.tf.json cannot be read: expected the node content, but found ','"],
  ]);
});
