import { expect, test } from "vitest";
import { FILE, findingsOf, healthyFiles, manifests, replaced } from "../../support/artefacts.js";

const RULE = "valid-artefact";

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("warns of a key that stands twice, and judges the last, as kubectl takes it", () => {
  const files = manifests("metadata:\n  name: api-vault\n", "metadata:\n  name: api-vault\n  name: other\n");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-artefact",
      severity: "warning",
      environment: "artefacts",
      message: 'the key "name" stands twice in one mapping of orders.yaml, and the first of the two is lost',
      at: {
        file: "orders.yaml",
        line: 13,
        resource: "orders.yaml",
      },
      got: "name",
      allowed: "each key once",
      fix: "keep one of the two, or put --- between two manifests",
      shows: "nothing: kubectl takes the last and says nothing; kustomize refuses the file",
      related: [],
      docs: "docs/rules/valid-artefact.md",
    },
  ]);
  expect(findingsOf("match-class", files)).toHaveLength(1);
});

test("fails when a manifest cannot be read", () => {
  const files = manifests("metadata:\n  name: api-vault\n", "metadata:\n  name: api-vault: other\n");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-artefact",
      severity: "error",
      environment: "artefacts",
      message: "orders.yaml cannot be read: bad indentation of a mapping entry",
      at: { file: "orders.yaml", line: 12, resource: "orders.yaml" },
      allowed: "YAML or JSON in UTF-8, of ordinary depth and size",
      fix: "mend it there; what cannot be read is not applied either",
      shows: "error parsing …: error converting YAML to JSON (kubectl), or Invalid JSON syntax (terraform)",
      related: [],
      docs: "docs/rules/valid-artefact.md",
    },
  ]);
});

const PIPELINE = "on: push\njobs:\n  build:\n    if: ${{ a }}: b\n";

test("notes that a file is left out that cannot be read, and is no manifest", () => {
  const files = { ...healthyFiles, "pipeline.yaml": PIPELINE };

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-artefact",
      severity: "note",
      environment: "artefacts",
      message: "pipeline.yaml is left out: it is no manifest, and cannot be read (bad indentation of a mapping entry)",
      at: { file: "pipeline.yaml", line: 4, resource: "pipeline.yaml" },
      allowed: "YAML or JSON in UTF-8, of ordinary depth and size",
      fix: "nothing, if it is none: hand in only what is applied",
      related: [],
      docs: "docs/rules/valid-artefact.md",
    },
  ]);
});

test("fails when nothing but such a file is handed in", () => {
  const found = findingsOf(RULE, { "pipeline.yaml": PIPELINE });

  expect(found.map(({ severity, at }) => [severity, at.line])).toEqual([["error", 4]]);
});

test("fails when Terraform is no JSON", () => {
  const found = findingsOf(RULE, replaced(FILE.terraform, '{\n  "terraform"', '{,\n  "terraform"')).map(
    ({ at, message }) => [at.file, at.line, message],
  );

  expect(found).toEqual([
    ["azure/main.tf.json", 1, "azure/main.tf.json cannot be read: expected the node content, but found ','"],
  ]);
});
