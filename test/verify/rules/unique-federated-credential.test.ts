import { expect, test } from "vitest";
import { type Files, findingsOf, ISSUER, terraform } from "../../support/artefacts.js";

const RULE = "unique-federated-credential";

function withMore(more: object): Files {
  return terraform(({ resource: { azurerm_federated_identity_credential: credentials } }) => {
    Object.assign(credentials, { more: { ...credentials.api, ...more } });
  });
}

test("finds nothing where issuer and subject differ", () => {
  const files = withMore({ name: "jobs", subject: "system:serviceaccount:orders:jobs" });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when issuer and subject are the same", () => {
  const files = withMore({ name: "again" });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "unique-federated-credential",
      severity: "error",
      environment: "artefacts",
      message:
        'azurerm_federated_identity_credential.more trusts "system:serviceaccount:orders:api" of the same issuer as azurerm_federated_identity_credential.api does, on the same identity',
      at: {
        file: "azure/main.tf.json",
        line: 84,
        resource: "azurerm_federated_identity_credential.more",
        field: "subject",
      },
      got: "system:serviceaccount:orders:api",
      allowed: "one federated credential for each issuer and subject of an identity",
      fix: "remove one of them, or give it to the identity that it is for",
      shows: "Issuer and subject combination already exists",
      related: [{ file: "azure/main.tf.json", line: 71, resource: "azurerm_federated_identity_credential.api" }],
      docs: "docs/rules/unique-federated-credential.md",
    },
  ]);
});

test("fails when the name is the same", () => {
  const files = withMore({ subject: "system:serviceaccount:orders:jobs" });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "unique-federated-credential",
      severity: "error",
      environment: "artefacts",
      message:
        'azurerm_federated_identity_credential.more is called "orders-api" as azurerm_federated_identity_credential.api is, on the same identity',
      at: {
        file: "azure/main.tf.json",
        line: 81,
        resource: "azurerm_federated_identity_credential.more",
        field: "name",
      },
      got: "orders-api",
      allowed: "one federated credential of each name on an identity",
      fix: "rename one of them",
      shows: "Error: A resource with the ID … already exists",
      related: [{ file: "azure/main.tf.json", line: 71, resource: "azurerm_federated_identity_credential.api" }],
      docs: "docs/rules/unique-federated-credential.md",
    },
  ]);
});

test("takes the same subject of another issuer", () => {
  const files = withMore({ name: "again", issuer: ISSUER.replace("westeurope", "northeurope") });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
