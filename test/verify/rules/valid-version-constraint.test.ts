import { expect, test } from "vitest";
import { findingsOf, healthyFiles, terraform } from "../../support/artefacts.js";

const RULE = "valid-version-constraint";

function version(text: string) {
  return terraform((config) => {
    config.terraform.required_providers.azurerm.version = text;
  });
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a condition cannot be read", () => {
  const found = findingsOf(RULE, version(">= 4.81.0, < six"));

  expect(found).toEqual([
    {
      rule: "valid-version-constraint",
      severity: "error",
      environment: "artefacts",
      message: 'required_providers.azurerm asks for ">= 4.81.0, < six", in which "< six" is no condition',
      at: { file: "azure/main.tf.json", line: 6, resource: "required_providers.azurerm" },
      got: ">= 4.81.0, < six",
      allowed: 'conditions with commas between them, such as ">= 4.81.0, < 6.0.0"',
      fix: "write =, !=, >, >=, <, <= or ~> and a version of numbers",
      shows: "Terraform: Invalid version constraint",
      related: [],
      docs: "docs/rules/valid-version-constraint.md",
    },
  ]);
});

test("fails when no version meets all conditions", () => {
  const found = findingsOf(RULE, version(">= 6.0.0, < 5.0.0"));

  expect(found.map(({ message, fix }) => [message, fix])).toEqual([
    [
      'required_providers.azurerm asks for ">= 6.0.0, < 5.0.0", which no version is',
      "write conditions that one version can meet",
    ],
  ]);
});

test("fails when the version of Terraform itself cannot be read", () => {
  const files = terraform((config) => Object.assign(config.terraform, { required_version: "=> 1.9" }));

  expect(findingsOf(RULE, files).map(({ at, got }) => [at.resource, got])).toEqual([
    ["terraform.required_version", "=> 1.9"],
  ]);
});

test.each(["5.2.0", "~> 5.0", "!= 5.1.0", ">=4.81.0,<6.0.0", "v5", "= 5.0.0-beta1", "> 4.81, != 5.0.0, <= 5.9"])(
  "finds nothing in %s",
  (text) => {
    const found = findingsOf(RULE, version(text));

    expect(found).toEqual([]);
  },
);
