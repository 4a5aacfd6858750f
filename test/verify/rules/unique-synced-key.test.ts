import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

function twice(file: string): Files {
  const entry = "        - objectName: db-password\n          key: PASSWORD\n";
  return manifests(entry, `${entry}        - objectName: ${file}\n          key: PASSWORD\n`);
}

const ALWAYS = {
  rule: "unique-synced-key",
  environment: "artefacts",
  docs: "docs/rules/unique-synced-key.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("unique-synced-key", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when two files are written to one key", () => {
  const files = twice("tls/ingress.pem");

  const findings = findingsOf("unique-synced-key", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Secret "api-database" of SecretProviderClass orders/api-vault gets the key "PASSWORD" 2 times',
      at: {
        file: "orders.yaml",
        line: 39,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "data[1].key",
      },
      got: "PASSWORD",
      allowed: "each key once",
      fix: 'give the entries of "db-password" and "tls/ingress.pem" keys of their own',
      shows: 'nothing: the Secret holds "tls/ingress.pem" under the key, and nothing of the others',
      related: [],
    },
  ]);
});

test("fails when a file is written to a key twice", () => {
  const files = twice("db-password");

  const findings = findingsOf("unique-synced-key", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Secret "api-database" of SecretProviderClass orders/api-vault gets the key "PASSWORD" 2 times',
      at: {
        file: "orders.yaml",
        line: 39,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "data[1].key",
      },
      got: "PASSWORD",
      allowed: "each key once",
      fix: "remove all entries of the key but one",
      shows: 'nothing: the Secret holds "db-password" under the key, and nothing of the others',
      related: [],
    },
  ]);
});
