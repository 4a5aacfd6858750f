import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-class-name", environment: "artefacts", docs: "docs/rules/valid-class-name.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-class-name", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the name has upper case", () => {
  const files = manifests("  name: api-vault\n", "  name: Api-Vault\n");

  const found = findingsOf("valid-class-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'a provider class is called "Api-Vault", which Kubernetes does not accept',
      at: { file: "orders.yaml", line: 12, resource: "SecretProviderClass orders/Api-Vault", field: "metadata.name" },
      got: "Api-Vault",
      allowed: "at most 253 lower case letters, digits, dashes and dots, with a letter or digit first and last",
      fix: "rename it, and the volumes that mount it",
      shows:
        "metadata.name: Invalid value: \"Api-Vault\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
      related: [],
    },
  ]);
});

test("fails when the name is too long", () => {
  const files = manifests(
    "  name: api-vault\n",
    "  name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
  );

  const found = findingsOf("valid-class-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'a provider class is called "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…, which Kubernetes does not accept',
      at: {
        file: "orders.yaml",
        line: 12,
        resource:
          "SecretProviderClass orders/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        field: "metadata.name",
      },
      got: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…",
      allowed: "at most 253 lower case letters, digits, dashes and dots, with a letter or digit first and last",
      fix: "rename it, and the volumes that mount it",
      shows:
        "metadata.name: Invalid value: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
      related: [],
    },
  ]);
});

test("warns when a long name may not leave room for the names made of it", () => {
  const files = manifests(
    "  name: api-vault\n",
    "  name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
  );

  const found = findingsOf("valid-class-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        "the name of SecretProviderClass orders/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa is so long that <pod>-<namespace>-<class> may have 254 characters",
      at: {
        file: "orders.yaml",
        line: 12,
        resource:
          "SecretProviderClass orders/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        field: "metadata.name",
      },
      got: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…",
      allowed: "253 characters for the three and two dashes; a class of at most 125 always fits",
      fix: "shorten the name of the class, and the volumes that mount it",
      shows:
        "FailedMount: failed to create secret provider class pod status for pod …, err: … metadata.name: Invalid value: … must be no more than 253 characters",
      related: [],
    },
  ]);
});

test("fails when a pod that mounts it has no room", () => {
  const files = manifests(
    "secretProviderClass: api-vault",
    "secretProviderClass: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    manifests(
      "  name: api-vault\n",
      "  name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
    ),
  );

  const found = findingsOf("valid-class-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "the name of SecretProviderClass orders/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa is so long that <pod>-<namespace>-<class> has 258 characters",
      at: {
        file: "orders.yaml",
        line: 12,
        resource:
          "SecretProviderClass orders/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        field: "metadata.name",
      },
      got: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…",
      allowed: "253 characters for the three and two dashes; a class of at most 125 always fits",
      fix: "shorten the name of the class, and the volumes that mount it",
      shows:
        "FailedMount: failed to create secret provider class pod status for pod …, err: … metadata.name: Invalid value: … must be no more than 253 characters",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("takes a long name that fits its pods", () => {
  const files = manifests(
    "secretProviderClass: api-vault",
    "secretProviderClass: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    manifests(
      "  name: api-vault\n",
      "  name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
    ),
  );

  const found = findingsOf("valid-class-name", files);

  expect(found).toEqual([]);
});

test("takes dots", () => {
  const files = manifests("  name: api-vault\n", "  name: api.vault\n");

  const found = findingsOf("valid-class-name", files);

  expect(found).toEqual([]);
});

test("leaves a name that Kubernetes makes up alone", () => {
  const files = manifests("  name: api-vault\n", "  generateName: api-vault-\n");

  const found = findingsOf("valid-class-name", files);

  expect(found).toEqual([]);
});

test("warns when a tool has still to fill in the name", () => {
  const files = manifests("  name: api-vault\n", "  name: ${APP_NAME}-vault\n");

  const found = findingsOf("valid-class-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'a provider class is called "${APP_NAME}-vault", which a tool has still to fill in',
      at: {
        file: "orders.yaml",
        line: 12,
        resource: "SecretProviderClass orders/${APP_NAME}-vault",
        field: "metadata.name",
      },
      got: "${APP_NAME}-vault",
      allowed: "at most 253 lower case letters, digits, dashes and dots, with a letter or digit first and last",
      fix: "give the manifest as it is applied, with its variables filled in",
      shows:
        "metadata.name: Invalid value: \"${APP_NAME}-vault\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
      related: [],
    },
  ]);
});

test.each([
  ["__NAME__", "warning"],
  ['"#{NAME}#"', "warning"],
  ["<NAME>", "error"],
  ["REPLACE_WITH_NAME", "error"],
])("of the name %s it is an %s", (name, severity) => {
  const files = manifests("  name: api-vault\n", `  name: ${name}\n`);

  const found = findingsOf("valid-class-name", files);

  expect(found.map((one) => one.severity)).toEqual([severity]);
});
