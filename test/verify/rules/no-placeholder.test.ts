import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "no-placeholder", environment: "artefacts", docs: "docs/rules/no-placeholder.md" };

const VAULT = "    keyvaultName: kv-orders\n";
const DATABASE = "          objectName: db-password\n          objectType: secret\n";

test("finds nothing in a healthy world", () => {
  const found = findingsOf("no-placeholder", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a parameter is still to be filled in", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: <KEY_VAULT_NAME>");

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'keyvaultName of SecretProviderClass orders/api-vault is "<KEY_VAULT_NAME>", which somebody has still to fill in',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: '"<KEY_VAULT_NAME>"',
      allowed: "the value itself",
      fix: "write the value",
      shows:
        'FailedMount: failed to mount objects, error: failed to get vault: Invalid vault name: "<KEY_VAULT_NAME>", must match [-a-zA-Z0-9]{3,24}',
      related: [],
    },
  ]);
});

test("fails when a name is still to be filled in", () => {
  const files = manifests("          objectName: db-password\n", "          objectName: <SECRET_NAME>\n");

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'objectName of SecretProviderClass orders/api-vault objects[0] is "<SECRET_NAME>", which somebody has still to fill in',
      at: {
        file: "orders.yaml",
        line: 23,
        resource: "SecretProviderClass orders/api-vault objects[0]",
        field: "objectName",
      },
      got: '"<SECRET_NAME>"',
      allowed: "the value itself",
      fix: "write the value",
      shows:
        "FailedMount: failed to mount objects, error: failed to get objectType:secret, objectName:<SECRET_NAME>, objectVersion:: … RESPONSE 400 or 404: the vault has no such path",
      related: [],
    },
  ]);
});

test("warns when a tool may still fill it in", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: ${KEY_VAULT_NAME}");

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'keyvaultName of SecretProviderClass orders/api-vault is "${KEY_VAULT_NAME}", which a tool has still to fill in',
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.keyvaultName",
      },
      got: '"${KEY_VAULT_NAME}"',
      allowed: "the value itself",
      fix: "give the manifest as it is applied, with its variables filled in",
      shows:
        'FailedMount: failed to mount objects, error: failed to get vault: Invalid vault name: "${KEY_VAULT_NAME}", must match [-a-zA-Z0-9]{3,24}',
      related: [],
    },
  ]);
});

test("warns when a field is a variable", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: ${ALIAS}");

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'objectAlias of SecretProviderClass orders/api-vault objects[1] is "${ALIAS}", which a tool has still to fill in',
      at: {
        file: "orders.yaml",
        line: 28,
        resource: "SecretProviderClass orders/api-vault objects[1]",
        field: "objectAlias",
      },
      got: '"${ALIAS}"',
      allowed: "the value itself",
      fix: "give the manifest as it is applied, with its variables filled in",
      shows: 'nothing: the file is called "${ALIAS}"',
      related: [],
    },
  ]);
});

test("leaves ids to the rules about ids", () => {
  const files = manifests('    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n', '    clientID: "<CLIENT_ID>"\n');

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([]);
});

test("takes a name that has `your` in it", () => {
  const files = manifests("          objectName: db-password\n", "          objectName: find-your-store-key\n");

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([]);
});

test.each(["__KEY_VAULT__", "kv-__STAGE__", '"#{KEY_VAULT}#"', "$(KEY_VAULT)", '"{{ .Values.vault }}"'])(
  "warns when a tool may still fill in %s",
  (name) => {
    const files = manifests("keyvaultName: kv-orders", `keyvaultName: ${name}`);

    const found = findingsOf("no-placeholder", files);

    expect(found.map(({ severity, at }) => [severity, at.field])).toEqual([
      ["warning", "spec.parameters.keyvaultName"],
    ]);
  },
);

test.each(["REPLACE_WITH_KEY_VAULT", "REPLACE-WITH-KEY-VAULT", "REPLACE_ME_KEY_VAULT"])(
  "fails when somebody has still to fill in %s",
  (name) => {
    const files = manifests("keyvaultName: kv-orders", `keyvaultName: ${name}`);

    const found = findingsOf("no-placeholder", files);

    expect(found.map(({ severity, at }) => [severity, at.field])).toEqual([["error", "spec.parameters.keyvaultName"]]);
  },
);

test("takes two underscores inside a word", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "objectAlias: Auth__GitHub__ClientSecret");

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([]);
});

test("leaves parameters and fields that the provider does not know to the rules about names", () => {
  const files = manifests(
    DATABASE,
    `${DATABASE}          owner: $OWNER\n`,
    manifests(VAULT, `${VAULT}    resourceGroup: $GROUP\n    subscriptionId: <SUBSCRIPTION>\n`),
  );

  const found = findingsOf("no-placeholder", files);

  expect(found).toEqual([]);
});

test("says of each parameter who refuses it", () => {
  const files = manifests(
    VAULT,
    '    keyvaultName: <ID>\n    useVMManagedIdentity: <FLAG>\n    cloudName: <CLOUD>\n    cloudEnvFileName: "<FILE>"\n',
  );

  const found = findingsOf("no-placeholder", files);

  expect(Object.fromEntries(found.map(({ at, shows }) => [at.field, shows]))).toEqual({
    "spec.parameters.keyvaultName":
      'FailedMount: failed to mount objects, error: failed to get vault: Invalid vault name: "<ID>", must match [-a-zA-Z0-9]{3,24}',
    "spec.parameters.useVMManagedIdentity":
      'FailedMount: failed to mount objects, error: failed to parse useVMManagedIdentity flag, error: strconv.ParseBool: parsing "<FLAG>": invalid syntax',
    "spec.parameters.cloudName":
      'FailedMount: failed to mount objects, error: cloudName <CLOUD> is not valid, error: autorest/azure: There is no cloud environment matching the name "<CLOUD>"',
    "spec.parameters.cloudEnvFileName": "nothing, unless the cloud is an Azure Stack: then no such file or directory",
  });
});

test("says of a vault whose placeholder is too long that it is", () => {
  const files = manifests("keyvaultName: kv-orders", "keyvaultName: <NAME_OF_YOUR_OWN_KEY_VAULT>");

  const found = findingsOf("no-placeholder", files);

  expect(found.map(({ shows }) => shows)).toEqual([
    'FailedMount: failed to mount objects, error: failed to get vault: Invalid vault name: "<NAME_OF_YOUR_OWN_KEY_VAULT>", must be between 3 and 24 chars',
  ]);
});

test.each([
  [
    "          objectType: $TYPE\n",
    "objectType:$TYPE, objectName:db-password, objectVersion:: Invalid vaultObjectTypes",
  ],
  [
    "          objectType: secret\n          objectVersion: $VERSION\n",
    "objectVersion:$VERSION: … RESPONSE 400 or 404: the vault has no such version",
  ],
  [
    "          objectType: secret\n          objectFormat: $FORMAT\n",
    "invalid objectFormat: $FORMAT, should be PEM or PFX",
  ],
  [
    "          objectType: secret\n          objectEncoding: $ENCODING\n",
    "invalid objectEncoding: $ENCODING, should be hex, base64 or utf-8",
  ],
  [
    "          objectType: secret\n          objectVersionHistory: $HISTORY\n",
    "at index 0, error: yaml: unmarshal errors: cannot unmarshal !!str `$HISTORY` into int32",
  ],
  [
    "          objectType: secret\n          filePermission: $MODE\n",
    "no event; in the container: open db-password: permission denied",
  ],
])("says of a field who refuses it: %s", (fields, shows) => {
  const files = manifests(DATABASE, `          objectName: db-password\n${fields}`);

  const found = findingsOf("no-placeholder", files);

  expect(found.map((one) => [one.severity, one.shows])).toEqual([["warning", expect.stringContaining(shows)]]);
});

test("warns when all of the objects are still to be filled in", () => {
  const files = manifests("    objects: |\n", '    objects: "${OBJECTS}"\n    notes: |\n');

  const found = findingsOf("no-placeholder", files);

  expect(found.map(({ severity, at, shows }) => [severity, at.field, shows])).toEqual([
    [
      "warning",
      "spec.parameters.objects",
      "FailedMount: failed to mount objects, error: failed to yaml unmarshal objects, error: yaml: …",
    ],
  ]);
});
