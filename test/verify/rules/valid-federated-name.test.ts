import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, terraform } from "../../support/artefacts.js";

const RULE = "valid-federated-name";

function withName(name: string): Files {
  return terraform(({ resource }) => {
    Object.assign(resource.azurerm_federated_identity_credential.api, { name });
  });
}

test("finds nothing where the name is valid", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when it has a character that Entra refuses", () => {
  const files = withName("orders/api");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-name",
      severity: "error",
      environment: "artefacts",
      message: 'the name "orders/api" of azurerm_federated_identity_credential.api is not valid',
      at: {
        file: "azure/main.tf.json",
        line: 72,
        resource: "azurerm_federated_identity_credential.api",
        field: "name",
      },
      got: "orders/api",
      allowed: "3 to 120 letters, digits, dashes and underscores, the first a letter or digit",
      fix: "rename it; name cannot change, so it is made anew",
      shows: "nothing before it is applied; then Azure refuses the credential",
      related: [],
      docs: "docs/rules/valid-federated-name.md",
    },
  ]);
});

test("fails when it is too short", () => {
  const files = withName("ab");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-name",
      severity: "error",
      environment: "artefacts",
      message: 'the name "ab" of azurerm_federated_identity_credential.api is not valid',
      at: {
        file: "azure/main.tf.json",
        line: 72,
        resource: "azurerm_federated_identity_credential.api",
        field: "name",
      },
      got: "ab",
      allowed: "3 to 120 letters, digits, dashes and underscores, the first a letter or digit",
      fix: "rename it; name cannot change, so it is made anew",
      shows: "nothing before it is applied; then Azure refuses the credential",
      related: [],
      docs: "docs/rules/valid-federated-name.md",
    },
  ]);
});

test("fails when it is too long", () => {
  const files = withName("a".repeat(121));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-name",
      severity: "error",
      environment: "artefacts",
      message:
        'the name "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" of azurerm_federated_identity_credential.api is not valid',
      at: {
        file: "azure/main.tf.json",
        line: 72,
        resource: "azurerm_federated_identity_credential.api",
        field: "name",
      },
      got: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      allowed: "3 to 120 letters, digits, dashes and underscores, the first a letter or digit",
      fix: "rename it; name cannot change, so it is made anew",
      shows: "nothing before it is applied; then Azure refuses the credential",
      related: [],
      docs: "docs/rules/valid-federated-name.md",
    },
  ]);
});

test("fails when it is missing", () => {
  const files = terraform(({ resource }) => {
    Reflect.deleteProperty(resource.azurerm_federated_identity_credential.api, "name");
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-name",
      severity: "error",
      environment: "artefacts",
      message: "azurerm_federated_identity_credential.api has no name",
      at: { file: "azure/main.tf.json", line: 71, resource: "azurerm_federated_identity_credential.api" },
      allowed: "3 to 120 letters, digits, dashes and underscores, the first a letter or digit",
      fix: "set name",
      shows: 'Error: Missing required argument: The argument "name" is required',
      related: [],
      docs: "docs/rules/valid-federated-name.md",
    },
  ]);
});

test("takes a name of 120 characters", () => {
  const files = withName("a".repeat(120));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
