import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const ALWAYS = {
  rule: "valid-synced-secret",
  environment: "artefacts",
  docs: "docs/rules/valid-synced-secret.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("valid-synced-secret", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when the name is missing", () => {
  const files = manifests("    - secretName: api-database\n      type", "    - type");

  const findings = findingsOf("valid-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "an entry of secretObjects in SecretProviderClass orders/api-vault has no secretName",
      at: {
        file: "orders.yaml",
        line: 33,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "secretName",
      },
      allowed: "1 to 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends",
      fix: "set secretName",
      shows: "only in the log of the driver: secret name is empty; pods wait in CreateContainerConfigError",
      related: [],
    },
  ]);
});

test("fails when the name is no name of a Secret", () => {
  const files = manifests("secretName: api-database", "secretName: Api_Database");

  const findings = findingsOf("valid-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault writes a Secret named "Api_Database", which is no name of a Secret',
      at: {
        file: "orders.yaml",
        line: 33,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "secretName",
      },
      got: "Api_Database",
      allowed: "1 to 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends",
      fix: 'rename it, for example "api-database"',
      shows: 'only in the log of the driver: Secret "Api_Database" is invalid: metadata.name: Invalid value',
      related: [],
    },
  ]);
});

test("fails when the type is missing", () => {
  const files = manifests("      type: Opaque\n", "");

  const findings = findingsOf("valid-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Secret "api-database" of SecretProviderClass orders/api-vault has no type',
      at: {
        file: "orders.yaml",
        line: 33,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "type",
      },
      allowed:
        'a type of Kubernetes: "Opaque", "kubernetes.io/tls", "kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg", "kubernetes.io/basic-auth", "kubernetes.io/ssh-auth", "bootstrap.kubernetes.io/token", "kubernetes.io/service-account-token"; or one of your own, as example.com/database',
      fix: 'set type: "Opaque"',
      shows: "only in the log of the driver: secret type is empty; pods wait in CreateContainerConfigError",
      related: [],
    },
  ]);
});

test("fails when the type is misspelt", () => {
  const files = manifests("type: kubernetes.io/tls", "type: kubernetes.io/TLS");

  const findings = findingsOf("valid-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Secret "api-tls" of SecretProviderClass orders/api-vault has the unknown type "kubernetes.io/TLS"',
      at: {
        file: "orders.yaml",
        line: 39,
        resource: "SecretProviderClass orders/api-vault secretObjects[1]",
        field: "type",
      },
      got: "kubernetes.io/TLS",
      allowed:
        'a type of Kubernetes: "Opaque", "kubernetes.io/tls", "kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg", "kubernetes.io/basic-auth", "kubernetes.io/ssh-auth", "bootstrap.kubernetes.io/token", "kubernetes.io/service-account-token"; or one of your own, as example.com/database',
      fix: 'write "kubernetes.io/tls"',
      shows: "nothing: the Secret gets this type, and whoever asks for another does not take it",
      related: [],
    },
  ]);
});

test("warns where Opaque is written in another case", () => {
  const files = manifests("type: Opaque", "type: opaque");

  const findings = findingsOf("valid-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Secret "api-database" of SecretProviderClass orders/api-vault has the unknown type "opaque"',
      at: {
        file: "orders.yaml",
        line: 34,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "type",
      },
      got: "opaque",
      allowed:
        'a type of Kubernetes: "Opaque", "kubernetes.io/tls", "kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg", "kubernetes.io/basic-auth", "kubernetes.io/ssh-auth", "bootstrap.kubernetes.io/token", "kubernetes.io/service-account-token"; or one of your own, as example.com/database',
      fix: 'write "Opaque"',
      shows: "nothing: the Secret gets this type, and whoever asks for another does not take it",
      related: [],
    },
  ]);
});

test("warns where the type is like none", () => {
  const files = manifests("type: Opaque", "type: database-credentials");

  const findings = findingsOf("valid-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Secret "api-database" of SecretProviderClass orders/api-vault has the unknown type "database-credentials"',
      at: {
        file: "orders.yaml",
        line: 34,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "type",
      },
      got: "database-credentials",
      allowed:
        'a type of Kubernetes: "Opaque", "kubernetes.io/tls", "kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg", "kubernetes.io/basic-auth", "kubernetes.io/ssh-auth", "bootstrap.kubernetes.io/token", "kubernetes.io/service-account-token"; or one of your own, as example.com/database',
      fix: "use Opaque unless a program asks for this type",
      shows: "nothing: the Secret gets this type, and whoever asks for another does not take it",
      related: [],
    },
  ]);
});

test("notes a type of somebody's own", () => {
  const files = manifests("type: Opaque", "type: example.com/database-credentials");

  const findings = findingsOf("valid-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "note",
      message:
        'Secret "api-database" of SecretProviderClass orders/api-vault has a type of its own, "example.com/database-credentials"',
      at: {
        file: "orders.yaml",
        line: 34,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "type",
      },
      got: "example.com/database-credentials",
      allowed:
        'a type of Kubernetes: "Opaque", "kubernetes.io/tls", "kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg", "kubernetes.io/basic-auth", "kubernetes.io/ssh-auth", "bootstrap.kubernetes.io/token", "kubernetes.io/service-account-token"; or one of your own, as example.com/database',
      fix: "use Opaque unless a program asks for this type",
      shows: "nothing: the Secret gets this type, and whoever asks for another does not take it",
      related: [],
    },
  ]);
});

test("fails when there is no data", () => {
  const files = manifests("      data:\n        - objectName: db-password\n          key: PASSWORD\n", "");

  const findings = findingsOf("valid-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Secret "api-database" of SecretProviderClass orders/api-vault has no data',
      at: {
        file: "orders.yaml",
        line: 33,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "data",
      },
      allowed: "a list with at least one objectName and key",
      fix: "add an entry with objectName, the path of a mounted file, and key",
      shows: "only in the log of the driver: data is empty; pods wait in CreateContainerConfigError",
      related: [],
    },
  ]);
});

test("says once of an entry of another shape all that it lacks", () => {
  const files = manifests(
    "    - secretName: api-database\n      type: Opaque\n      data:\n        - objectName: db-password\n          key: PASSWORD\n",
    "    - secretKey: password\n      path: password\n      objectName: db-password\n",
  );

  const findings = findingsOf("valid-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "SecretProviderClass orders/api-vault secretObjects[0] has no secretName, no type and no data",
      at: { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
      allowed: "secretName, type, and data: a list with at least one objectName and key",
      fix: "write secretName, type, data, as in secretName: api-database, type: Opaque, data: [{ objectName: …, key: … }]",
      shows: "only in the log of the driver: secret name is empty; pods wait in CreateContainerConfigError",
      related: [],
    },
  ]);
});

test("says once of an entry with a name that it lacks the rest", () => {
  const files = manifests(
    "      type: Opaque\n      data:\n        - objectName: db-password\n          key: PASSWORD\n",
    "",
  );

  const found = findingsOf("valid-synced-secret", files).map(({ message, shows }) => [message, shows]);

  expect(found).toEqual([
    [
      'Secret "api-database" of SecretProviderClass orders/api-vault has no type and no data',
      "only in the log of the driver: secret type is empty; pods wait in CreateContainerConfigError",
    ],
  ]);
});

test.each([
  [
    "secretName: api-database",
    'secretName: "${APP_NAME}-database"',
    'SecretProviderClass orders/api-vault writes a Secret named "${APP_NAME}-database", which a tool has still to fill in',
  ],
  [
    "type: Opaque",
    'type: "${TYPE}"',
    'Secret "api-database" of SecretProviderClass orders/api-vault has the type "${TYPE}", which a tool has still to fill in',
  ],
])("warns where %s is still to be filled in", (from, to, message) => {
  const found = findingsOf("valid-synced-secret", manifests(from, to));

  expect(found.map((one) => [one.severity, one.message, one.fix])).toEqual([
    ["warning", message, "verify the manifests as they are applied, after the values are filled in"],
  ]);
});
