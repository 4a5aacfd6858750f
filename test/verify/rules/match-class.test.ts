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

/** A class of Azure in some namespace. */
function classIn(namespace: string, name = "web-vault"): string {
  return OTHER_PROVIDER.replace("web-vault", name)
    .replace("shop", namespace)
    .replace("gcp, parameters: { secrets: text }", "azure");
}

const AT = {
  file: "orders.yaml",
  line: 11,
  resource: "Pod shop/web volume vault",
  field: "csi.volumeAttributes.secretProviderClass",
} as const;

test("cannot decide where manifests alone have no class of the namespace, and none of that name elsewhere", () => {
  const files = { [FILE.manifests]: POD + classIn("billing", "billing-vault") };

  const said = [findingsOf("match-class", files), uncheckedOf("match-class", files)];

  expect(said).toEqual([
    [],
    [
      {
        rule: "match-class",
        environment: "artefacts",
        message:
          'Pod shop/web mounts the provider class "web-vault", and no class of its namespace is among the artefacts',
        needs: "the manifests of the provider classes",
        at: AT,
      },
    ],
  ]);
});

test("cannot decide where manifests alone have only another class, without a namespace", () => {
  const files = { [FILE.manifests]: POD + classIn("shop", "orders-vault").replace(", namespace: shop", "") };

  const said = [findingsOf("match-class", files), uncheckedOf("match-class", files).map(({ message }) => message)];

  expect(said).toEqual([
    [],
    ['Pod shop/web mounts the provider class "web-vault", and no class of its namespace is among the artefacts'],
  ]);
});

test("fails where Terraform is given and the namespace has no class", () => {
  const files = { ...healthyFiles, [FILE.manifests]: POD + classIn("billing", "billing-vault") };

  const found = findingsOf("match-class", files).map(({ severity, message, fix }) => [severity, message, fix]);

  expect(found).toEqual([
    [
      "error",
      'Pod shop/web mounts the provider class "web-vault", which its namespace does not have',
      "add the SecretProviderClass to the artefacts",
    ],
  ]);
});

test("fails where manifests alone have a class of that name in another namespace", () => {
  const files = { [FILE.manifests]: POD + classIn("billing") };

  const found = findingsOf("match-class", files).map(({ severity, fix }) => [severity, fix]);

  expect(found).toEqual([
    ["error", 'create the class in the namespace of the pod too; namespace "billing" has one of that name'],
  ]);
});

test("names each namespace with a class of that name once", () => {
  const files = { [FILE.manifests]: POD + classIn("billing") + classIn("billing") + classIn("sales") };

  const found = findingsOf("match-class", files).map(({ fix }) => fix);

  expect(found).toEqual([
    'create the class in the namespace of the pod too; namespaces "billing", "sales" each have one of that name',
  ]);
});

test("fails when a pod without a namespace misspells the only class", () => {
  const files = { [FILE.manifests]: POD.replace(", namespace: shop", "") + classIn("shop", "web-vaults") };

  const found = findingsOf("match-class", files).map(({ severity, allowed, fix }) => [severity, allowed, fix]);

  expect(found).toEqual([["error", 'a class of the same namespace: "web-vaults"', 'write "web-vaults"']]);
});

test("fails when a pod misspells a class without a namespace", () => {
  const files = { [FILE.manifests]: POD + classIn("shop", "web-vaults").replace(", namespace: shop", "") };

  const found = findingsOf("match-class", files).map(({ severity, allowed, fix }) => [severity, allowed, fix]);

  expect(found).toEqual([["error", 'a class of the same namespace: "web-vaults"', 'write "web-vaults"']]);
});

test("warns of a name that a tool has still to fill in", () => {
  const pod = POD.replace("secretProviderClass: web-vault", 'secretProviderClass: "${VAULT_CLASS}"');
  const files = { [FILE.manifests]: pod + classIn("shop") };

  const findings = findingsOf("match-class", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "warning",
      message: 'Pod shop/web mounts the provider class "${VAULT_CLASS}", which a tool has still to fill in',
      at: AT,
      got: "${VAULT_CLASS}",
      allowed: 'a class of the same namespace: "web-vault"',
      fix: "verify the manifests as they are applied, after the values are filled in",
      shows:
        'FailedMount: failed to get secretproviderclass shop/${VAULT_CLASS}, error: SecretProviderClass.secrets-store.csi.x-k8s.io "${VAULT_CLASS}" not found',
      related: [{ file: "orders.yaml", line: 1, resource: "Pod shop/web" }],
    },
  ]);
});

test("warns where the namespace of the class is still to be filled in", () => {
  const files = { [FILE.manifests]: POD + classIn("'${NAMESPACE}'") };

  const found = findingsOf("match-class", files).map(({ severity, fix }) => [severity, fix]);

  expect(found).toEqual([["warning", "verify the manifests as they are applied, after the values are filled in"]]);
});

/** The healthy world with a class that cannot be read: a line of it begins with a tab. */
const unreadable = manifests("  provider: azure\n", "  provider: azure\n\tparameters: {}\n");

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
