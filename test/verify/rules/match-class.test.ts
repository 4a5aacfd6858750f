import { expect, test } from "vitest";
import { FILE, findingsOf, healthyFiles, manifests, uncheckedOf } from "../../support/artefacts.js";

const POD = [
  "apiVersion: v1",
  "kind: Pod",
  "metadata: { name: web, namespace: shop }",
  "spec:",
  "  containers: [{ name: app, image: busybox, volumeMounts: [{ name: vault, mountPath: /mnt }] }]",
  "  volumes:",
  "    - name: vault",
  "      csi:",
  "        driver: secrets-store.csi.k8s.io",
  "        readOnly: true",
  "        volumeAttributes: { secretProviderClass: web-vault }",
  "",
].join("\n");

const OTHER_PROVIDER = [
  "---",
  "apiVersion: secrets-store.csi.x-k8s.io/v1",
  "kind: SecretProviderClass",
  "metadata: { name: web-vault, namespace: shop }",
  "spec: { provider: gcp, parameters: { secrets: text } }",
  "",
].join("\n");

const ALWAYS = { rule: "match-class", environment: "artefacts", docs: "docs/rules/match-class.md" } as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("match-class", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when a pod mounts a misspelt class", () => {
  const files = manifests("secretProviderClass: api-vault", "secretProviderClass: api-vualt");

  const findings = findingsOf("match-class", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api mounts the provider class "api-vualt", which its namespace does not have',
      at: {
        file: "orders.yaml",
        line: 87,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes.secretProviderClass",
      },
      got: "api-vualt",
      allowed: 'a class of the same namespace: "api-vault"',
      fix: 'write "api-vault"',
      shows:
        'FailedMount: failed to get secretproviderclass orders/api-vualt, error: SecretProviderClass.secrets-store.csi.x-k8s.io "api-vualt" not found',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when a pod writes a class in another case", () => {
  const files = manifests("secretProviderClass: api-vault", "secretProviderClass: Api-vault");

  const findings = findingsOf("match-class", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api mounts the provider class "Api-vault", which its namespace does not have',
      at: {
        file: "orders.yaml",
        line: 87,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes.secretProviderClass",
      },
      got: "Api-vault",
      allowed: 'a class of the same namespace: "api-vault"',
      fix: 'write "api-vault"',
      shows:
        'FailedMount: failed to get secretproviderclass orders/Api-vault, error: SecretProviderClass.secrets-store.csi.x-k8s.io "Api-vault" not found',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("fails when the class is in another namespace", () => {
  const files = manifests("  name: api-vault\n  namespace: orders", "  name: api-vault\n  namespace: billing");

  const findings = findingsOf("match-class", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message: 'Deployment orders/api mounts the provider class "api-vault", which its namespace does not have',
      at: {
        file: "orders.yaml",
        line: 87,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes.secretProviderClass",
      },
      got: "api-vault",
      allowed: "a class of the same namespace; it has none",
      fix: 'create the class in the namespace of the pod too; namespace "billing" has one of that name',
      shows:
        'FailedMount: failed to get secretproviderclass orders/api-vault, error: SecretProviderClass.secrets-store.csi.x-k8s.io "api-vault" not found',
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
    },
  ]);
});

test("finds nothing where the class is one of another provider", () => {
  const files = { [FILE.manifests]: POD + OTHER_PROVIDER };

  const findings = findingsOf("match-class", files);

  expect(findings).toEqual([]);
});

test("finds nothing where neither pod nor class names a namespace", () => {
  const files = { [FILE.manifests]: (healthyFiles[FILE.manifests] ?? "").replaceAll("\n  namespace: orders", "") };

  const findings = findingsOf("match-class", files);

  expect(findings).toEqual([]);
});

test("cannot decide which class is meant where a pod names no namespace and two have one of that name", () => {
  const pod = POD.replace(", namespace: shop", "");
  const files = { [FILE.manifests]: pod + OTHER_PROVIDER + OTHER_PROVIDER.replace("shop", "billing") };

  const said = [findingsOf("match-class", files), uncheckedOf("match-class", files)];

  expect(said).toEqual([
    [],
    [
      {
        rule: "match-class",
        environment: "artefacts",
        message:
          'Pod web mounts the provider class "web-vault" and names no namespace: "shop", "billing" each have one of that name',
        needs: "the namespace: metadata.namespace in the manifest",
        at: {
          file: "orders.yaml",
          line: 11,
          resource: "Pod web volume vault",
          field: "csi.volumeAttributes.secretProviderClass",
        },
      },
    ],
  ]);
});

test("cannot decide where no class is among the artefacts", () => {
  const files = { [FILE.manifests]: POD };

  const unchecked = uncheckedOf("match-class", files);

  expect(unchecked).toEqual([
    {
      rule: "match-class",
      environment: "artefacts",
      message: 'Pod shop/web mounts the provider class "web-vault", and no class is among the artefacts',
      needs: "the manifests of the provider classes",
      at: {
        file: "orders.yaml",
        line: 11,
        resource: "Pod shop/web volume vault",
        field: "csi.volumeAttributes.secretProviderClass",
      },
    },
  ]);
});

/** The healthy world with a class that cannot be read: a key of it stands twice. */
const unreadable = manifests("  provider: azure\n", "  provider: azure\n  provider: azure\n");

test("cannot tell where the class may stand in a document that cannot be read", () => {
  const unchecked = uncheckedOf("match-class", unreadable);

  expect(findingsOf("match-class", unreadable)).toEqual([]);
  expect(unchecked).toEqual([
    {
      rule: "match-class",
      environment: "artefacts",
      message:
        'Deployment orders/api mounts the provider class "api-vault", which its namespace does not have, as far as the artefacts can be read',
      needs: "orders.yaml in a form that can be read; line 16 keeps it from that",
      at: {
        file: "orders.yaml",
        line: 88,
        resource: "Deployment orders/api volume vault",
        field: "csi.volumeAttributes.secretProviderClass",
      },
    },
  ]);
});
