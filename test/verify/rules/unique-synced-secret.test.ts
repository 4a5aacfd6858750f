import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

function withClass(namespace: string, object: string): Files {
  const lines = [
    "apiVersion: secrets-store.csi.x-k8s.io/v1",
    "kind: SecretProviderClass",
    `metadata: { name: other, namespace: ${namespace} }`,
    "spec:",
    "  provider: azure",
    "  parameters:",
    "    keyvaultName: kv-orders",
    "    objects: |",
    "      array:",
    "        - |",
    `          objectName: ${object}`,
    "          objectType: secret",
    "          objectAlias: password",
    "  secretObjects:",
    "    - { secretName: api-database, type: Opaque, data: [{ objectName: password, key: PASSWORD }] }",
  ];
  return { ...healthyFiles, "other.yaml": lines.join("\n") };
}

function withSecret(body: string): Files {
  return {
    ...healthyFiles,
    "secret.yaml": `apiVersion: v1\nkind: Secret\nmetadata: { name: api-database, namespace: orders }\n${body}`,
  };
}

const ALWAYS = {
  rule: "unique-synced-secret",
  environment: "artefacts",
  docs: "docs/rules/unique-synced-secret.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("unique-synced-secret", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when two entries of a class write one Secret", () => {
  const files = manifests("secretName: api-tls\n      type", "secretName: api-database\n      type");

  const findings = findingsOf("unique-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'SecretProviderClass orders/api-vault writes the Secret "api-database", twice',
      at: {
        file: "orders.yaml",
        line: 38,
        resource: "SecretProviderClass orders/api-vault secretObjects[1]",
        field: "secretName",
      },
      got: "api-database",
      allowed: "one entry of one class of a namespace for each Secret",
      fix: "rename one of the two, and what reads it",
      shows: "nothing: the two overwrite each other, and pods read what was written last",
      related: [{ file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" }],
    },
  ]);
});

test("fails when two classes write one Secret with other content", () => {
  const files = withClass("orders", "signing");

  const findings = findingsOf("unique-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/other writes the Secret "api-database", and so does SecretProviderClass orders/api-vault',
      at: {
        file: "other.yaml",
        line: 15,
        resource: "SecretProviderClass orders/other secretObjects[0]",
        field: "secretName",
      },
      got: "api-database",
      allowed: "one entry of one class of a namespace for each Secret",
      fix: "rename one of the two, and what reads it",
      shows: "nothing: the two overwrite each other, and pods read what was written last",
      related: [{ file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" }],
    },
  ]);
});

test("warns where two classes write the same", () => {
  const files = withClass("orders", "db-password");

  const findings = findingsOf("unique-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/other writes the Secret "api-database", and so does SecretProviderClass orders/api-vault',
      at: {
        file: "other.yaml",
        line: 15,
        resource: "SecretProviderClass orders/other secretObjects[0]",
        field: "secretName",
      },
      got: "api-database",
      allowed: "one entry of one class of a namespace for each Secret",
      fix: "let the workloads share one class",
      shows: "nothing while both write the same; a change of one class makes the two overwrite each other",
      related: [{ file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" }],
    },
  ]);
});

test("fails when a manifest makes the Secret too", () => {
  const files = withSecret("type: Opaque\ndata: { PASSWORD: YQ== }\n");

  const findings = findingsOf("unique-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault writes the Secret "api-database", which is also among the manifests',
      at: {
        file: "orders.yaml",
        line: 33,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "secretName",
      },
      got: "api-database",
      allowed: "a name that no other Secret of the namespace has",
      fix: "rename one of the two, or remove the manifest of the Secret",
      shows: "nothing: the driver overwrites what the manifest says, and whoever applies it overwrites the driver",
      related: [{ file: "secret.yaml", line: 1, resource: "Secret orders/api-database" }],
    },
  ]);
});

test("fails when a manifest makes the Secret with another type", () => {
  const files = withSecret("type: kubernetes.io/basic-auth\n");

  const findings = findingsOf("unique-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'SecretProviderClass orders/api-vault writes the Secret "api-database", which is also among the manifests',
      at: {
        file: "orders.yaml",
        line: 33,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "secretName",
      },
      got: "api-database",
      allowed: "a name that no other Secret of the namespace has",
      fix: "rename one of the two, or remove the manifest of the Secret",
      shows:
        'only in the log of the driver: Secret "api-database" is invalid: type: Invalid value: "Opaque": field is immutable',
      related: [{ file: "secret.yaml", line: 1, resource: "Secret orders/api-database" }],
    },
  ]);
});

test("warns where the manifest is an empty placeholder", () => {
  const files = withSecret("");

  const findings = findingsOf("unique-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'SecretProviderClass orders/api-vault writes the Secret "api-database", which is also among the manifests',
      at: {
        file: "orders.yaml",
        line: 33,
        resource: "SecretProviderClass orders/api-vault secretObjects[0]",
        field: "secretName",
      },
      got: "api-database",
      allowed: "a name that no other Secret of the namespace has",
      fix: "rename one of the two, or remove the manifest of the Secret",
      shows: "nothing: the driver overwrites what the manifest says, and whoever applies it overwrites the driver",
      related: [{ file: "secret.yaml", line: 1, resource: "Secret orders/api-database" }],
    },
  ]);
});

test("finds nothing where the namespaces differ", () => {
  const files = withClass("billing", "signing");

  const findings = findingsOf("unique-synced-secret", files);

  expect(findings).toEqual([]);
});

test("finds nothing in a Secret that the driver made, exported from a cluster", () => {
  const managed = {
    ...healthyFiles,
    "secret.yaml":
      'apiVersion: v1\nkind: Secret\nmetadata: { name: api-database, namespace: orders, labels: { secrets-store.csi.k8s.io/managed: "true" } }\ntype: Opaque\ndata: { PASSWORD: YQ== }\n',
  };

  const findings = findingsOf("unique-synced-secret", managed);

  expect(findings).toEqual([]);
});

test("leaves a class that stands twice to the rule that speaks of it", () => {
  const text = healthyFiles["orders.yaml"] ?? "";
  const copy = text.split("---\n").find((part) => part.includes("kind: SecretProviderClass")) ?? "";

  const findings = findingsOf("unique-synced-secret", { ...healthyFiles, "copy.yaml": copy });

  expect(copy).not.toBe("");
  expect(findings).toEqual([]);
});
