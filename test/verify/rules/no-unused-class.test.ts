import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests, uncheckedOf } from "../../support/artefacts.js";

const RULE = "no-unused-class";

/** The healthy world with a class more. */
function another(namespace: string, provider = "azure"): Files {
  const metadata = `metadata: { name: other, namespace: ${namespace} }`;
  const kind = "apiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass";
  return { ...healthyFiles, "other.yaml": `${kind}\n${metadata}\nspec: { provider: ${provider} }\n` };
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when no pod of its namespace mounts a class", () => {
  const found = findingsOf(RULE, another("orders"));

  expect(found).toEqual([
    {
      rule: "no-unused-class",
      severity: "warning",
      environment: "artefacts",
      message: "no pod mounts SecretProviderClass orders/other",
      at: {
        file: "other.yaml",
        line: 1,
        resource: "SecretProviderClass orders/other",
      },
      allowed: "classes that a pod of their namespace mounts",
      fix: "mount it, remove it, or give the manifests of the pods that mount it",
      related: [],
      docs: "docs/rules/no-unused-class.md",
    },
  ]);
});

test("says that Secrets are not written either", () => {
  const found = findingsOf(RULE, another("orders", "azure, secretObjects: [{ secretName: other, type: Opaque }]")).map(
    ({ message, shows }) => [message, shows],
  );

  expect(found).toEqual([
    [
      "no pod mounts SecretProviderClass orders/other",
      "nothing, and no Secret: the driver writes Secrets only for pods that mount the class",
    ],
  ]);
});

test("leaves a misspelt driver to the volume that names it", () => {
  const found = findingsOf(RULE, manifests("driver: secrets-store.csi.k8s.io", "driver: secrets-store.csi.x-k8s.io"));

  expect(found).toEqual([]);
});

test("finds nothing of other providers", () => {
  const found = findingsOf(RULE, another("orders", "vault"));

  expect(found).toEqual([]);
});

test("leaves a misspelt class to the pod that names it", () => {
  const found = findingsOf(RULE, manifests("secretProviderClass: api-vault", "secretProviderClass: api-vaults"));

  expect(found).toEqual([]);
});

test("cannot tell where the namespace has no pods", () => {
  const found = uncheckedOf(RULE, another("other"));

  expect(found).toEqual([
    {
      rule: "no-unused-class",
      environment: "artefacts",
      message: "whether a pod mounts SecretProviderClass other/other is not known: there is no pod of its namespace",
      needs: "the manifests of the pods of namespace other",
      at: {
        file: "other.yaml",
        line: 1,
        resource: "SecretProviderClass other/other",
      },
    },
  ]);
});

test("leaves a missing mount to the pod that reads a Secret of the class", () => {
  const volume = [
    "        - name: vault",
    "          csi:",
    "            driver: secrets-store.csi.k8s.io",
    "            readOnly: true",
    "            volumeAttributes:",
    "              secretProviderClass: api-vault",
  ];

  const found = findingsOf(RULE, manifests(volume.join("\n"), "        - { name: vault, emptyDir: {} }"));

  expect(found).toEqual([]);
});

test("cannot tell where a pod may stand in a document that cannot be read", () => {
  const files = { ...another("orders"), "broken.yaml": "apiVersion: v1\nkind: Pod: a\n" };

  const unchecked = uncheckedOf(RULE, files);

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(unchecked).toEqual([
    {
      rule: "no-unused-class",
      environment: "artefacts",
      message: "no pod mounts SecretProviderClass orders/other, as far as the artefacts can be read",
      needs: "broken.yaml in a form that can be read; line 2 keeps it from that",
      at: { file: "other.yaml", line: 1, resource: "SecretProviderClass orders/other" },
    },
  ]);
});

const SYNC = [
  "apiVersion: secret-sync.x-k8s.io/v1alpha1",
  "kind: SecretSync",
  "metadata: { name: other-secret, namespace: orders }",
  "spec: { serviceAccountName: api, secretProviderClassName: other }",
].join("\n");

test("takes a SecretSync of the namespace for a user", () => {
  const found = findingsOf(RULE, { ...another("orders"), "sync.yaml": SYNC });

  expect(found).toEqual([]);
});

test.each([
  ["of another namespace", SYNC.replace("namespace: orders", "namespace: billing")],
  ["of another group", SYNC.replace("secret-sync.x-k8s.io", "example.com")],
])("fails where the only SecretSync is one %s", (_, sync) => {
  const found = findingsOf(RULE, { ...another("orders"), "sync.yaml": sync }).map(({ message }) => message);

  expect(found).toEqual(["no pod mounts SecretProviderClass orders/other"]);
});

/** Something that may make pods, and says so in its own way. */
function maker(apiVersion: string, kind: string, spec: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web, namespace: flux }\nspec:\n${spec}\n`;
}

const VOLUME = "{ name: v, csi: { volumeAttributes: { secretProviderClass: other } } }";

test.each([
  ["HelmRelease", maker("helm.toolkit.fluxcd.io/v2", "HelmRelease", `  values: { extraVolumes: [${VOLUME}] }`)],
  [
    "Application",
    maker(
      "argoproj.io/v1alpha1",
      "Application",
      '  source:\n    helm:\n      values: |\n        spc:\n          secretProviderClass: "other"',
    ),
  ],
  [
    "IstioOperator",
    maker(
      "install.istio.io/v1alpha1",
      "IstioOperator",
      `  overlays: [{ patches: [{ path: spec, value: ${VOLUME} }] }]`,
    ),
  ],
  ["Prometheus", maker("monitoring.coreos.com/v1", "Prometheus", `  volumes: [${VOLUME}]`)],
])("cannot tell where a %s names the class", (kind, manifest) => {
  const files = { ...another("orders"), "maker.yaml": manifest };

  const unchecked = uncheckedOf(RULE, files);

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(unchecked).toEqual([
    {
      rule: "no-unused-class",
      environment: "artefacts",
      message: `whether a pod mounts SecretProviderClass orders/other is not known: ${kind} flux/web names it`,
      needs: `the manifests of the pods that are made of ${kind} flux/web`,
      at: { file: "other.yaml", line: 1, resource: "SecretProviderClass orders/other" },
    },
  ]);
});

test.each([
  ["its labels say it", maker("example.com/v1", "Maker", "  template: { metadata: { labels: { app: other } } }")],
  ["a Secret is called so", maker("traefik.io/v1alpha1", "TLSStore", "  defaultCertificate: { secretName: other }")],
  ["an image is called so", maker("example.com/v1", "Maker", '  image: "registry.example.com/orders/other:1.4.2"')],
  ["it is a Service", maker("v1", "Service", "  externalName: other")],
])("fails where another manifest has the name, and only %s", (_, manifest) => {
  const found = findingsOf(RULE, { ...another("orders"), "maker.yaml": manifest }).map(({ message }) => message);

  expect(found).toEqual(["no pod mounts SecretProviderClass orders/other"]);
});

test("leaves a class without a namespace to a pod that names one that is not there", () => {
  const files = another("orders");
  const anywhere = { "other.yaml": (files["other.yaml"] ?? "").replace(", namespace: orders", "") };
  const misspelt = manifests("secretProviderClass: api-vault", "secretProviderClass: api-vaults");
  const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ image: busybox }] }\n";

  const found = findingsOf(RULE, { ...misspelt, ...anywhere, "pod.yaml": pod });

  expect(found).toEqual([]);
});
