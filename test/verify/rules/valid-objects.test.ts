import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "valid-objects", environment: "artefacts", docs: "docs/rules/valid-objects.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("valid-objects", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when an entry is a mapping", () => {
  const files = manifests("        - |\n          objectName: db-password\n", "        - objectName: db-password\n");

  const found = findingsOf("valid-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "entry 0 of objects in SecretProviderClass orders/api-vault is a mapping, where a text is wanted",
      at: {
        file: "orders.yaml",
        line: 22,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      allowed: "a text that is YAML of one object: objectName, objectType, and what else it needs",
      fix: "write `- |` on a line of its own, and the fields indented below it",
      shows:
        "FailedMount: failed to mount objects, error: failed to yaml unmarshal objects, error: yaml: unmarshal errors: line 2: cannot unmarshal !!map into string",
      related: [],
    },
  ]);
});

test("fails when an entry is a list", () => {
  const files = manifests(
    "        - |\n          objectName: db-password\n          objectType: secret\n",
    "        - [db-password]\n",
  );

  const found = findingsOf("valid-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "entry 0 of objects in SecretProviderClass orders/api-vault is a list, where a text is wanted",
      at: {
        file: "orders.yaml",
        line: 22,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      allowed: "a text that is YAML of one object: objectName, objectType, and what else it needs",
      fix: "write `- |` on a line of its own, and the fields indented below it",
      shows:
        "FailedMount: failed to mount objects, error: failed to yaml unmarshal objects, error: yaml: unmarshal errors: line 2: cannot unmarshal !!seq into string",
      related: [],
    },
  ]);
});

test("fails when an entry is a mere name", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          db-password\n",
  );

  const found = findingsOf("valid-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "entry 0 of objects in SecretProviderClass orders/api-vault cannot be read: cannot unmarshal !!str `db-pass...` into types.KeyVaultObject",
      at: {
        file: "orders.yaml",
        line: 23,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      allowed: "a text that is YAML of one object: objectName, objectType, and what else it needs",
      fix: "write one `name: value` a line, indented alike with spaces; put values with special characters in quotes",
      shows:
        "FailedMount: failed to mount objects, error: unmarshal failed for keyVaultObjects at index 0, error: yaml: unmarshal errors: cannot unmarshal !!str `db-pass...` into types.KeyVaultObject",
      related: [],
    },
  ]);
});

test("fails when a field is a list", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectAlias: [a, b]\n",
  );

  const found = findingsOf("valid-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "entry 0 of objects in SecretProviderClass orders/api-vault cannot be read: cannot unmarshal !!seq into string",
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      allowed: "a text that is YAML of one object: objectName, objectType, and what else it needs",
      fix: "write one `name: value` a line, indented alike with spaces; put values with special characters in quotes",
      shows:
        "FailedMount: failed to mount objects, error: unmarshal failed for keyVaultObjects at index 0, error: yaml: unmarshal errors: cannot unmarshal !!seq into string",
      related: [],
    },
  ]);
});

test("fails when a field is there twice", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          objectType: secret\n          objectType: key\n",
  );

  const found = findingsOf("valid-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'entry 0 of objects in SecretProviderClass orders/api-vault cannot be read: mapping key "objectType" already defined at line 2',
      at: {
        file: "orders.yaml",
        line: 25,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      allowed: "a text that is YAML of one object: objectName, objectType, and what else it needs",
      fix: "write one `name: value` a line, indented alike with spaces; put values with special characters in quotes",
      shows:
        'FailedMount: failed to mount objects, error: unmarshal failed for keyVaultObjects at index 0, error: yaml: unmarshal errors: mapping key "objectType" already defined at line 2',
      related: [],
    },
  ]);
});

test("fails when an entry is indented with a tab", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db-password\n          \tobjectType: secret\n",
  );

  const found = findingsOf("valid-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "entry 0 of objects in SecretProviderClass orders/api-vault cannot be read: tab characters must not be used in indentation",
      at: {
        file: "orders.yaml",
        line: 24,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      allowed: "a text that is YAML of one object: objectName, objectType, and what else it needs",
      fix: "write one `name: value` a line, indented alike with spaces; put values with special characters in quotes",
      shows:
        "FailedMount: failed to mount objects, error: unmarshal failed for keyVaultObjects at index 0, error: yaml: … found a tab character that violates indentation",
      related: [],
    },
  ]);
});

test("fails when an entry has a colon too many", () => {
  const files = manifests(
    "          objectName: db-password\n          objectType: secret\n",
    "          objectName: db: password\n          objectType: secret\n",
  );

  const found = findingsOf("valid-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "entry 0 of objects in SecretProviderClass orders/api-vault cannot be read: bad indentation of a mapping entry",
      at: {
        file: "orders.yaml",
        line: 23,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      allowed: "a text that is YAML of one object: objectName, objectType, and what else it needs",
      fix: "write one `name: value` a line, indented alike with spaces; put values with special characters in quotes",
      shows:
        "FailedMount: failed to mount objects, error: unmarshal failed for keyVaultObjects at index 0, error: yaml: … mapping values are not allowed in this context",
      related: [],
    },
  ]);
});

test("fails when the array is a text", () => {
  const files = manifests(
    "      array:\n        - |\n          objectName: db-password",
    "      array: |\n        - |\n          objectName: db-password",
  );

  const found = findingsOf("valid-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "objects of SecretProviderClass orders/api-vault cannot be read: cannot unmarshal !!str `- | o...` into []string",
      at: {
        file: "orders.yaml",
        line: 21,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      allowed: "YAML with the key array, a list of texts",
      fix: "indent with spaces only, `array:` first, and a `- |` for each object",
      shows:
        "FailedMount: failed to mount objects, error: failed to yaml unmarshal objects, error: yaml: unmarshal errors: line 1: cannot unmarshal !!str `- | o...` into []string",
      related: [],
    },
  ]);
});

test("fails when the list is not below a key", () => {
  const files = manifests("      array:\n", "");

  const found = findingsOf("valid-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "objects of SecretProviderClass orders/api-vault cannot be read: cannot unmarshal !!seq into types.StringArray",
      at: {
        file: "orders.yaml",
        line: 21,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      allowed: "YAML with the key array, a list of texts",
      fix: "indent with spaces only, `array:` first, and a `- |` for each object",
      shows:
        "FailedMount: failed to mount objects, error: failed to yaml unmarshal objects, error: yaml: unmarshal errors: line 1: cannot unmarshal !!seq into types.StringArray",
      related: [],
    },
  ]);
});

test("warns when an entry is empty", () => {
  const files = manifests("      array:\n", "      array:\n        -\n");

  const found = findingsOf("valid-objects", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: "entry 0 of objects in SecretProviderClass orders/api-vault is empty, and skipped",
      at: {
        file: "orders.yaml",
        line: 22,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.objects",
      },
      allowed: "a text that is YAML of one object: objectName, objectType, and what else it needs",
      fix: "fill it in, or leave it out",
      related: [],
    },
  ]);
});

test("takes entries in JSON", () => {
  const files = manifests(
    "        - |\n          objectName: db-password\n          objectType: secret\n",
    '        - \'{"objectName": "db-password", "objectType": "secret"}\'\n',
  );

  const found = findingsOf("valid-objects", files);

  expect(found).toEqual([]);
});

test("takes folded text", () => {
  const files = manifests(
    "        - |\n          objectName: db-password\n          objectType: secret\n",
    "        - >\n          {objectName: db-password,\n          objectType: secret}\n",
  );

  const found = findingsOf("valid-objects", files);

  expect(found).toEqual([]);
});

test.each(["${ENTRY}", "__ENTRY__", '"{{ .Values.entry }}"'])(
  "warns when a tool has still to fill in an entry: %s",
  (entry) => {
    const files = manifests(
      "        - |\n          objectName: db-password\n          objectType: secret\n",
      `        - ${entry}\n`,
    );

    const found = findingsOf("valid-objects", files);

    expect(found.map(({ severity, message, at, fix }) => [severity, message, at.line, fix])).toEqual([
      [
        "warning",
        "entry 0 of objects in SecretProviderClass orders/api-vault cannot be read before a tool has filled it in",
        22,
        "give the manifest as it is applied, with its variables filled in",
      ],
    ]);
  },
);

test("warns when a value without quotes is a template", () => {
  const files = manifests("          objectName: db-password\n", "          objectName: {{ .Values.secret }}\n");

  const found = findingsOf("valid-objects", files);

  expect(found.map(({ severity, at }) => [severity, at.line])).toEqual([["warning", 23]]);
});

test.each(["${OBJECTS}", "\n{{- range .Values.secrets }}\n  - |\n    objectName: {{ . }}\n{{- end }}"])(
  "leaves objects that a tool has still to fill in to the rule about placeholders: %s",
  (objects) => {
    const files = { "class.yaml": classWith(objects) };

    const found = findingsOf("valid-objects", files);

    expect(found).toEqual([]);
  },
);

test("fails when an entry with a variable in it is a mapping", () => {
  const files = manifests("        - |\n          objectName: db-password\n", "        - objectName: $NAME\n");

  const found = findingsOf("valid-objects", files);

  expect(found.map(({ severity, message }) => [severity, message])).toEqual([
    ["error", "entry 0 of objects in SecretProviderClass orders/api-vault is a mapping, where a text is wanted"],
  ]);
});

/** A class with these objects. */
function classWith(objects: string): string {
  return JSON.stringify({
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    kind: "SecretProviderClass",
    metadata: { name: "reader", namespace: "shop" },
    spec: { provider: "azure", parameters: { keyvaultName: "kv-shop", objects } },
  });
}
