import { expect, test } from "vitest";
import { findingsOf, healthyFiles, terraform } from "../../support/artefacts.js";

const RULE = "valid-vault-objects";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/valid-vault-objects.md" };

test("finds nothing in a healthy world", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the output lists nothing", () => {
  const files = terraform((c) => Object.assign(c.output.vault_objects, { value: ["db-password"] }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'output vault_objects is ["db-password"], which lists nothing',
      at: { file: "azure/main.tf.json", line: 107, resource: "output.vault_objects" },
      allowed: '{ "<vault>": { "secrets": ["<name>"], "keys": [], "certificates": [] } }',
      fix: "write a mapping of vaults",
      related: [],
    },
  ]);
});

test("fails when a vault does not exist", () => {
  const files = terraform((c) => Object.assign(c.output.vault_objects.value, { "kv-ordrs": {} }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'output vault_objects lists the objects of vault "kv-ordrs", which the Terraform does not have',
      at: { file: "azure/main.tf.json", line: 119, resource: "output.vault_objects", field: "kv-ordrs" },
      got: "kv-ordrs",
      allowed: 'vaults of the Terraform: "kv-orders"',
      fix: 'write "kv-orders"',
      related: [],
    },
  ]);
});

test("fails when a collection does not exist", () => {
  const files = terraform((c) => Object.assign(c.output.vault_objects.value["kv-orders"], { cert: [] }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'output vault_objects lists "cert" of vault "kv-orders", which no vault has',
      at: { file: "azure/main.tf.json", line: 118, resource: "output.vault_objects", field: "cert" },
      got: "cert",
      allowed: '"secrets", "keys", "certificates"',
      fix: 'write one of "secrets", "keys", "certificates"',
      related: [],
    },
  ]);
});

test("fails when names are no list of texts", () => {
  const files = terraform((c) => Object.assign(c.output.vault_objects.value["kv-orders"], { keys: ["signing", 3] }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'output vault_objects has ["signing",3] as keys of vault "kv-orders"',
      at: { file: "azure/main.tf.json", line: 115, resource: "output.vault_objects", field: "keys" },
      allowed: "a list of names",
      fix: "write the names as a list of texts",
      related: [],
    },
  ]);
});

test("fails when a vault lists nothing", () => {
  const files = terraform((c) => Object.assign(c.output.vault_objects.value, { "kv-orders": ["db-password"] }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'output vault_objects says ["db-password"] of vault "kv-orders", which lists nothing',
      at: { file: "azure/main.tf.json", line: 108, resource: "output.vault_objects" },
      allowed: '{ "<vault>": { "secrets": ["<name>"], "keys": [], "certificates": [] } }',
      fix: "write a mapping of collections",
      related: [],
    },
  ]);
});

test("fails under strict when a resource is nearly called as the list has it", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, {
      azurerm_key_vault_key: { signing: { name: "singing", key_vault_id: "${azurerm_key_vault.orders.id}" } },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'azurerm_key_vault_key.signing makes the key "singing" of vault "kv-orders", which output vault_objects does not list',
      at: { file: "azure/main.tf.json", line: 96, resource: "azurerm_key_vault_key.signing" },
      got: "singing",
      allowed: 'what the output lists and nobody makes: "signing"',
      fix: 'write "signing", or list it',
      shows: "nothing when it is applied; whoever mounts the listed name gets 404",
      related: [],
    },
  ]);
});

test("finds nothing in an object that no pod reads", () => {
  const files = terraform((c) =>
    Object.assign(c.resource, {
      azurerm_key_vault_key: { disks: { name: "disk-encryption", key_vault_id: "${azurerm_key_vault.orders.id}" } },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
