import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const ALWAYS = { rule: "valid-synced-key", environment: "artefacts", docs: "docs/rules/valid-synced-key.md" } as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("valid-synced-key", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a key is empty", () => {
  const files = manifests("          key: PASSWORD\n    - secretName", "          key: ''\n    - secretName");

  const findings = findingsOf("valid-synced-key", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'an entry of Secret "api-database" of SecretProviderClass orders/api-vault has no key',
      at: {
        file: "orders.yaml",
        line: 37,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "data[0].key",
      },
      allowed: "1 to 253 letters, digits, dashes, underscores and dots",
      fix: "set key",
      shows:
        "FailedToCreateSecret: failed to get data in spc orders/api-vault for secret api-database, err: key in secretObjects.data is empty",
      related: [],
    },
  ]);
});

test("fails when a key has a character that Kubernetes does not take", () => {
  const files = manifests("          key: PASSWORD\n    - secretName", "          key: PASS/WORD\n    - secretName");

  const findings = findingsOf("valid-synced-key", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Secret "api-database" of SecretProviderClass orders/api-vault has the key "PASS/WORD", which Kubernetes does not take',
      at: {
        file: "orders.yaml",
        line: 37,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "data[0].key",
      },
      got: "PASS/WORD",
      allowed: "1 to 253 letters, digits, dashes, underscores and dots",
      fix: 'rename it, for example "PASS_WORD"',
      shows: 'only in the log of the driver: Secret "api-database" is invalid: data[PASS/WORD]: Invalid value',
      related: [],
    },
  ]);
});

test("fails when a TLS Secret has a key of its own", () => {
  const files = manifests("key: tls.crt", "key: tls.cert");

  const findings = findingsOf("valid-synced-key", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Secret "api-tls" of SecretProviderClass orders/api-vault is of type kubernetes.io/tls and has the key "tls.cert"',
      at: {
        file: "orders.yaml",
        line: 42,
        resource: "SecretProviderClass orders/api-vault secretObjects[1]",
        field: "data[0].key",
      },
      got: "tls.cert",
      allowed: '"tls.crt", "tls.key"',
      fix: 'write "tls.crt"',
      shows: "FailedToCreateSecret: … key 'tls.cert' is not supported. Only 'tls.key' and 'tls.crt' are supported",
      related: [],
    },
  ]);
});

test("fails when a TLS Secret lacks a key", () => {
  const files = manifests("        - objectName: tls/ingress.pem\n          key: tls.key\n", "");

  const findings = findingsOf("valid-synced-key", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Secret "api-tls" of SecretProviderClass orders/api-vault is of type kubernetes.io/tls and has no key "tls.key"',
      at: {
        file: "orders.yaml",
        line: 40,
        resource: "SecretProviderClass orders/api-vault secretObjects[1]",
        field: "data",
      },
      got: "tls.crt",
      allowed: '"tls.crt", "tls.key"',
      fix: 'add the key "tls.key"',
      shows: 'only in the log of the driver: Secret "api-tls" is invalid: data[tls.key]: Required value',
      related: [],
    },
  ]);
});

test("fails when a Secret of a type lacks its key", () => {
  const files = manifests("      type: Opaque", "      type: kubernetes.io/dockerconfigjson");

  const findings = findingsOf("valid-synced-key", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Secret "api-database" of SecretProviderClass orders/api-vault is of type kubernetes.io/dockerconfigjson and has no key ".dockerconfigjson"',
      at: {
        file: "orders.yaml",
        line: 35,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "data",
      },
      got: "PASSWORD",
      allowed: '".dockerconfigjson"',
      fix: 'add the key ".dockerconfigjson"',
      shows: 'only in the log of the driver: Secret "api-database" is invalid: data[.dockerconfigjson]: Required value',
      related: [],
    },
  ]);
});

test("fails when a Secret with user and password has neither", () => {
  const files = manifests("      type: Opaque", "      type: kubernetes.io/basic-auth");

  const findings = findingsOf("valid-synced-key", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Secret "api-database" of SecretProviderClass orders/api-vault is of type kubernetes.io/basic-auth and has no key "username"',
      at: {
        file: "orders.yaml",
        line: 35,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "data",
      },
      got: "PASSWORD",
      allowed: 'at least one of "username", "password"',
      fix: 'add the key "username"',
      shows: 'only in the log of the driver: Secret "api-database" is invalid: data[username]: Required value',
      related: [],
    },
  ]);
});

test("finds nothing where one of user and password is there", () => {
  const files = manifests(
    "          key: PASSWORD\n    - secretName",
    "          key: password\n    - secretName",
    manifests("      type: Opaque", "      type: kubernetes.io/basic-auth"),
  );

  const findings = findingsOf("valid-synced-key", files);

  expect(findings).toEqual([]);
});

test("fails when a key of a TLS Secret is in the way of the one that is missing", () => {
  const files = manifests("          key: tls.key", "          key: key.pem");

  const fixes = findingsOf("valid-synced-key", files).map(({ got, fix }) => ({ got, fix }));

  expect(fixes).toEqual([{ got: "key.pem", fix: 'write "tls.key"' }]);
});

test("says which key is for what where both keys of a TLS Secret are called otherwise", () => {
  const files = manifests(
    "          key: tls.crt",
    "          key: cert.pem",
    manifests("          key: tls.key", "          key: key.pem"),
  );

  const fixes = findingsOf("valid-synced-key", files).map(({ got, fix }) => ({ got, fix }));

  const fix = 'write "tls.crt" where it is for the certificate, "tls.key" where it is for the private key';
  expect(fixes).toEqual([
    { got: "cert.pem", fix },
    { got: "key.pem", fix },
  ]);
});

test("has a key removed that a TLS Secret has too many", () => {
  const last = "          key: tls.key\n";
  const files = manifests(last, `${last}        - objectName: tls/ingress.pem\n          key: chain.pem\n`);

  const fixes = findingsOf("valid-synced-key", files).map(({ got, fix }) => ({ got, fix }));

  expect(fixes).toEqual([{ got: "chain.pem", fix: "remove the entry" }]);
});

test.each([
  [
    "secretName",
    "    - secretName: api-database\n      type: Opaque\n",
    "    - type: Opaque\n",
    "secret name is empty",
  ],
  ["type", "      type: Opaque\n", "", "secret type is empty"],
])("shows that the driver misses the %s first", (_, from, to, reason) => {
  const files = manifests(from, to);
  const withoutKey = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      text.replace("          key: PASSWORD\n    - secretName", "    - secretName"),
    ]),
  );

  const found = findingsOf("valid-synced-key", withoutKey).map(({ shows }) => shows);

  expect(found).toEqual([`only in the log of the driver: ${reason}`]);
});

test("calls an entry without a name by its place", () => {
  const files = manifests("    - secretName: api-database\n      type: Opaque\n", "    - type: kubernetes.io/tls\n");

  const found = findingsOf("valid-synced-key", files).map(({ message }) => message);

  expect(found).toEqual([
    'SecretProviderClass orders/api-vault secretObjects[0] is of type kubernetes.io/tls and has the key "PASSWORD"',
  ]);
});

test("warns of a key that a tool has still to fill in", () => {
  const files = manifests("          key: PASSWORD\n    - secretName", '          key: "${KEY}"\n    - secretName');

  const found = findingsOf("valid-synced-key", files).map(({ severity, message, fix }) => [severity, message, fix]);

  expect(found).toEqual([
    [
      "warning",
      'Secret "api-database" of SecretProviderClass orders/api-vault has the key "${KEY}", which a tool has still to fill in',
      "verify the manifests as they are applied, after the values are filled in",
    ],
  ]);
});
