import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests, terraform } from "../../support/artefacts.js";

const RULE = "valid-key-type";

/** The healthy world with the key that its class mounts, as a resource. */
function signing(type: string, body: object, files: Files = healthyFiles): Files {
  return terraform((c) => {
    Object.assign(c.resource, {
      [type]: { signing: { name: "signing", key_vault_id: "${azurerm_key_vault.orders.id}", ...body } },
    });
  }, files);
}

test("finds nothing on keys that the provider can write", () => {
  const kinds = [
    { key_type: "RSA", key_size: 4096 },
    { key_type: "EC-HSM", curve: "P-256" },
    { key_type: "EC", curve: "P-521" },
    { key_type: "EC" },
    { key_type: "${var.type}", curve: "${var.curve}" },
  ];

  const found = kinds.flatMap((kind) => findingsOf(RULE, signing("azurerm_key_vault_key", kind)));

  expect(found).toEqual([]);
});

test("fails when a mounted key is on a curve that the provider does not know", () => {
  const found = findingsOf(RULE, signing("azurerm_key_vault_key", { key_type: "EC", curve: "P-256K" }));

  expect(found).toEqual([
    {
      rule: "valid-key-type",
      severity: "error",
      environment: "artefacts",
      message:
        'SecretProviderClass orders/api-vault mounts the key "signing", whose curve "P-256K" the provider cannot write',
      at: {
        file: "orders.yaml",
        line: 30,
        resource: "SecretProviderClass orders/api-vault objects[2]",
        field: "objectName",
      },
      got: "P-256K",
      allowed: "keys of type RSA or EC, on one of the curves P-256, P-384 and P-521",
      fix: "make a key of another kind, or let the app use this one through the API of the vault",
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:key, objectName:signing, objectVersion:: curve P-256K is not supported",
      related: [{ file: "azure/main.tf.json", line: 96, resource: "azurerm_key_vault_key.signing" }],
      docs: "docs/rules/valid-key-type.md",
    },
  ]);
});

test("fails when a mounted key is symmetric, or the one of a certificate on such a curve", () => {
  const worlds = [
    signing("azurerm_key_vault_key", { key_type: "oct-HSM" }),
    signing("azurerm_key_vault_key", { key_type: "EC", curve: "SECP256K1" }),
    signing("azurerm_key_vault_certificate", {
      certificate_policy: { key_properties: { key_type: "EC", curve: "P-256K", exportable: true } },
    }),
    signing("azurerm_key_vault_certificate", { certificate_policy: [{ key_properties: [{ key_type: "oct" }] }] }),
  ];

  const found = worlds.map((files) => findingsOf(RULE, files).map(({ got, shows }) => [got, shows?.split(":: ")[1]]));

  expect(found).toEqual([
    [["oct-HSM", "failed to get key. key type 'oct-HSM' currently not supported"]],
    [["SECP256K1", "curve SECP256K1 is not supported"]],
    [["P-256K", "curve P-256K is not supported"]],
    [["oct", "failed to get key. key type 'oct' currently not supported"]],
  ]);
});

test("finds nothing on a key that is not mounted, or a certificate that is not mounted as a key", () => {
  const onCurve = { key_type: "EC", curve: "P-256K" };
  const worlds = [
    manifests("objectName: signing", "objectName: other", signing("azurerm_key_vault_key", onCurve)),
    manifests(
      "objectType: key",
      "objectType: cert",
      signing("azurerm_key_vault_certificate", { certificate_policy: { key_properties: onCurve } }),
    ),
  ];

  const found = worlds.flatMap((files) => findingsOf(RULE, files));

  expect(found).toEqual([]);
});
