import { expect, test } from "vitest";
import { type Files, findingsOf, terraform, uncheckedOf } from "../../support/artefacts.js";

const RULE = "valid-federated-subject";

function withSubject(subject: string): Files {
  return terraform(({ resource }) => {
    Object.assign(resource.azurerm_federated_identity_credential.api, { subject });
  });
}

test("fails when it has a wildcard", () => {
  const files = withSubject("system:serviceaccount:orders:*");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        'the subject "system:serviceaccount:orders:*" of azurerm_federated_identity_credential.api has a wildcard, which Entra compares as it stands',
      at: {
        file: "azure/main.tf.json",
        line: 75,
        resource: "azurerm_federated_identity_credential.api",
        field: "subject",
      },
      got: "system:serviceaccount:orders:*",
      allowed: "system:serviceaccount:<namespace>:<service account>",
      fix: "write it as system:serviceaccount:<namespace>:<service account>, in lower case and without wildcards",
      shows: "AADSTS700213: No matching federated identity record found for presented assertion subject '…'",
      related: [],
      docs: "docs/rules/valid-federated-subject.md",
    },
  ]);
});

test("fails when it has a name in capitals", () => {
  const files = withSubject("system:serviceaccount:orders:API");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        'the subject "system:serviceaccount:orders:API" of azurerm_federated_identity_credential.api names a service account that Kubernetes cannot have',
      at: {
        file: "azure/main.tf.json",
        line: 75,
        resource: "azurerm_federated_identity_credential.api",
        field: "subject",
      },
      got: "system:serviceaccount:orders:API",
      allowed: "system:serviceaccount:<namespace>:<service account>",
      fix: "write it as system:serviceaccount:<namespace>:<service account>, in lower case and without wildcards",
      shows: "AADSTS700213: No matching federated identity record found for presented assertion subject '…'",
      related: [],
      docs: "docs/rules/valid-federated-subject.md",
    },
  ]);
});

test("fails when its beginning is misspelt", () => {
  const files = withSubject("system:serviceacount:orders:api");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        'the subject "system:serviceacount:orders:api" of azurerm_federated_identity_credential.api does not begin with system:serviceaccount:',
      at: {
        file: "azure/main.tf.json",
        line: 75,
        resource: "azurerm_federated_identity_credential.api",
        field: "subject",
      },
      got: "system:serviceacount:orders:api",
      allowed: "system:serviceaccount:<namespace>:<service account>",
      fix: "write it as system:serviceaccount:<namespace>:<service account>, in lower case and without wildcards",
      shows: "AADSTS700213: No matching federated identity record found for presented assertion subject '…'",
      related: [],
      docs: "docs/rules/valid-federated-subject.md",
    },
  ]);
});

test("fails when its beginning is in another case", () => {
  const files = withSubject("System:ServiceAccount:orders:api");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        'the subject "System:ServiceAccount:orders:api" of azurerm_federated_identity_credential.api writes system:serviceaccount: in another case',
      at: {
        file: "azure/main.tf.json",
        line: 75,
        resource: "azurerm_federated_identity_credential.api",
        field: "subject",
      },
      got: "System:ServiceAccount:orders:api",
      allowed: "system:serviceaccount:<namespace>:<service account>",
      fix: "write it as system:serviceaccount:<namespace>:<service account>, in lower case and without wildcards",
      shows: "AADSTS700213: No matching federated identity record found for presented assertion subject '…'",
      related: [],
      docs: "docs/rules/valid-federated-subject.md",
    },
  ]);
});

test("fails when a part is missing", () => {
  const files = withSubject("system:serviceaccount:api");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        'the subject "system:serviceaccount:api" of azurerm_federated_identity_credential.api does not have four parts',
      at: {
        file: "azure/main.tf.json",
        line: 75,
        resource: "azurerm_federated_identity_credential.api",
        field: "subject",
      },
      got: "system:serviceaccount:api",
      allowed: "system:serviceaccount:<namespace>:<service account>",
      fix: "write it as system:serviceaccount:<namespace>:<service account>, in lower case and without wildcards",
      shows: "AADSTS700213: No matching federated identity record found for presented assertion subject '…'",
      related: [],
      docs: "docs/rules/valid-federated-subject.md",
    },
  ]);
});

test("fails when the namespace cannot be one", () => {
  const files = withSubject("system:serviceaccount:my_orders:api");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        'the subject "system:serviceaccount:my_orders:api" of azurerm_federated_identity_credential.api names a namespace that Kubernetes cannot have',
      at: {
        file: "azure/main.tf.json",
        line: 75,
        resource: "azurerm_federated_identity_credential.api",
        field: "subject",
      },
      got: "system:serviceaccount:my_orders:api",
      allowed: "system:serviceaccount:<namespace>:<service account>",
      fix: "write it as system:serviceaccount:<namespace>:<service account>, in lower case and without wildcards",
      shows: "AADSTS700213: No matching federated identity record found for presented assertion subject '…'",
      related: [],
      docs: "docs/rules/valid-federated-subject.md",
    },
  ]);
});

test("fails when a space follows it", () => {
  const files = withSubject("system:serviceaccount:orders:api ");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        'the subject "system:serviceaccount:orders:api " of azurerm_federated_identity_credential.api begins or ends with a space',
      at: {
        file: "azure/main.tf.json",
        line: 75,
        resource: "azurerm_federated_identity_credential.api",
        field: "subject",
      },
      got: "system:serviceaccount:orders:api ",
      allowed: "system:serviceaccount:<namespace>:<service account>",
      fix: "write it as system:serviceaccount:<namespace>:<service account>, in lower case and without wildcards",
      shows: "AADSTS700213: No matching federated identity record found for presented assertion subject '…'",
      related: [],
      docs: "docs/rules/valid-federated-subject.md",
    },
  ]);
});

test("fails when it is too long", () => {
  const files = withSubject(`system:serviceaccount:orders:${"a".repeat(600)}`);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        'the subject "system:serviceaccount:orders:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" of azurerm_federated_identity_credential.api has 629 characters; Entra takes 600',
      at: {
        file: "azure/main.tf.json",
        line: 75,
        resource: "azurerm_federated_identity_credential.api",
        field: "subject",
      },
      got: "system:serviceaccount:orders:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      allowed: "system:serviceaccount:<namespace>:<service account>",
      fix: "write it as system:serviceaccount:<namespace>:<service account>, in lower case and without wildcards",
      shows: "AADSTS700213: No matching federated identity record found for presented assertion subject '…'",
      related: [],
      docs: "docs/rules/valid-federated-subject.md",
    },
  ]);
});

test("fails when it is missing", () => {
  const files = terraform(({ resource }) => {
    Reflect.deleteProperty(resource.azurerm_federated_identity_credential.api, "subject");
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-federated-subject",
      severity: "error",
      environment: "artefacts",
      message: "azurerm_federated_identity_credential.api has no subject",
      at: { file: "azure/main.tf.json", line: 71, resource: "azurerm_federated_identity_credential.api" },
      allowed: "system:serviceaccount:<namespace>:<service account>",
      fix: "set subject to the service account of the pod",
      shows: 'Error: Missing required argument: The argument "subject" is required',
      related: [],
      docs: "docs/rules/valid-federated-subject.md",
    },
  ]);
});

test("leaves alone the subjects of other issuers", () => {
  const files = terraform(({ resource }) => {
    Object.assign(resource.azurerm_federated_identity_credential.api, {
      issuer: "https://token.actions.githubusercontent.com",
      subject: "repo:example/orders:*",
    });
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("takes a service account with dots in its name", () => {
  const files = withSubject("system:serviceaccount:orders:api.v2");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("cannot say what a function comes to", () => {
  const files = withSubject("system:serviceaccount:orders:${lower(var.name)}");

  const unchecked = uncheckedOf(RULE, files);

  expect(unchecked).toEqual([
    {
      rule: "valid-federated-subject",
      environment: "artefacts",
      message: "the subject of azurerm_federated_identity_credential.api is only known to a deployment",
      needs: "terraform show -json of the plan or state",
      at: {
        file: "azure/main.tf.json",
        line: 75,
        resource: "azurerm_federated_identity_credential.api",
        field: "subject",
      },
    },
  ]);
});
