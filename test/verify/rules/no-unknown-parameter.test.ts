import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "no-unknown-parameter", environment: "artefacts", docs: "docs/rules/no-unknown-parameter.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("no-unknown-parameter", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when the name of the vault is in another case", () => {
  const files = manifests("keyvaultName:", "keyVaultName:");

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault has the parameter "keyVaultName", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyVaultName",
      },
      got: "keyVaultName",
      allowed:
        "keyvaultName, tenantID, objects, clientID, usePodIdentity, useVMManagedIdentity, userAssignedIdentityID, useAzureTokenProxy, cloudName, cloudEnvFileName; case matters",
      fix: 'write "keyvaultName": name of the vault',
      shows: "FailedMount: failed to mount objects, error: keyvaultName is not provided",
      related: [],
    },
  ]);
});

test("fails when the client id is in another case", () => {
  const files = manifests("    clientID:", "    clientId:");

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault has the parameter "clientId", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientId",
      },
      got: "clientId",
      allowed:
        "keyvaultName, tenantID, objects, clientID, usePodIdentity, useVMManagedIdentity, userAssignedIdentityID, useAzureTokenProxy, cloudName, cloudEnvFileName; case matters",
      fix: 'write "clientID": client id of the identity',
      shows:
        "FailedMount: failed to mount objects, error: failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set",
      related: [],
    },
  ]);
});

test("fails when the tenant is misspelt", () => {
  const files = manifests("    tenantID:", "    tenantid:");

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault has the parameter "tenantid", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 18,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantid",
      },
      got: "tenantid",
      allowed:
        "keyvaultName, tenantID, objects, clientID, usePodIdentity, useVMManagedIdentity, userAssignedIdentityID, useAzureTokenProxy, cloudName, cloudEnvFileName; case matters",
      fix: 'write "tenantID": tenant of the vault and the identity',
      shows: "FailedMount: failed to mount objects, error: tenantId is not provided",
      related: [],
    },
  ]);
});

test("fails when the objects are misspelt", () => {
  const files = manifests("    objects: |", "    object: |");

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault has the parameter "object", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.object",
      },
      got: "object",
      allowed:
        "keyvaultName, tenantID, objects, clientID, usePodIdentity, useVMManagedIdentity, userAssignedIdentityID, useAzureTokenProxy, cloudName, cloudEnvFileName; case matters",
      fix: 'write "objects": what to read, as YAML in a text',
      shows: "FailedMount: failed to mount objects, error: objects is not set",
      related: [],
    },
  ]);
});

test("fails when a flag that is switched on is misspelt", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useVmManagedIdentities: "true"\n',
  );

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault has the parameter "useVmManagedIdentities", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.useVmManagedIdentities",
      },
      got: "useVmManagedIdentities",
      allowed:
        "keyvaultName, tenantID, objects, clientID, usePodIdentity, useVMManagedIdentity, userAssignedIdentityID, useAzureTokenProxy, cloudName, cloudEnvFileName; case matters",
      fix: 'write "useVMManagedIdentity": identity of the node',
      shows: "nothing: the parameter is ignored, and the default holds",
      related: [],
    },
  ]);
});

test("warns when a flag that is switched off is misspelt", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useVmManagedIdentities: "false"\n',
  );

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault has the parameter "useVmManagedIdentities", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.useVmManagedIdentities",
      },
      got: "useVmManagedIdentities",
      allowed:
        "keyvaultName, tenantID, objects, clientID, usePodIdentity, useVMManagedIdentity, userAssignedIdentityID, useAzureTokenProxy, cloudName, cloudEnvFileName; case matters",
      fix: 'write "useVMManagedIdentity": identity of the node',
      related: [],
    },
  ]);
});

test("warns when a parameter does not exist, and says what to do instead", () => {
  const files = manifests("    keyvaultName: kv-orders\n", '    keyvaultName: kv-orders\n    syncInterval: "2m"\n');

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault has the parameter "syncInterval", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.syncInterval",
      },
      got: "syncInterval",
      allowed:
        "keyvaultName, tenantID, objects, clientID, usePodIdentity, useVMManagedIdentity, userAssignedIdentityID, useAzureTokenProxy, cloudName, cloudEnvFileName; case matters",
      fix: "leave it out, and set the interval on the cluster: secret_rotation_interval of the add-on",
      related: [],
    },
  ]);
});

test("warns when the driver sets a parameter itself", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    "    keyvaultName: kv-orders\n    csi.storage.k8s.io/pod.name: api\n",
  );

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault sets "csi.storage.k8s.io/pod.name", which the driver overwrites at each mount',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: 'spec.parameters["csi.storage.k8s.io/pod.name"]',
      },
      got: "csi.storage.k8s.io/pod.name",
      allowed:
        "keyvaultName, tenantID, objects, clientID, usePodIdentity, useVMManagedIdentity, userAssignedIdentityID, useAzureTokenProxy, cloudName, cloudEnvFileName; case matters",
      fix: "leave it out",
      related: [],
    },
  ]);
});

test("warns when a parameter is somebody's own", () => {
  const files = manifests("    keyvaultName: kv-orders\n", '    keyvaultName: kv-orders\n    owner: "team-orders"\n');

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault has the parameter "owner", which the provider does not know and ignores',
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.owner",
      },
      got: "owner",
      allowed:
        "keyvaultName, tenantID, objects, clientID, usePodIdentity, useVMManagedIdentity, userAssignedIdentityID, useAzureTokenProxy, cloudName, cloudEnvFileName; case matters",
      fix: "leave it out",
      related: [],
    },
  ]);
});
