import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-cloud-name", environment: "artefacts", docs: "docs/rules/valid-cloud-name.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-cloud-name", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when there is no such cloud", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    "    keyvaultName: kv-orders\n    cloudName: AzurePublicClod\n",
  );

  const found = findingsOf("valid-cloud-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'cloudName of SecretProviderClass orders/api-vault is "AzurePublicClod", which is no Azure cloud',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.cloudName",
      },
      got: "AzurePublicClod",
      allowed:
        "AzurePublicCloud, AzureUSGovernmentCloud, AzureChinaCloud, AzureStackCloud; in any case; nothing for the public cloud",
      fix: 'did you mean "AzurePublicCloud"?',
      shows:
        'FailedMount: failed to mount objects, error: cloudName AzurePublicClod is not valid, error: autorest/azure: There is no cloud environment matching the name "AZUREPUBLICCLOD"',
      related: [],
    },
  ]);
});

test("fails when the name is that of another tool", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    "    keyvaultName: kv-orders\n    cloudName: usgovernment\n",
  );

  const found = findingsOf("valid-cloud-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'cloudName of SecretProviderClass orders/api-vault is "usgovernment", which is no Azure cloud',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.cloudName",
      },
      got: "usgovernment",
      allowed:
        "AzurePublicCloud, AzureUSGovernmentCloud, AzureChinaCloud, AzureStackCloud; in any case; nothing for the public cloud",
      fix: 'write "AzureUSGovernmentCloud"',
      shows:
        'FailedMount: failed to mount objects, error: cloudName usgovernment is not valid, error: autorest/azure: There is no cloud environment matching the name "USGOVERNMENT"',
      related: [],
    },
  ]);
});

test("warns when the cloud is no more", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    "    keyvaultName: kv-orders\n    cloudName: AzureGermanCloud\n",
  );

  const found = findingsOf("valid-cloud-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'cloudName of SecretProviderClass orders/api-vault is "AzureGermanCloud", a cloud that is no more',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.cloudName",
      },
      got: "AzureGermanCloud",
      allowed:
        "AzurePublicCloud, AzureUSGovernmentCloud, AzureChinaCloud, AzureStackCloud; in any case; nothing for the public cloud",
      fix: "leave it out for the public cloud",
      shows: "FailedMount: failed to mount objects, error: … no such host, for the addresses of AzureGermanCloud",
      related: [],
    },
  ]);
});

test("fails when an Azure Stack cloud has no file of its endpoints", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    "    keyvaultName: kv-orders\n    cloudName: AzureStackCloud\n",
  );

  const found = findingsOf("valid-cloud-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault is for an Azure Stack cloud, and names no file of its endpoints",
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.cloudName",
      },
      got: "AzureStackCloud",
      allowed: "AzureStackCloud together with cloudEnvFileName, a path inside the pod of the provider",
      fix: "set cloudEnvFileName, or name a public cloud",
      shows:
        "FailedMount: failed to mount objects, error: cloudName AzureStackCloud is not valid, error: open : no such file or directory",
      related: [],
    },
  ]);
});

test("warns when the file is meant for the add-on of AKS", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    "    keyvaultName: kv-orders\n    cloudName: azurestackcloud\n    cloudEnvFileName: /etc/stack.json\n",
  );

  const found = findingsOf("valid-cloud-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        "cloudEnvFileName of SecretProviderClass orders/api-vault names a file in the pod of the provider, where the add-on of AKS has none",
      at: {
        file: "orders.yaml",
        line: 21,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.cloudEnvFileName",
      },
      got: "/etc/stack.json",
      allowed: "only with AzureStackCloud, and a provider that is not the add-on of AKS",
      fix: "leave it out",
      related: [],
    },
  ]);
});

test("warns when there is a file for a cloud that needs none", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    "    keyvaultName: kv-orders\n    cloudEnvFileName: /etc/stack.json\n",
  );

  const found = findingsOf("valid-cloud-name", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: "cloudEnvFileName of SecretProviderClass orders/api-vault is set, and the cloud is no Azure Stack",
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.cloudEnvFileName",
      },
      got: "/etc/stack.json",
      allowed: "only with AzureStackCloud, and a provider that is not the add-on of AKS",
      fix: "leave it out",
      related: [],
    },
  ]);
});

test("takes any case, and the other names of a cloud", () => {
  const files = manifests("    keyvaultName: kv-orders\n", "    keyvaultName: kv-orders\n    cloudName: AZURECLOUD\n");

  const found = findingsOf("valid-cloud-name", files);

  expect(found).toEqual([]);
});

test("takes an Azure Stack cloud on a cluster that is not AKS", () => {
  const stack = manifests(
    "    keyvaultName: kv-orders\n",
    "    keyvaultName: kv-orders\n    cloudName: AzureStackCloud\n    cloudEnvFileName: /etc/stack.json\n",
  );
  const files = { "class.yaml": stack["orders.yaml"] ?? "" };

  const found = findingsOf("valid-cloud-name", files);

  expect(found).toEqual([]);
});
