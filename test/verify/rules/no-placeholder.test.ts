import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "no-placeholder", environment: "artefacts", docs: "docs/rules/no-placeholder.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("no-placeholder", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a parameter is still to be filled in", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: <KEY_VAULT_NAME>");

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'keyvaultName of SecretProviderClass orders/api-vault is "<KEY_VAULT_NAME>", which somebody has still to fill in',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: '"<KEY_VAULT_NAME>"',
      allowed: "the value itself",
      fix: "write the value",
      shows: "nothing at first: the provider takes the text as it stands, and Entra or the vault refuses it",
      related: [],
    },
  ]);
});

test("fails when a name is still to be filled in", () => {
  const files = manifests("          objectName: db-password\n", "          objectName: <SECRET_NAME>\n");

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectName of SecretProviderClass orders/api-vault objects[0] is "<SECRET_NAME>", which somebody has still to fill in',
      at: {
        file: "orders.yaml",
        line: 23,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectName",
      },
      got: '"<SECRET_NAME>"',
      allowed: "the value itself",
      fix: "write the value",
      shows: "nothing at first: the provider takes the text as it stands, and Entra or the vault refuses it",
      related: [],
    },
  ]);
});

test("warns when a tool may still fill it in", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: ${KEY_VAULT_NAME}");

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'keyvaultName of SecretProviderClass orders/api-vault is "${KEY_VAULT_NAME}", which a tool has still to fill in',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: '"${KEY_VAULT_NAME}"',
      allowed: "the value itself",
      fix: "give the manifest as it is applied, with its variables filled in",
      shows: "nothing at first: the provider takes the text as it stands, and Entra or the vault refuses it",
      related: [],
    },
  ]);
});

test("warns when a field is a variable", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: ${ALIAS}");

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'objectAlias of SecretProviderClass orders/api-vault objects[1] is "${ALIAS}", which a tool has still to fill in',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: '"${ALIAS}"',
      allowed: "the value itself",
      fix: "give the manifest as it is applied, with its variables filled in",
      shows: "nothing at first: the provider takes the text as it stands, and Entra or the vault refuses it",
      related: [],
    },
  ]);
});

test("leaves ids to the rules about ids", () => {
  const files = manifests('    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n', '    clientID: "<CLIENT_ID>"\n');

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([]);
});

test("takes a name that has `your` in it", () => {
  const files = manifests("          objectName: db-password\n", "          objectName: find-your-store-key\n");

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([]);
});
