import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "no-unknown-parameter", environment: "artefacts", docs: "docs/rules/no-unknown-parameter.md" };

/** What a class may well have: nothing retired, and no old spelling. */
const ALLOWED =
  "keyvaultName, tenantID, objects, clientID, useVMManagedIdentity, userAssignedIdentityID, useAzureTokenProxy, cloudName, cloudEnvFileName; case matters";

/** The one finding about a parameter that stands below the name of the vault. */
function unknown(name: string, severity: string, fix: string, shows?: string) {
  return {
    ...ALWAYS,
    severity,
    message: `SecretProviderClass orders/api-vault has the parameter "${name}", which the provider does not know and ignores`,
    at: {
      file: "orders.yaml",
      line: 20,
      resource: "SecretProviderClass orders/api-vault",
      field: `spec.parameters.${name}`,
    },
    got: name,
    allowed: ALLOWED,
    fix,
    ...(shows === undefined ? {} : { shows }),
    related: [],
  };
}

const VAULT = "    keyvaultName: kv-orders\n";
const CLIENT = '    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n';
const IGNORED = "nothing: the parameter is ignored, and the default holds";

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
      allowed: ALLOWED,
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
      allowed: ALLOWED,
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
      allowed: ALLOWED,
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
      allowed: ALLOWED,
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
      allowed: ALLOWED,
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
      allowed: ALLOWED,
      fix: "leave it out",
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
      allowed: ALLOWED,
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
      allowed: ALLOWED,
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
      allowed: ALLOWED,
      fix: "leave it out",
      related: [],
    },
  ]);
});

test("warns when workload identity is switched on, which nothing reads", () => {
  const files = manifests(VAULT, `${VAULT}    useWorkloadIdentity: "true"\n`);

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    unknown("useWorkloadIdentity", "warning", 'leave it out; "clientID" alone selects workload identity'),
  ]);
});

test("never suggests a parameter that is retired", () => {
  const files = manifests(VAULT, `${VAULT}    usePodidentity: "true"\n`);

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([unknown("usePodidentity", "warning", "leave it out")]);
});

test("takes what is true or false for a flag alone", () => {
  const files = manifests(VAULT, `${VAULT}    useUserAssignedIdentity: "true"\n`);

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([unknown("useUserAssignedIdentity", "warning", "leave it out")]);
});

test("warns when a misspelt flag is neither true nor false", () => {
  const files = manifests(VAULT, `${VAULT}    useVmManagedIdentity: "yes"\n`);

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    unknown("useVmManagedIdentity", "warning", 'write "useVMManagedIdentity": identity of the node'),
  ]);
});

test("fails when a cloud of its own is misspelt", () => {
  const files = manifests(VAULT, `${VAULT}    cloudname: AzureChinaCloud\n`);

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([unknown("cloudname", "error", 'write "cloudName": Azure cloud', IGNORED)]);
});

test.each(["AzurePublicCloud", "azurecloud", '""'])("warns when a misspelt cloud is the default: %s", (cloud) => {
  const files = manifests(VAULT, `${VAULT}    cloudname: ${cloud}\n`);

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([unknown("cloudname", "warning", "leave it out")]);
});

test("fails when the file of an Azure Stack cloud is misspelt", () => {
  const files = manifests(VAULT, `${VAULT}    cloudEnvFilename: /stack.json\n    cloudName: AzureStackCloud\n`);

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    unknown("cloudEnvFilename", "error", 'write "cloudEnvFileName": endpoints of an Azure Stack cloud', IGNORED),
  ]);
});

test("warns when a misspelt file of endpoints would not be read anyway", () => {
  const files = manifests(VAULT, `${VAULT}    cloudEnvFilename: /stack.json\n`);

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([unknown("cloudEnvFilename", "warning", "leave it out")]);
});

test("warns when a misspelt client stands beside the identity of the node", () => {
  const byNode = `${VAULT}    clientId: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n    useVMManagedIdentity: "true"\n`;
  const files = manifests(VAULT, byNode, manifests(CLIENT, "    # no client\n"));

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([unknown("clientId", "warning", "leave it out")]);
});

test("fails when the identity of the node is misspelt", () => {
  const byNode = `${VAULT}    userAssignedIdentityId: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n    useVMManagedIdentity: "true"\n`;
  const files = manifests(VAULT, byNode, manifests(CLIENT, "    # no client\n"));

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([
    unknown(
      "userAssignedIdentityId",
      "error",
      'write "userAssignedIdentityID": client id of the node\'s identity',
      IGNORED,
    ),
  ]);
});

test("warns when the identity of a node that does not read is misspelt", () => {
  const files = manifests(VAULT, `${VAULT}    userAssignedIdentityId: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n`);

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([unknown("userAssignedIdentityId", "warning", "leave it out")]);
});

test("says nothing about an unknown parameter without a value, which the API server drops", () => {
  const files = manifests(VAULT, `${VAULT}    keyVaultName:\n    owner: ~\n`);

  const found = findingsOf("no-unknown-parameter", files);

  expect(found).toEqual([]);
});
