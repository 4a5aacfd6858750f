import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, terraform, uncheckedOf } from "../../support/artefacts.js";

const RULE = "valid-federated-audience";

function withAudience(...audience: readonly string[]): Files {
  return terraform((config) => {
    Object.assign(config, { variable: { audience: { type: "string" } } });
    Object.assign(config.resource.azurerm_federated_identity_credential.api, { audience });
  });
}

test("finds nothing where the audience is that of the provider", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when it is in another case", () => {
  const files = withAudience("api://azureadtokenexchange");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-audience",
      severity: "error",
      environment: "artefacts",
      message:
        'the audience "api://azureadtokenexchange" of azurerm_federated_identity_credential.api is in another case than that of the tokens',
      at: {
        file: "azure/main.tf.json",
        line: 77,
        resource: "azurerm_federated_identity_credential.api",
        field: "audience[0]",
      },
      got: "api://azureadtokenexchange",
      allowed: "api://AzureADTokenExchange, letter by letter",
      fix: 'write "api://AzureADTokenExchange"',
      shows:
        "AADSTS700212: No matching federated identity record found for presented assertion audience 'api://AzureADTokenExchange'",
      related: [],
      docs: "docs/rules/valid-federated-audience.md",
    },
  ]);
});

test("fails when it ends with a slash", () => {
  const files = withAudience("api://AzureADTokenExchange/");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-audience",
      severity: "error",
      environment: "artefacts",
      message:
        'the audience "api://AzureADTokenExchange/" of azurerm_federated_identity_credential.api has more than the tokens say',
      at: {
        file: "azure/main.tf.json",
        line: 77,
        resource: "azurerm_federated_identity_credential.api",
        field: "audience[0]",
      },
      got: "api://AzureADTokenExchange/",
      allowed: "api://AzureADTokenExchange, letter by letter",
      fix: 'write "api://AzureADTokenExchange"',
      shows:
        "AADSTS700212: No matching federated identity record found for presented assertion audience 'api://AzureADTokenExchange'",
      related: [],
      docs: "docs/rules/valid-federated-audience.md",
    },
  ]);
});

test("fails when it is that of another cloud", () => {
  const files = withAudience("api://AzureADTokenExchangeUSGov");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-audience",
      severity: "error",
      environment: "artefacts",
      message:
        'the audience "api://AzureADTokenExchangeUSGov" of azurerm_federated_identity_credential.api is that of another cloud; the provider asks for the same audience in every cloud',
      at: {
        file: "azure/main.tf.json",
        line: 77,
        resource: "azurerm_federated_identity_credential.api",
        field: "audience[0]",
      },
      got: "api://AzureADTokenExchangeUSGov",
      allowed: "api://AzureADTokenExchange, letter by letter",
      fix: 'write "api://AzureADTokenExchange"',
      shows:
        "AADSTS700212: No matching federated identity record found for presented assertion audience 'api://AzureADTokenExchange'",
      related: [],
      docs: "docs/rules/valid-federated-audience.md",
    },
  ]);
});

test("fails when it is that of identity bindings", () => {
  const files = withAudience("api://AKSIdentityBinding");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-audience",
      severity: "error",
      environment: "artefacts",
      message:
        'the audience "api://AKSIdentityBinding" of azurerm_federated_identity_credential.api is that of identity bindings, which need no credential',
      at: {
        file: "azure/main.tf.json",
        line: 77,
        resource: "azurerm_federated_identity_credential.api",
        field: "audience[0]",
      },
      got: "api://AKSIdentityBinding",
      allowed: "api://AzureADTokenExchange, letter by letter",
      fix: 'write "api://AzureADTokenExchange"',
      shows:
        "AADSTS700212: No matching federated identity record found for presented assertion audience 'api://AzureADTokenExchange'",
      related: [],
      docs: "docs/rules/valid-federated-audience.md",
    },
  ]);
});

test("fails when it is something else", () => {
  const files = withAudience("https://vault.azure.net");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-audience",
      severity: "error",
      environment: "artefacts",
      message:
        'the audience "https://vault.azure.net" of azurerm_federated_identity_credential.api is not that of the tokens',
      at: {
        file: "azure/main.tf.json",
        line: 77,
        resource: "azurerm_federated_identity_credential.api",
        field: "audience[0]",
      },
      got: "https://vault.azure.net",
      allowed: "api://AzureADTokenExchange, letter by letter",
      fix: 'write "api://AzureADTokenExchange"',
      shows:
        "AADSTS700212: No matching federated identity record found for presented assertion audience 'api://AzureADTokenExchange'",
      related: [],
      docs: "docs/rules/valid-federated-audience.md",
    },
  ]);
});

test("fails when there are two", () => {
  const files = withAudience("api://AzureADTokenExchange", "api://other");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-audience",
      severity: "error",
      environment: "artefacts",
      message: "azurerm_federated_identity_credential.api has 2 audiences",
      at: {
        file: "azure/main.tf.json",
        line: 76,
        resource: "azurerm_federated_identity_credential.api",
        field: "audience",
      },
      got: '"api://AzureADTokenExchange", "api://other"',
      allowed: "exactly one: api://AzureADTokenExchange",
      fix: 'write audience = ["api://AzureADTokenExchange"]',
      shows: "Error: Too many list items: Attribute audience supports 1 item maximum",
      related: [],
      docs: "docs/rules/valid-federated-audience.md",
    },
  ]);
});

test("fails when there is none", () => {
  const files = withAudience();

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-audience",
      severity: "error",
      environment: "artefacts",
      message: "azurerm_federated_identity_credential.api has no audience",
      at: { file: "azure/main.tf.json", line: 71, resource: "azurerm_federated_identity_credential.api" },
      allowed: "exactly one: api://AzureADTokenExchange",
      fix: 'write audience = ["api://AzureADTokenExchange"]',
      related: [],
      docs: "docs/rules/valid-federated-audience.md",
    },
  ]);
});

test("cannot say what a variable comes to", () => {
  const files = withAudience("${var.audience}");

  const unchecked = uncheckedOf(RULE, files);

  expect(unchecked).toEqual([
    {
      rule: "valid-federated-audience",
      environment: "artefacts",
      message: "the audience of azurerm_federated_identity_credential.api is only known to a deployment",
      needs: "terraform show -json of the plan or state",
      at: {
        file: "azure/main.tf.json",
        line: 76,
        resource: "azurerm_federated_identity_credential.api",
        field: "audience",
      },
    },
  ]);
});

test("fails when the audience is a text and no list", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_federated_identity_credential.api, { audience: "api://AzureADTokenExchange" }),
  );

  const found = findingsOf("valid-federated-audience", files);

  expect(found).toEqual([
    expect.objectContaining({
      severity: "error",
      message: "audience of azurerm_federated_identity_credential.api is a text, and has to be a list",
      fix: 'write audience = ["api://AzureADTokenExchange"]',
    }),
  ]);
});
