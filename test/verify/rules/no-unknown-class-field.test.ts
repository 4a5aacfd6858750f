import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = {
  rule: "no-unknown-class-field",
  environment: "artefacts",
  docs: "docs/rules/no-unknown-class-field.md",
};

test("finds nothing in a healthy world", () => {
  const found = findingsOf("no-unknown-class-field", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the provider is misspelt", () => {
  const files = manifests("  provider: azure\n", "  providers: azure\n");

  const found = findingsOf("no-unknown-class-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault has the key "providers", which the driver does not have and the API server drops',
      at: { file: "orders.yaml", line: 15, resource: "SecretProviderClass orders/api-vault", field: "spec.providers" },
      got: "providers",
      allowed: "provider, parameters, secretObjects; case matters",
      fix: 'write "provider"',
      shows: "FailedMount: provider not set in orders/api-vault",
      related: [],
    },
  ]);
});

test("fails when the parameters are misspelt", () => {
  const files = manifests("  parameters:\n", "  params:\n");

  const found = findingsOf("no-unknown-class-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault has the key "params", which the driver does not have and the API server drops',
      at: { file: "orders.yaml", line: 16, resource: "SecretProviderClass orders/api-vault", field: "spec.params" },
      got: "params",
      allowed: "provider, parameters, secretObjects; case matters",
      fix: 'write "parameters"',
      shows: "FailedMount: parameters not set in orders/api-vault",
      related: [],
    },
  ]);
});

test("fails when the synced Secrets are misspelt", () => {
  const files = manifests("  secretObjects:\n", "  secretObject:\n");

  const found = findingsOf("no-unknown-class-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault has the key "secretObject", which the driver does not have and the API server drops',
      at: {
        file: "orders.yaml",
        line: 32,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.secretObject",
      },
      got: "secretObject",
      allowed: "provider, parameters, secretObjects; case matters",
      fix: 'write "secretObjects"',
      related: [],
    },
  ]);
});

test("fails when the objects stand beside the parameters", () => {
  const files = manifests("  provider: azure\n", "  provider: azure\n  objects: |\n    array: []\n");

  const found = findingsOf("no-unknown-class-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault has the key "objects", which the driver does not have and the API server drops',
      at: { file: "orders.yaml", line: 16, resource: "SecretProviderClass orders/api-vault", field: "spec.objects" },
      got: "objects",
      allowed: "provider, parameters, secretObjects; case matters",
      fix: "move it into spec.parameters",
      related: [],
    },
  ]);
});

test("fails when a key stands beside spec", () => {
  const files = manifests("spec:\n  provider: azure\n", "provider: azure\nspec:\n");

  const found = findingsOf("no-unknown-class-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "provider of SecretProviderClass orders/api-vault stands beside spec, where the API server drops it",
      at: { file: "orders.yaml", line: 14, resource: "SecretProviderClass orders/api-vault", field: "provider" },
      got: "provider",
      allowed: "spec.provider",
      fix: "indent it below spec",
      shows: "FailedMount: provider not set in orders/api-vault",
      related: [],
    },
  ]);
});

test("fails when spec is misspelt", () => {
  const files = manifests("spec:\n  provider: azure\n", "Spec:\n  provider: azure\n");

  const found = findingsOf("no-unknown-class-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault has the key "Spec", which the driver does not have and the API server drops',
      at: { file: "orders.yaml", line: 14, resource: "SecretProviderClass orders/api-vault", field: "Spec" },
      got: "Spec",
      allowed: "apiVersion, kind, metadata, spec; case matters",
      fix: 'write "spec"',
      shows: "FailedMount: provider not set in orders/api-vault",
      related: [],
    },
  ]);
});

test("warns when a key is unknown", () => {
  const files = manifests("  provider: azure\n", "  provider: azure\n  owner: orders\n");

  const found = findingsOf("no-unknown-class-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault has the key "owner", which the driver does not have and the API server drops',
      at: { file: "orders.yaml", line: 16, resource: "SecretProviderClass orders/api-vault", field: "spec.owner" },
      got: "owner",
      allowed: "provider, parameters, secretObjects; case matters",
      fix: "leave it out",
      related: [],
    },
  ]);
});

test("notes what a synced Secret calls its name", () => {
  const files = manifests("    - secretName: api-database\n", "    - secretname: api-database\n");

  const found = findingsOf("no-unknown-class-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "note",
      message:
        'SecretProviderClass orders/api-vault has the key "secretname", which the driver does not have and the API server drops',
      at: {
        file: "orders.yaml",
        line: 33,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.secretObjects[0].secretname",
      },
      got: "secretname",
      allowed: "secretName, type, data, labels, annotations; case matters",
      fix: 'write "secretName"',
      related: [],
    },
  ]);
});

test("notes what a synced Secret calls its file", () => {
  const files = manifests("        - objectName: db-password\n", "        - objectname: db-password\n");

  const found = findingsOf("no-unknown-class-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "note",
      message:
        'SecretProviderClass orders/api-vault has the key "objectname", which the driver does not have and the API server drops',
      at: {
        file: "orders.yaml",
        line: 36,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.secretObjects[0].data[0].objectname",
      },
      got: "objectname",
      allowed: "objectName, key; case matters",
      fix: 'write "objectName"',
      related: [],
    },
  ]);
});

test("warns when labels are misspelt", () => {
  const files = manifests("    - secretName: api-database\n", "    - secretName: api-database\n      label: {}\n");

  const found = findingsOf("no-unknown-class-field", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault has the key "label", which the driver does not have and the API server drops',
      at: {
        file: "orders.yaml",
        line: 34,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.secretObjects[0].label",
      },
      got: "label",
      allowed: "secretName, type, data, labels, annotations; case matters",
      fix: 'write "labels"',
      related: [],
    },
  ]);
});
