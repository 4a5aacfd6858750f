import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-identity-mode", environment: "artefacts", docs: "docs/rules/valid-identity-mode.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-identity-mode", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when two modes are selected", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    usePodIdentity: "true"\n    useVMManagedIdentity: "1"\n',
  );

  const found = findingsOf("valid-identity-mode", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "SecretProviderClass orders/api-vault selects more than one identity mode: usePodIdentity and useVMManagedIdentity",
      at: {
        file: "orders.yaml",
        line: 21,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.useVMManagedIdentity",
      },
      got: "usePodIdentity, useVMManagedIdentity",
      allowed: "one of usePodIdentity, useVMManagedIdentity and useAzureTokenProxy, or none for workload identity",
      fix: "keep one; for workload identity leave all of them out, and set clientID",
      shows:
        "FailedMount: failed to mount objects, error: only one identity mode can be enabled at a time: usePodIdentity, useVMManagedIdentity, or useAzureTokenProxy",
      related: [],
    },
  ]);
});

test("warns when the node reads and a client id is set too", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useVMManagedIdentity: "true"\n    userAssignedIdentityID: "7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43"\n',
  );

  const found = findingsOf("valid-identity-mode", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        "SecretProviderClass orders/api-vault reads as the identity of the node, and names a clientID that is never used",
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36",
      allowed: "either useVMManagedIdentity, or clientID",
      fix: "leave useVMManagedIdentity out to read as the pod's own identity, or leave clientID out",
      shows:
        "FailedMount: failed to mount objects, error: failed to build auth config for mode VMManagedIdentity: failed to parse workload identity tokens, error: service account tokens not found, where the driver asks for no token",
      related: [],
    },
  ]);
});

test("warns when it is not said which identity of the node reads", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useVMManagedIdentity: "true"\n',
    manifests('    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n', ""),
  );

  const found = findingsOf("valid-identity-mode", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: "SecretProviderClass orders/api-vault does not say which identity of the node reads",
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.useVMManagedIdentity",
      },
      allowed:
        "userAssignedIdentityID with the client id of an identity of the nodes; without it only a system-assigned one is found",
      fix: "set userAssignedIdentityID, or move to workload identity with clientID",
      shows:
        "FailedMount: failed to mount objects, error: … Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request",
      related: [],
    },
  ]);
});

test("warns when the identity of the node is named and not used", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    userAssignedIdentityID: "7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43"\n',
  );

  const found = findingsOf("valid-identity-mode", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        "userAssignedIdentityID of SecretProviderClass orders/api-vault has no effect without useVMManagedIdentity",
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.userAssignedIdentityID",
      },
      got: "7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43",
      allowed: "userAssignedIdentityID only together with useVMManagedIdentity",
      fix: "leave it out; for workload identity the client id belongs into clientID",
      related: [],
    },
  ]);
});

test("fails when an identity binding has no client id", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useAzureTokenProxy: "true"\n',
    manifests('    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n', ""),
  );

  const found = findingsOf("valid-identity-mode", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault reads through an identity binding, and names no clientID",
      at: {
        file: "orders.yaml",
        line: 16,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      allowed: "clientID, the client id of the bound identity",
      fix: "set clientID",
      shows:
        "FailedMount: failed to mount objects, error: failed to build auth config for mode AzureTokenProxy: clientID is required for identity binding",
      related: [],
    },
  ]);
});

test("takes the identity of a node by itself", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useVMManagedIdentity: "true"\n    userAssignedIdentityID: "7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43"\n',
    manifests('    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n', ""),
  );

  const found = findingsOf("valid-identity-mode", files);

  expect(found).toEqual([]);
});

test("takes an identity binding with a client id", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useAzureTokenProxy: "true"\n',
  );

  const found = findingsOf("valid-identity-mode", files);

  expect(found).toEqual([]);
});

test("leaves a misspelt flag to its rule", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useVmManagedIdentity: "true"\n    userAssignedIdentityID: "7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43"\n',
  );

  const found = findingsOf("valid-identity-mode", files);

  expect(found).toEqual([]);
});
