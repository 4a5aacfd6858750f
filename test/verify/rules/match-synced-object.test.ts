import { expect, test } from "vitest";
import {
  FILE,
  type Files,
  findingsOf,
  healthyFiles,
  manifests,
  uncheckedOf,
  without,
} from "../../support/artefacts.js";

function version(at: number): Files {
  const history = manifests(
    "          objectName: db-password\n",
    "          objectName: db-password\n          objectVersionHistory: 2\n",
  );
  return manifests(
    "- objectName: db-password\n          key",
    `- objectName: db-password/${at}\n          key`,
    history,
  );
}

const ALWAYS = {
  rule: "match-synced-object",
  environment: "artefacts",
  docs: "docs/rules/match-synced-object.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("match-synced-object", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when objectName is misspelt", () => {
  const files = manifests("- objectName: db-password\n          key", "- objectName: db-pasword\n          key");

  const findings = findingsOf("match-synced-object", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Secret "api-database" of SecretProviderClass orders/api-vault reads the file "db-pasword", which the class does not mount',
      at: {
        file: "orders.yaml",
        line: 36,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "data[0].objectName",
      },
      got: "db-pasword",
      allowed: 'the path of a file, by the alias where there is one: "db-password", "tls/ingress.pem", "signing"',
      fix: 'write "db-password"',
      shows:
        "FailedToCreateSecret: failed to get data in spc orders/api-vault for secret api-database, err: file matching objectName db-pasword not found in the pod",
      related: [],
    },
  ]);
});

test("fails when objectName is the name of an object that has an alias", () => {
  const files = manifests(
    "- objectName: tls/ingress.pem\n          key: tls.crt",
    "- objectName: ingress\n          key: tls.crt",
  );

  const findings = findingsOf("match-synced-object", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Secret "api-tls" of SecretProviderClass orders/api-vault reads the file "ingress", which the class does not mount',
      at: {
        file: "orders.yaml",
        line: 41,
        resource: "SecretProviderClass orders/api-vault secretObjects[1]",
        field: "data[0].objectName",
      },
      got: "ingress",
      allowed: 'the path of a file, by the alias where there is one: "db-password", "tls/ingress.pem", "signing"',
      fix: 'write "tls/ingress.pem", the alias of the object',
      shows:
        "FailedToCreateSecret: failed to get data in spc orders/api-vault for secret api-tls, err: file matching objectName ingress not found in the pod",
      related: [],
    },
  ]);
});

test("fails when objectName leaves out the version", () => {
  const files = manifests(
    "          objectName: db-password\n",
    "          objectName: db-password\n          objectVersionHistory: 2\n",
  );

  const findings = findingsOf("match-synced-object", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Secret "api-database" of SecretProviderClass orders/api-vault reads the file "db-password", which the class does not mount',
      at: {
        file: "orders.yaml",
        line: 37,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "data[0].objectName",
      },
      got: "db-password",
      allowed:
        'the path of a file, by the alias where there is one: "db-password/0", "db-password/1", "tls/ingress.pem", "signing"',
      fix: 'write "db-password/0": with objectVersionHistory each version is a file in a folder, the newest first',
      shows:
        "FailedToCreateSecret: failed to get data in spc orders/api-vault for secret api-database, err: file matching objectName db-password not found in the pod",
      related: [],
    },
  ]);
});

test("fails when objectName is a version that was not asked for", () => {
  const files = version(3);

  const findings = findingsOf("match-synced-object", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Secret "api-database" of SecretProviderClass orders/api-vault reads the file "db-password/3", which the class does not mount',
      at: {
        file: "orders.yaml",
        line: 37,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "data[0].objectName",
      },
      got: "db-password/3",
      allowed:
        'the path of a file, by the alias where there is one: "db-password/0", "db-password/1", "tls/ingress.pem", "signing"',
      fix: 'write "db-password/0"',
      shows:
        "FailedToCreateSecret: failed to get data in spc orders/api-vault for secret api-database, err: file matching objectName db-password/3 not found in the pod",
      related: [],
    },
  ]);
});

test("warns where objectName is the version after the last", () => {
  const files = version(2);

  const findings = findingsOf("match-synced-object", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Secret "api-database" of SecretProviderClass orders/api-vault reads the file "db-password/2", one more than objectVersionHistory: 2 promises',
      at: {
        file: "orders.yaml",
        line: 37,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "data[0].objectName",
      },
      got: "db-password/2",
      allowed:
        'the path of a file, by the alias where there is one: "db-password/0", "db-password/1", "tls/ingress.pem", "signing"',
      fix: 'write "db-password/0"',
      shows:
        "FailedToCreateSecret: failed to get data in spc orders/api-vault for secret api-database, err: file matching objectName db-password/2 not found in the pod",
      related: [],
    },
  ]);
});

test("fails when objectName is empty", () => {
  const files = manifests("- objectName: db-password\n          key", "- objectName: ''\n          key");

  const findings = findingsOf("match-synced-object", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'an entry of Secret "api-database" of SecretProviderClass orders/api-vault has no objectName',
      at: {
        file: "orders.yaml",
        line: 36,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "data[0].objectName",
      },
      allowed: 'the path of a file, by the alias where there is one: "db-password", "tls/ingress.pem", "signing"',
      fix: 'use "db-password", "tls/ingress.pem", "signing", or add the object to the class',
      shows:
        "FailedToCreateSecret: failed to get data in spc orders/api-vault for secret api-database, err: object name in secretObjects.data",
      related: [],
    },
  ]);
});

test("finds nothing where objectName is a version", () => {
  const files = version(1);

  const findings = findingsOf("match-synced-object", files);

  expect(findings).toEqual([]);
});

test("leaves objects that cannot be read to another rule", () => {
  const files = manifests("      array:", "      arr ay: [");

  const findings = findingsOf("match-synced-object", files);

  expect(findings).toEqual([]);
});

test("cannot decide about the halves of a pair without the cluster", () => {
  const files = without(
    FILE.terraform,
    manifests(
      "- objectName: tls/ingress.pem\n          key: tls.crt",
      "- objectName: tls/ingress.pem.crt\n          key: tls.crt",
    ),
  );

  const unchecked = uncheckedOf("match-synced-object", files);

  expect(unchecked).toEqual([
    {
      rule: "match-synced-object",
      environment: "artefacts",
      message:
        'Secret "api-tls" of SecretProviderClass orders/api-vault reads the file "tls/ingress.pem.crt", which a provider of your own only writes with write-cert-and-key-in-separate-files',
      needs: "the Terraform of a cluster with the add-on, which does not write such files",
      at: {
        file: "orders.yaml",
        line: 41,
        resource: "SecretProviderClass orders/api-vault secretObjects[1]",
        field: "data[0].objectName",
      },
    },
  ]);
});

test("leaves a file to the object whose name is missing", () => {
  const files = manifests("          objectName: db-password\n", "          objectname: db-password\n");

  const findings = findingsOf("match-synced-object", files);

  expect(findings).toEqual([]);
});

test("leaves a file by a misspelt alias to the rule about that field", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "alias: tls/ingress.pem");

  const findings = findingsOf("match-synced-object", files);

  expect(findings).toEqual([]);
});

test("fails when an alias is misspelt, and the Secret reads something else", () => {
  const files = manifests("objectAlias: tls/ingress.pem", "alias: tls/ingress.crt");

  const found = findingsOf("match-synced-object", files).map(({ got }) => got);

  expect(found).toEqual(["tls/ingress.pem", "tls/ingress.pem"]);
});

test("warns where the path is still to be filled in", () => {
  const files = manifests("        - objectName: db-password\n", '        - objectName: "${PASSWORD_NAME}"\n');

  const found = findingsOf("match-synced-object", files).map(({ severity, message, fix }) => [severity, message, fix]);

  expect(found).toEqual([
    [
      "warning",
      'Secret "api-database" of SecretProviderClass orders/api-vault reads the file "${PASSWORD_NAME}", which a tool has still to fill in',
      "verify the manifests as they are applied, after the values are filled in",
    ],
  ]);
});
