import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests, uncheckedOf } from "../../support/artefacts.js";

const unread = manifests("      secretName: api-tls", "      secretName: other-tls");

const GATEWAY = [
  "apiVersion: gateway.networking.k8s.io/v1",
  "kind: Gateway",
  "metadata: { name: edge, namespace: edge }",
  "spec: { listeners: [{ name: https, tls: { certificateRefs: [{ name: api-tls, namespace: orders }] } }] }",
].join("\n");

const ALWAYS = {
  rule: "no-unused-synced-secret",
  environment: "artefacts",
  docs: "docs/rules/no-unused-synced-secret.md",
} as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("no-unused-synced-secret", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when nothing reads a synced Secret", () => {
  const files = manifests("      secretName: api-tls", "      secretName: other-tls");

  const findings = findingsOf("no-unused-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'nothing reads the Secret "api-tls", which the class "api-vault" writes; Ingress orders/api names "other-tls", which nothing among the artefacts makes',
      at: {
        file: "orders.yaml",
        line: 38,
        resource: "SecretProviderClass orders/api-vault secretObjects[1]",
        field: "secretName",
      },
      got: "api-tls",
      allowed: "a Secret that a variable, a volume, an Ingress or another manifest of the namespace names",
      fix: 'write "api-tls" in Ingress orders/api, or remove the entry of secretObjects',
      shows:
        "nothing; where nobody else makes the other one, the Ingress serves the default certificate of its controller",
      related: [
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
        { file: "orders.yaml", line: 89, resource: "Ingress orders/api" },
      ],
    },
  ]);
});

test("finds nothing where another manifest names the Secret", () => {
  const files = {
    ...unread,
    "proxy.yaml": [
      "apiVersion: v1",
      "kind: ConfigMap",
      "metadata: { name: proxy, namespace: orders }",
      "data: { args: '--default-ssl-certificate=orders/api-tls' }",
    ].join("\n"),
  };

  const findings = findingsOf("no-unused-synced-secret", files);

  expect(findings).toEqual([]);
});

test("finds nothing where a Gateway of another namespace names the Secret", () => {
  const files = { ...unread, "gateway.yaml": GATEWAY };

  const findings = findingsOf("no-unused-synced-secret", files);

  expect(findings).toEqual([]);
});

test("does not take the annotation of Reloader for a reader", () => {
  const files = manifests(
    "secret.reloader.stakater.com/reload: api-database",
    "secret.reloader.stakater.com/reload: api-tls",
    unread,
  );

  const findings = findingsOf("no-unused-synced-secret", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message:
        'nothing reads the Secret "api-tls", which the class "api-vault" writes; Ingress orders/api names "other-tls", which nothing among the artefacts makes',
      at: {
        file: "orders.yaml",
        line: 38,
        resource: "SecretProviderClass orders/api-vault secretObjects[1]",
        field: "secretName",
      },
      got: "api-tls",
      allowed: "a Secret that a variable, a volume, an Ingress or another manifest of the namespace names",
      fix: 'write "api-tls" in Ingress orders/api, or remove the entry of secretObjects',
      shows:
        "nothing; where nobody else makes the other one, the Ingress serves the default certificate of its controller",
      related: [
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
        { file: "orders.yaml", line: 89, resource: "Ingress orders/api" },
      ],
    },
  ]);
});

test("leaves a class that nobody mounts to another rule", () => {
  const files = manifests("secretProviderClass: api-vault", "secretProviderClass: api-vualt", unread);

  const findings = findingsOf("no-unused-synced-secret", files);

  expect(findings).toEqual([]);
});

test("cannot decide about a TLS Secret where the namespace has no Ingress", () => {
  const files = manifests("kind: Ingress", "kind: Other", unread);

  const unchecked = uncheckedOf("no-unused-synced-secret", files);

  expect(unchecked).toEqual([
    {
      rule: "no-unused-synced-secret",
      environment: "artefacts",
      message: 'nothing among the artefacts reads the TLS Secret "api-tls" of SecretProviderClass orders/api-vault',
      needs: "the manifests of the Ingress or Gateway that it is for",
      at: {
        file: "orders.yaml",
        line: 38,
        resource: "SecretProviderClass orders/api-vault secretObjects[1]",
        field: "secretName",
      },
    },
  ]);
});

test("finds nothing where the API server reads the Secret", () => {
  const unread = manifests("                  name: api-database", "                  name: other");
  const findings = ["bootstrap.kubernetes.io/token", "kubernetes.io/service-account-token"].flatMap((type) =>
    findingsOf("no-unused-synced-secret", manifests("type: Opaque", `type: ${type}`, unread)),
  );

  expect(findingsOf("no-unused-synced-secret", unread)).toHaveLength(1);
  expect(findings).toEqual([]);
});

test("leaves a misspelt name to the pod that reads it", () => {
  const files = manifests(
    "                  name: api-database",
    "                  name: api-databse",
    manifests("    secret.reloader.stakater.com/reload: api-database", "    owner: orders"),
  );

  const findings = findingsOf("no-unused-synced-secret", files);

  expect(findings).toEqual([]);
});

test("leaves a name that no Secret can have to another rule", () => {
  const files = manifests("- secretName: api-database", "- secretName: Api_Database");

  const findings = findingsOf("no-unused-synced-secret", files);

  expect(findings).toEqual([]);
});

test.each([
  [
    "a Certificate",
    "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: c, namespace: orders }\nspec: { secretName: other-tls }\n",
  ],
  [
    "a SealedSecret",
    "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: other-tls, namespace: orders }\n",
  ],
  ["a Secret", "apiVersion: v1\nkind: Secret\nmetadata: { name: other-tls, namespace: orders }\n"],
])("does not name the Ingress where %s makes what it names", (_, manifest) => {
  const files = { ...unread, "other.yaml": manifest };

  const findings = findingsOf("no-unused-synced-secret", files).map(({ message, fix }) => ({ message, fix }));

  expect(findings).toEqual([
    {
      message: 'nothing reads the Secret "api-tls", which the class "api-vault" writes',
      fix: "remove the entry of secretObjects and read the mounted file, or read the Secret",
    },
  ]);
});

test("does not name an Ingress for which cert-manager makes the Secret", () => {
  const files = manifests(
    "kind: Ingress\nmetadata:\n",
    "kind: Ingress\nmetadata:\n  annotations: { cert-manager.io/cluster-issuer: main }\n",
    unread,
  );

  const messages = findingsOf("no-unused-synced-secret", files).map(({ message }) => message);

  expect(messages).toEqual(['nothing reads the Secret "api-tls", which the class "api-vault" writes']);
});
