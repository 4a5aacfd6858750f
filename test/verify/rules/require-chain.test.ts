import { expect, test } from "vitest";
import { findingsOf, healthyFiles, uncheckedOf } from "../../support/artefacts.js";

const RULE = "require-chain";

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("tells of artefacts in which nothing reads Key Vault", () => {
  const found = findingsOf(RULE, {
    "map.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: orders }\n",
  });

  expect(found).toEqual([
    {
      rule: "require-chain",
      severity: "note",
      environment: "artefacts",
      message:
        "nothing here reads Key Vault: there is no provider class of Azure, no pod that mounts one, and no vault",
      at: {
        file: "map.yaml",
        line: 1,
        resource: "ConfigMap orders/settings",
      },
      allowed: "artefacts with a SecretProviderClass, a pod that mounts one, or an azurerm_key_vault",
      fix: "verify the folder that they are in, or the output of helm template or kustomize build",
      related: [],
      docs: "docs/rules/require-chain.md",
    },
  ]);
});

test("tells of Terraform without a vault", () => {
  const found = findingsOf(RULE, {
    "main.tf.json": '{ "resource": { "azurerm_resource_group": { "orders": { "name": "orders-rg" } } } }',
  }).map(({ at }) => at.resource);

  expect(found).toEqual(["azurerm_resource_group.orders"]);
});

test("cannot tell anything of nothing", () => {
  const found = uncheckedOf(RULE, { "notes.yaml": "just: text\n" });

  expect(found).toEqual([
    {
      rule: "require-chain",
      environment: "artefacts",
      message: "there is neither a manifest nor Terraform among the artefacts",
      needs: "the manifests of the pods and provider classes, and the Terraform JSON of the vaults and identities",
    },
  ]);
});
