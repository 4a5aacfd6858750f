import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests, uncheckedOf } from "../../support/artefacts.js";

const SECRET = "apiVersion: v1\nkind: Secret\nmetadata: { name: mine, namespace: orders }\n";

const BILLING: Files = {
  ...healthyFiles,
  "billing.yaml": [
    "apiVersion: secrets-store.csi.x-k8s.io/v1",
    "kind: SecretProviderClass",
    "metadata: { name: billing, namespace: billing }",
    "spec:",
    "  provider: azure",
    "  secretObjects:",
    "    - { secretName: billing-database, type: Opaque, data: [{ objectName: password, key: PASSWORD }] }",
  ].join("\n"),
};

function withVolume(source: string): Files {
  return manifests("      volumes:\n", `      volumes:\n        - name: read\n          ${source}\n`);
}

const ALWAYS = {
  rule: "match-secret-key-ref",
  environment: "artefacts",
  docs: "docs/rules/match-secret-key-ref.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("match-secret-key-ref", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a variable reads a misspelt key", () => {
  const files = manifests("                  key: PASSWORD", "                  key: PASWORD");

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Deployment orders/api container app env DATABASE_PASSWORD reads the key "PASWORD" of the Secret "api-database", which does not get it',
      at: {
        file: "orders.yaml",
        line: 76,
        resource: "Deployment orders/api container app env DATABASE_PASSWORD",
        field: "valueFrom.secretKeyRef.key",
      },
      got: "PASWORD",
      allowed: 'a key of the Secret: "PASSWORD"',
      fix: 'write "PASSWORD"',
      shows: "CreateContainerConfigError: couldn't find key PASWORD in Secret orders/api-database",
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when a variable names no Secret", () => {
  const files = manifests("                  name: api-database\n", "");

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "Deployment orders/api container app env DATABASE_PASSWORD does not name its Secret",
      at: {
        file: "orders.yaml",
        line: 74,
        resource: "Deployment orders/api container app env DATABASE_PASSWORD",
        field: "valueFrom.secretKeyRef.name",
      },
      allowed: "the name of a Secret in the namespace of the pod",
      fix: "set name in secretKeyRef",
      shows: "the API server refuses the pod: secretKeyRef.name: Required value",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when a variable that reads a Secret has no name", () => {
  const files = manifests("            - name: DATABASE_PASSWORD\n              valueFrom", "            - valueFrom");

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: "Deployment orders/api container app env does not name its variable",
      at: { file: "orders.yaml", line: 72, resource: "Deployment orders/api container app env ", field: "name" },
      allowed: "the name of a variable",
      fix: "set the name of the variable",
      shows: "the API server refuses the pod: env.name: Required value",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when a variable reads no key", () => {
  const files = manifests("                  key: PASSWORD\n", "");

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api container app env DATABASE_PASSWORD names no key of the Secret "api-database"',
      at: {
        file: "orders.yaml",
        line: 74,
        resource: "Deployment orders/api container app env DATABASE_PASSWORD",
        field: "valueFrom.secretKeyRef.key",
      },
      allowed: 'a key of the Secret: "PASSWORD"',
      fix: 'use "PASSWORD", or add the key to secretObjects',
      shows: "the API server refuses the pod: secretKeyRef.key: Required value",
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when the class calls the key otherwise", () => {
  const files = manifests("          key: PASSWORD\n    - secretName", "          key: password\n    - secretName");

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Deployment orders/api container app env DATABASE_PASSWORD reads the key "PASSWORD" of the Secret "api-database", which does not get it',
      at: {
        file: "orders.yaml",
        line: 76,
        resource: "Deployment orders/api container app env DATABASE_PASSWORD",
        field: "valueFrom.secretKeyRef.key",
      },
      got: "PASSWORD",
      allowed: 'a key of the Secret: "password"',
      fix: 'write "password"',
      shows: "CreateContainerConfigError: couldn't find key PASSWORD in Secret orders/api-database",
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("warns where an optional variable reads a misspelt key", () => {
  const files = manifests(
    "                  key: PASSWORD",
    "                  key: PASWORD\n                  optional: true",
  );

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'Deployment orders/api container app env DATABASE_PASSWORD reads the key "PASWORD" of the Secret "api-database", which does not get it',
      at: {
        file: "orders.yaml",
        line: 76,
        resource: "Deployment orders/api container app env DATABASE_PASSWORD",
        field: "valueFrom.secretKeyRef.key",
      },
      got: "PASWORD",
      allowed: 'a key of the Secret: "PASSWORD"',
      fix: 'write "PASSWORD"',
      shows: "nothing: it is optional, and stays away",
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when a variable reads a misspelt Secret", () => {
  const files = manifests("                  name: api-database", "                  name: api-databse");

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Deployment orders/api container app env DATABASE_PASSWORD reads the Secret "api-databse", which no class of its namespace writes',
      at: {
        file: "orders.yaml",
        line: 75,
        resource: "Deployment orders/api container app env DATABASE_PASSWORD",
        field: "valueFrom.secretKeyRef.name",
      },
      got: "api-databse",
      allowed: 'a Secret of the namespace: "api-database", "api-tls"',
      fix: 'write "api-database"',
      shows: 'CreateContainerConfigError: secret "api-databse" not found',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when a variable reads the Secret of another namespace", () => {
  const files = manifests("                  name: api-database", "                  name: billing-database", BILLING);

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Deployment orders/api container app env DATABASE_PASSWORD reads the Secret "billing-database", which a class of another namespace writes, "billing"',
      at: {
        file: "orders.yaml",
        line: 75,
        resource: "Deployment orders/api container app env DATABASE_PASSWORD",
        field: "valueFrom.secretKeyRef.name",
      },
      got: "billing-database",
      allowed: 'a Secret of the namespace: "api-database", "api-tls"',
      fix: "write the Secret from a class in the namespace of the pod",
      shows: 'CreateContainerConfigError: secret "billing-database" not found',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when a volume reads a misspelt key", () => {
  const files = withVolume("secret: { secretName: api-database, items: [{ key: PASSWORT, path: p }] }");

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Deployment orders/api volume read reads the key "PASSWORT" of the Secret "api-database", which does not get it',
      at: {
        file: "orders.yaml",
        line: 83,
        resource: "Deployment orders/api volume read",
        field: "secret.items[0].key",
      },
      got: "PASSWORT",
      allowed: 'a key of the Secret: "PASSWORD"',
      fix: 'write "PASSWORD"',
      shows: 'FailedMount: MountVolume.SetUp failed for volume "read" : references non-existent secret key: PASSWORT',
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("fails when a projected volume reads a misspelt key", () => {
  const files = withVolume(
    "projected: { sources: [{ secret: { name: api-database, items: [{ key: PASS_WORD, path: p }] } }] }",
  );

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Deployment orders/api volume read reads the key "PASS_WORD" of the Secret "api-database", which does not get it',
      at: {
        file: "orders.yaml",
        line: 83,
        resource: "Deployment orders/api volume read",
        field: "projected.sources[0].secret.items[0].key",
      },
      got: "PASS_WORD",
      allowed: 'a key of the Secret: "PASSWORD"',
      fix: 'write "PASSWORD"',
      shows: 'FailedMount: MountVolume.SetUp failed for volume "read" : references non-existent secret key: PASS_WORD',
      related: [
        { file: "orders.yaml", line: 33, resource: "SecretProviderClass orders/api-vault secretObjects[0]" },
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
      ],
    },
  ]);
});

test("finds nothing where envFrom takes all keys", () => {
  const files = manifests(
    "          volumeMounts:\n",
    "          envFrom: [{ secretRef: { name: api-database } }]\n          volumeMounts:\n",
  );

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([]);
});

test("finds nothing where a manifest makes the Secret", () => {
  const files = {
    ...manifests("                  name: api-database", "                  name: mine"),
    "secret.yaml": SECRET,
  };

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([]);
});

test("cannot decide where the Secret may be somebody else's", () => {
  const files = manifests("                  name: api-database", "                  name: from-elsewhere");

  const unchecked = uncheckedOf("match-secret-key-ref", files);

  expect(unchecked).toEqual([
    {
      rule: "match-secret-key-ref",
      environment: "artefacts",
      message:
        'Deployment orders/api container app env DATABASE_PASSWORD reads the Secret "from-elsewhere", which no class writes and no manifest makes',
      needs: "the manifest of the Secret, or of what makes it; without its values",
      at: {
        file: "orders.yaml",
        line: 75,
        resource: "Deployment orders/api container app env DATABASE_PASSWORD",
        field: "valueFrom.secretKeyRef.name",
      },
    },
  ]);
});

test("leaves alone a Secret that a class of another provider writes", () => {
  const files = {
    ...manifests("                  name: api-database", "                  name: aws-db"),
    "aws.yaml":
      "apiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\nmetadata: { name: aws, namespace: orders }\nspec: { provider: aws, parameters: { objects: x }, secretObjects: [{ secretName: aws-db, type: Opaque, data: [{ objectName: a, key: b }] }] }\n",
  };

  const said = [...findingsOf("match-secret-key-ref", files), ...uncheckedOf("match-secret-key-ref", files)];

  expect(said).toEqual([]);
});

test.each([
  ["key", "          key: PASSWORD\n    - secretName", "          key: PASS WORD\n    - secretName"],
  ["name", "    - secretName: api-database", "    - secretName: Api_Database"],
])("leaves a %s that Kubernetes does not take to the rule that speaks of it", (_, from, to) => {
  const files = manifests(from, to);

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([]);
});

test("cannot tell where the Secret may stand in a document that cannot be read", () => {
  const misspelt = manifests("                  name: api-database", "                  name: api-databse");
  const quiet = manifests("    secret.reloader.stakater.com/reload: api-database", "    owner: orders", misspelt);
  const files = { ...quiet, "broken.yaml": "apiVersion: v1\nkind: Secret: a\n" };

  const unchecked = uncheckedOf("match-secret-key-ref", files).map(({ message, needs }) => ({ message, needs }));

  expect(findingsOf("match-secret-key-ref", files)).toEqual([]);
  expect(unchecked).toEqual([
    {
      message:
        'Deployment orders/api container app env DATABASE_PASSWORD reads the Secret "api-databse", which no class of its namespace writes, as far as the artefacts can be read',
      needs: "broken.yaml in a form that can be read; line 2 keeps it from that",
    },
  ]);
});

/** A second variable of the same container, that reads a key of a Secret. */
function withVariable(secret: string, key: string): Files {
  const variable = `            - { name: ALSO, valueFrom: { secretKeyRef: { name: ${secret}, key: ${key} } } }\n`;
  return manifests("          volumeMounts:\n", `${variable}          volumeMounts:\n`);
}

test("warns of a Secret that is called like one that the pod reads already, and has its key", () => {
  const files = withVariable("api-datebase", "PASSWORD");

  const findings = findingsOf("match-secret-key-ref", files);

  expect(findings).toEqual([
    {
      rule: "match-secret-key-ref",
      severity: "warning",
      environment: "artefacts",
      message:
        'Deployment orders/api container app env ALSO reads the Secret "api-datebase", which no class of its namespace writes',
      at: {
        file: "orders.yaml",
        line: 77,
        resource: "Deployment orders/api container app env ALSO",
        field: "valueFrom.secretKeyRef.name",
      },
      got: "api-datebase",
      allowed: 'a Secret of the namespace: "api-database", "api-tls"',
      fix: 'write "api-database"',
      shows: 'CreateContainerConfigError: secret "api-datebase" not found',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
      docs: "docs/rules/match-secret-key-ref.md",
    },
  ]);
});

test.each([
  ["has another key", "api-datebase", "USER"],
  ["is one of a series", "api-database2", "PASSWORD"],
  ["is called otherwise", "api-data", "PASSWORD"],
])("cannot decide on a Secret that %s", (_, secret, key) => {
  const files = withVariable(secret, key);

  const unchecked = uncheckedOf("match-secret-key-ref", files).map(({ message }) => message);

  expect(findingsOf("match-secret-key-ref", files)).toEqual([]);
  expect(unchecked).toEqual([
    `Deployment orders/api container app env ALSO reads the Secret "${secret}", which no class writes and no manifest makes`,
  ]);
});

test("finds nothing where a controller writes the Secret without a pod", () => {
  const sync = [
    "apiVersion: secret-sync.x-k8s.io/v1alpha1",
    "kind: SecretSync",
    "metadata: { name: api-datebase, namespace: orders }",
    "spec: { serviceAccountName: api, secretProviderClassName: api-vault }",
  ].join("\n");
  const files = {
    ...manifests("                  name: api-database\n", "                  name: api-datebase\n"),
    "sync.yaml": sync,
  };

  const said = [findingsOf("match-secret-key-ref", files), uncheckedOf("match-secret-key-ref", files)];

  expect(said).toEqual([[], []]);
});

test("shows what a volume of a misspelt Secret leads to", () => {
  const volume = "      volumes:\n        - name: read\n          secret: { secretName: api-tsl }\n";
  const healthy = manifests("      volumes:\n", volume);
  const files = Object.fromEntries(
    Object.entries(healthy).map(([name, text]) => [name, text.replace("      secretName: api-tls\n", "")]),
  );

  const found = findingsOf("match-secret-key-ref", files).map(({ shows }) => shows);

  expect(found).toEqual(['FailedMount: MountVolume.SetUp failed for volume "read" : secret "api-tsl" not found']);
});
