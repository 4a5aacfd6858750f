import { expect, test } from "vitest";
import { environments } from "../../../environments/index.js";
import { existingCluster, keyVault, managedIdentity, newNamespace, validate } from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";

test("accepts the environments of this repository", () => {
  const problems = validate(environments);

  expect(problems).toEqual([]);
});

test("reports the problems of all environments in one run: shapes first, then in the order of the descriptions, then what environments share", () => {
  const broken = healthy({
    location: "West Europe",
    cluster: existingCluster({ name: "aks_", resourceGroup: "platform-rg" }),
    vaults: [vault, keyVault({ name: "kv-audit", softDeleteRetentionDays: 1, objects: {} })],
    workloads: [
      api({
        namespace: newNamespace("kube-public"),
        identity: managedIdentity("Orders"),
        image: "",
        mounts: [{ path: "mnt", objects: [vault.objects.dbPassword] }],
      }),
    ],
  });
  const misshapen = healthy({ name: "misshapen", location: undefined });
  const clashing = healthy({
    name: "clashing",
    tenantId: "orders",
    resourceGroup: "clashing-rg",
    cluster: existingCluster({ name: "aks-clashing", resourceGroup: "platform-rg" }),
  });

  const problems = validate([broken, misshapen, clashing]);

  expect(problems).toEqual([
    {
      rule: "valid-shape",
      severity: "error",
      message: "location is missing",
      at: "misshapen › location",
      allowed: "text",
      fix: "npm run check:types names the line and the type",
      docs: "docs/problems.md#valid-shape",
    },
    {
      rule: "valid-location",
      severity: "error",
      message: 'location "West Europe" is not valid',
      at: "test › location",
      allowed: 'lower-case letters and digits, for example "westeurope"',
      fix: 'use the short name: az account list-locations --query "[].name" -o tsv',
      docs: "docs/problems.md#valid-location",
    },
    {
      rule: "valid-cluster-name",
      severity: "error",
      message: 'cluster name "aks_" is not valid',
      at: "test › cluster › name",
      allowed: "1 to 63 letters, digits, dashes and underscores, first and last a letter or digit",
      fix: 'rename it, for example "aks"',
      docs: "docs/problems.md#valid-cluster-name",
    },
    {
      rule: "valid-retention",
      severity: "error",
      message: "retention 1 is not valid",
      at: "test › vaults[1] kv-audit › softDeleteRetentionDays",
      allowed: "a whole number from 7 to 90",
      fix: "give a whole number from 7 to 90",
      docs: "docs/problems.md#valid-retention",
    },
    {
      rule: "no-built-in-namespace",
      severity: "error",
      message: 'namespace "kube-public" is to be created, but every cluster has it',
      at: "test › workloads[0] api › namespace",
      allowed: "any namespace but default, kube-node-lease, kube-public, kube-system",
      fix: 'name it as existing: namespace: "kube-public"',
      docs: "docs/problems.md#no-built-in-namespace",
    },
    {
      rule: "valid-identity-key",
      severity: "error",
      message: 'identity key "Orders" is not valid',
      at: "test › workloads[0] api › identity › key",
      allowed: "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)",
      fix: 'rename it, for example "orders"',
      docs: "docs/problems.md#valid-identity-key",
    },
    {
      rule: "valid-image",
      severity: "error",
      message: 'image "" is not valid',
      at: "test › workloads[0] api › image",
      allowed: 'a container image without blanks, for example "busybox:1.36"',
      fix: "name the image with its tag or digest",
      docs: "docs/problems.md#valid-image",
    },
    {
      rule: "valid-mount-path",
      severity: "error",
      message: 'mount path "mnt" is not valid',
      at: "test › workloads[0] api › mounts[0] › path",
      allowed: 'an absolute path other than /, in its shortest form and without ":"',
      fix: 'give a folder of its own, for example "/mnt/secrets-store"',
      docs: "docs/problems.md#valid-mount-path",
    },
    {
      rule: "valid-guid",
      severity: "error",
      message: 'tenantId "orders" is not a GUID that names something',
      at: "clashing › tenantId",
      allowed: 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros',
      fix: "az account show --query tenantId -o tsv",
      docs: "docs/problems.md#valid-guid",
    },
    {
      rule: "unique-vault-name",
      severity: "error",
      message: 'vault name "kv-orders" is also created by environment "test"',
      at: "clashing › vaults",
      allowed: "one vault of a name in the whole of Azure",
      fix: "rename it, or describe it here with existingKeyVault(…)",
      docs: "docs/problems.md#unique-vault-name",
    },
  ]);
});
