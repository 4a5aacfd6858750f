import { expect, test } from "vitest";
import { CLIENT_ID, type Files, findingsOf, healthyFiles, manifests, uncheckedOf } from "../../support/artefacts.js";

const RULE = "no-unused-service-account";

/** The healthy world with a service account more. */
function another(namespace: string, annotations: string): Files {
  const metadata = `metadata: { name: worker, namespace: ${namespace}, annotations: { ${annotations} } }`;
  return { ...healthyFiles, "other.yaml": `apiVersion: v1\nkind: ServiceAccount\n${metadata}\n` };
}

const annotated = `azure.workload.identity/client-id: ${CLIENT_ID}`;

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when no pod runs as a service account that is for an identity", () => {
  const found = findingsOf(RULE, another("orders", annotated));

  expect(found).toEqual([
    {
      rule: "no-unused-service-account",
      severity: "warning",
      environment: "artefacts",
      message: "ServiceAccount orders/worker is for an identity, and no pod runs as it",
      at: {
        file: "other.yaml",
        line: 1,
        resource: "ServiceAccount orders/worker",
      },
      got: "azure.workload.identity/client-id: 0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36",
      allowed: "service accounts that a pod names, among those that are for an identity",
      fix: "remove it with its federated credential, or give the manifests of the pods that run as it",
      related: [],
      docs: "docs/rules/no-unused-service-account.md",
    },
  ]);
});

test("finds nothing on a service account that is for no identity", () => {
  const found = findingsOf(RULE, another("orders", "team: orders"));

  expect(found).toEqual([]);
});

test("finds nothing where a part of a pod names it", () => {
  const found = findingsOf(RULE, {
    ...another("orders", annotated),
    "patch.yaml":
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: worker }\nspec: { template: { spec: { serviceAccountName: worker, containers: [{ name: worker }] } } }\n",
  });

  expect(found).toEqual([]);
});

test("leaves a misspelt service account to the pod that names it", () => {
  const found = findingsOf(RULE, manifests("serviceAccountName: api", "serviceAccountName: apii"));

  expect(found).toEqual([]);
});

test("cannot tell where the namespace has no pods", () => {
  const found = uncheckedOf(RULE, another("billing", annotated));

  expect(found).toEqual([
    {
      rule: "no-unused-service-account",
      environment: "artefacts",
      message: "whether a pod runs as ServiceAccount billing/worker is not known: there is no pod of its namespace",
      needs: "the manifests of the pods of namespace billing",
      at: {
        file: "other.yaml",
        line: 1,
        resource: "ServiceAccount billing/worker",
      },
    },
  ]);
});

/** A manifest of an operator that names the service account. */
function named(kind: string, namespace: string, rest: string): Files {
  const head = `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: { name: store, namespace: ${namespace} }`;
  return { ...another("orders", annotated), "store.yaml": `${head}\n${rest}\n` };
}

test("finds nothing where a SecretStore reads as it", () => {
  const files = named(
    "SecretStore",
    "orders",
    "spec: { provider: { azurekv: { serviceAccountRef: { name: worker } } } }",
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds nothing where something of another namespace names it with its own", () => {
  const files = named("Store", "tools", "spec: { serviceAccountRef: { name: worker, namespace: orders } }");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when only something of another namespace, a role binding or another field has the name", () => {
  const found = [
    named("Store", "tools", "spec: { serviceAccountName: worker }"),
    named("RoleBinding", "orders", "subjects: [{ serviceAccountName: worker }]"),
    named("Store", "orders", "spec: { target: worker }"),
  ].map((files) => findingsOf(RULE, files).map(({ at }) => at.resource));

  const one = ["ServiceAccount orders/worker"];

  expect(found).toEqual([one, one, one]);
});

test("cannot tell where a pod may stand in a document that cannot be read", () => {
  const files = { ...another("orders", annotated), "broken.yaml": "apiVersion: v1\nkind: Pod: a\n" };

  const unchecked = uncheckedOf(RULE, files).map(({ message, needs }) => ({ message, needs }));

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(unchecked).toEqual([
    {
      message:
        "ServiceAccount orders/worker is for an identity, and no pod runs as it, as far as the artefacts can be read",
      needs: "broken.yaml in a form that can be read; line 2 keeps it from that",
    },
  ]);
});
