import { expect, test } from "vitest";
import { findingsOf, terraform } from "../../support/artefacts.js";

const RULE = "no-secret-value";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/no-secret-value.md" };

test("fails when a value is written out, and does not repeat it", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, {
      azurerm_key_vault_secret: {
        db: { name: "db-password", key_vault_id: "${azurerm_key_vault.orders.id}", value: "made-up" },
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_key_vault_secret.db has its value written out",
      at: { file: "azure/main.tf.json", line: 99, resource: "azurerm_key_vault_secret.db", field: "value" },
      allowed:
        "a reference: an ephemeral variable for value_wo, or no resource at all and a value that somebody else writes",
      fix: "write value_wo with a reference to an ephemeral variable, and replace the secret: this value is known to many",
      shows: "nothing; the value stands in the artefact, in its history, and for value in the state as well",
      related: [],
    },
  ]);
});

test("fails when a value that is only written is written out", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, {
      azurerm_key_vault_secret: {
        db: {
          name: "db-password",
          key_vault_id: "${azurerm_key_vault.orders.id}",
          value_wo: "made-up",
          value_wo_version: 1,
        },
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_key_vault_secret.db has its value_wo written out",
      at: { file: "azure/main.tf.json", line: 99, resource: "azurerm_key_vault_secret.db", field: "value_wo" },
      allowed:
        "a reference: an ephemeral variable for value_wo, or no resource at all and a value that somebody else writes",
      fix: "write value_wo with a reference to an ephemeral variable, and replace the secret: this value is known to many",
      shows: "nothing; the value stands in the artefact, in its history, and for value in the state as well",
      related: [],
    },
  ]);
});

test("fails when the password of a certificate is written out", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, {
      azurerm_key_vault_certificate: {
        tls: {
          name: "ingress",
          key_vault_id: "${azurerm_key_vault.orders.id}",
          certificate: { contents: '${filebase64("tls.pfx")}', password: "made-up" },
        },
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_key_vault_certificate.tls has its certificate.password written out",
      at: {
        file: "azure/main.tf.json",
        line: 99,
        resource: "azurerm_key_vault_certificate.tls",
        field: "certificate[0].password",
      },
      allowed:
        "a reference: an ephemeral variable for value_wo, or no resource at all and a value that somebody else writes",
      fix: "write a reference to a sensitive variable, and replace the certificate: this one is known to many",
      shows: "nothing; the value stands in the artefact, in its history, and for value in the state as well",
      related: [],
    },
  ]);
});

test("notes that a plan holds the value", () => {
  const files = {
    "plan.json": JSON.stringify({
      format_version: "1.2",
      terraform_version: "1.13.0",
      planned_values: {
        root_module: {
          resources: [
            {
              address: "azurerm_key_vault_secret.db",
              mode: "managed",
              type: "azurerm_key_vault_secret",
              name: "db",
              values: { name: "db-password", value: "made-up" },
            },
          ],
        },
      },
    }),
  };

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "note",
      message: "plan.json holds the value of azurerm_key_vault_secret.db, as the state does",
      at: { file: "plan.json", line: 1, resource: "azurerm_key_vault_secret.db", field: "value" },
      allowed:
        "a reference: an ephemeral variable for value_wo, or no resource at all and a value that somebody else writes",
      fix: "keep the file where the state is kept; write the value with value_wo, which no state holds",
      shows: "nothing; the value stands in the artefact, in its history, and for value in the state as well",
      related: [],
    },
  ]);
});

test("finds nothing in a reference", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, {
      azurerm_key_vault_secret: {
        db: {
          name: "db-password",
          key_vault_id: "${azurerm_key_vault.orders.id}",
          value_wo: "${var.db}",
          value_wo_version: 1,
        },
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
