import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests, terraform, uncheckedOf } from "../../support/artefacts.js";

const RULE = "match-object";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/match-object.md" };
const UNCHECKED = { rule: RULE, environment: "artefacts" };

test("finds nothing in a healthy world, where a certificate is read as a secret", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the list of the vault does not have the object", () => {
  const files = manifests("objectName: signing", "objectName: sgning");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'vault "kv-orders" holds no key "sgning", which SecretProviderClass orders/api-vault reads',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "sgning",
      allowed: '"db-password", "ingress", "signing"',
      fix: 'write "signing"',
      shows:
        "FailedMount: RESPONSE 404: 404 Not Found, ERROR CODE: KeyNotFound: A key with (name/id) sgning was not found in this key vault",
      related: [],
    },
  ]);
});

test("fails when an object is read as another type", () => {
  const files = manifests(
    "objectName: signing\n          objectType: key",
    "objectName: signing\n          objectType: secret",
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: '"signing" of vault "kv-orders" is a key, and SecretProviderClass orders/api-vault reads it as secret',
      at: {
        file: "orders.yaml",
        line: 31,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectType",
      },
      got: "secret",
      allowed: "key",
      fix: "write objectType: key",
      shows:
        "FailedMount: RESPONSE 404: 404 Not Found, ERROR CODE: SecretNotFound: A secret with (name/id) signing was not found in this key vault",
      related: [{ file: "azure/main.tf.json", line: 116, resource: "output.vault_objects kv-orders/keys/signing" }],
    },
  ]);
});

test("fails when a secret is read as a certificate", () => {
  const files = manifests(
    "objectName: db-password\n          objectType: secret",
    "objectName: db-password\n          objectType: cert",
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        '"db-password" of vault "kv-orders" is a secret, and SecretProviderClass orders/api-vault reads it as cert',
      at: {
        file: "orders.yaml",
        line: 24,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectType",
      },
      got: "cert",
      allowed: "secret",
      fix: "write objectType: secret",
      shows:
        "FailedMount: RESPONSE 404: 404 Not Found, ERROR CODE: CertificateNotFound: A certificate with (name/id) db-password was not found in this key vault",
      related: [
        { file: "azure/main.tf.json", line: 110, resource: "output.vault_objects kv-orders/secrets/db-password" },
      ],
    },
  ]);
});

test("fails under strict when the case differs", () => {
  const files = manifests("objectName: signing", "objectName: Signing");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message: 'SecretProviderClass orders/api-vault writes "signing" of vault "kv-orders" as "Signing"',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "Signing",
      allowed: '"signing", as the Terraform writes it; the vault does not tell case apart, the name of the file does',
      fix: 'write "signing"',
      related: [{ file: "azure/main.tf.json", line: 116, resource: "output.vault_objects kv-orders/keys/signing" }],
    },
  ]);
});

test("fails under strict when a resource is nearly called so", () => {
  const files = terraform((c) => {
    Object.assign(c.output.vault_objects, { value: {} });
    Object.assign(c.resource, {
      azurerm_key_vault_key: { signing: { name: "singing", key_vault_id: "${azurerm_key_vault.orders.id}" } },
    });
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault reads key "signing" of vault "kv-orders", whose Terraform has "singing"',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "signing",
      allowed: "an object that the vault holds; not all of them need to be in the Terraform",
      fix: 'write "singing" if that is meant',
      shows:
        "FailedMount: RESPONSE 404: 404 Not Found, ERROR CODE: KeyNotFound: A key with (name/id) signing was not found in this key vault",
      related: [{ file: "azure/main.tf.json", line: 96, resource: "azurerm_key_vault_key.signing" }],
    },
  ]);
});

test("finds nothing in a series of names that differ by a number", () => {
  const files = terraform((c) => {
    Object.assign(c.output.vault_objects, { value: {} });
    Object.assign(c.resource, {
      azurerm_key_vault_key: { signing: { name: "signing2", key_vault_id: "${azurerm_key_vault.orders.id}" } },
    });
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the list of the vault is empty", () => {
  const files = terraform(
    (c) => Object.assign(c.output.vault_objects, { value: { "kv-orders": {} } }),
    manifests(
      "        - |\n          objectName: db-password\n          objectType: secret\n        - |\n          objectName: ingress\n          objectType: secret\n          objectAlias: tls/ingress.pem\n",
      "",
    ),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'vault "kv-orders" holds no key "signing", which SecretProviderClass orders/api-vault reads',
      at: {
        file: "orders.yaml",
        line: 23,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectName",
      },
      got: "signing",
      allowed: "nothing: the list of the vault is empty",
      fix: "add it to the vault and to the output vault_objects, or read another",
      shows:
        "FailedMount: RESPONSE 404: 404 Not Found, ERROR CODE: KeyNotFound: A key with (name/id) signing was not found in this key vault",
      related: [],
    },
  ]);
});

test("cannot tell without a list, and says so once for the vault", () => {
  const files = terraform((c) => Object.assign(c.output.vault_objects, { value: {} }));

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      ...UNCHECKED,
      message: 'the artefacts do not list everything that vault "kv-orders" holds, "signing" for one',
      needs:
        'an output vault_objects of its stack: { "kv-orders": { "secrets": […], "keys": […], "certificates": […] } }',
      at: { file: "orders.yaml", line: 29, resource: "SecretProviderClass orders/api-vault objects[2]" },
    },
  ]);
});

test("leaves what cannot be a name to the rule about names", () => {
  const files = manifests("objectName: signing", "objectName: sign_ing");

  const found = findingsOf("match-object", files);

  expect(found).toEqual([]);
});
