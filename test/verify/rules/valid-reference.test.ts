import { expect, test } from "vitest";
import { findingsOf, healthyFiles, terraform } from "../../support/artefacts.js";

const RULE = "valid-reference";

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a reference is to a resource that is not declared", () => {
  const found = findingsOf(
    RULE,
    terraform(({ resource }) => {
      resource.azurerm_federated_identity_credential.api.user_assigned_identity_id =
        "${azurerm_user_assigned_identity.apii.id}";
    }),
  );

  expect(found).toEqual([
    {
      rule: "valid-reference",
      severity: "error",
      environment: "artefacts",
      message:
        'azurerm_federated_identity_credential.api refers to "azurerm_user_assigned_identity.apii", which its stack does not declare',
      at: {
        file: "azure/main.tf.json",
        line: 73,
        resource: "azurerm_federated_identity_credential.api",
        field: "user_assigned_identity_id",
      },
      got: "azurerm_user_assigned_identity.apii",
      allowed: 'what the stack declares: "azurerm_user_assigned_identity.api"',
      fix: 'write "azurerm_user_assigned_identity.api"',
      shows: "Terraform: Reference to undeclared resource",
      related: [],
      docs: "docs/rules/valid-reference.md",
    },
  ]);
});

test("fails when a reference is to a variable that is not declared", () => {
  const found = findingsOf(
    RULE,
    terraform(({ resource }) => {
      resource.azurerm_key_vault.orders.name = "${var.vault}";
    }),
  ).map(({ at, got, shows }) => [at.field, got, shows]);

  expect(found).toEqual([["name", "var.vault", "Terraform: Reference to undeclared input variable"]]);
});
