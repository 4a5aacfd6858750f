import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests, terraform } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "no-pinned-version", environment: "artefacts", docs: "docs/rules/no-pinned-version.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("no-pinned-version", healthyFiles);

  expect(found).toEqual([]);
});

test("warns when a version is pinned and the cluster rotates", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersion: 0123456789abcdef0123456789abcdef\n",
  );

  const found = findingsOf("no-pinned-version", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        "SecretProviderClass orders/api-vault objects[0] is pinned to one version, so the rotation of the cluster never changes its file",
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectVersion",
      },
      got: "0123456789abcdef0123456789abcdef",
      allowed: "no objectVersion, which means the latest",
      fix: "leave objectVersion out, unless the value must not change",
      related: [],
    },
  ]);
});

test("does not mind the word latest", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectVersion: latest\n",
  );

  const found = findingsOf("no-pinned-version", files);

  expect(found).toEqual([]);
});

test("notes a pinned version where the cluster does not rotate", () => {
  const pinned = manifests(
    "          objectName: db-password\n",
    "          objectName: db-password\n          objectVersion: 0123456789abcdef0123456789abcdef\n",
  );
  const files = terraform((config) => {
    config.resource.azurerm_kubernetes_cluster.main.key_vault_secrets_provider.secret_rotation_enabled = false;
  }, pinned);

  const found = findingsOf("no-pinned-version", files);

  expect(found.map(({ severity, message }) => ({ severity, message }))).toEqual([
    {
      severity: "note",
      message:
        "SecretProviderClass orders/api-vault objects[0] is pinned to one version, so a new value in the vault never changes its file",
    },
  ]);
});
