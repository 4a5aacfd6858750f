import { expect, test } from "vitest";
import {
  CLIENT_ID,
  type Files,
  findingsOf,
  healthyFiles,
  manifests,
  PRINCIPAL_ID,
  TENANT,
} from "../../support/artefacts.js";

const RULE = "match-service-account-client-id";

function annotated(annotation: string): Files {
  return manifests(`client-id: "${CLIENT_ID}"`, annotation);
}

test("finds nothing where annotation and class agree", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the annotation names another client", () => {
  const files = annotated(`client-id: "7be4d109-5a3c-4f82-b6e1-0c94d8f3a725"`);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-service-account-client-id",
      severity: "warning",
      environment: "artefacts",
      message:
        'ServiceAccount orders/api is annotated with the client "7be4d109-5a3c-4f82-b6e1-0c94d8f3a725", the classes that its pods mount with another',
      at: {
        file: "orders.yaml",
        line: 7,
        resource: "ServiceAccount orders/api",
        field: 'metadata.annotations["azure.workload.identity/client-id"]',
      },
      got: "7be4d109-5a3c-4f82-b6e1-0c94d8f3a725",
      allowed: `"${CLIENT_ID}"`,
      fix: "write the client id of the class, so that the app acts as whoever reads its secrets",
      shows: "nothing at the mount; the app's own calls to Azure act as somebody else, or end in AADSTS700016",
      related: [{ file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault" }],
      docs: "docs/rules/match-service-account-client-id.md",
    },
  ]);
});

test("fails when the annotation names another tenant", () => {
  const files = annotated(
    `client-id: "${CLIENT_ID}"\n    azure.workload.identity/tenant-id: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91"`,
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-service-account-client-id",
      severity: "warning",
      environment: "artefacts",
      message:
        'ServiceAccount orders/api is annotated with the tenant "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91", the classes that its pods mount with another',
      at: {
        file: "orders.yaml",
        line: 8,
        resource: "ServiceAccount orders/api",
        field: 'metadata.annotations["azure.workload.identity/tenant-id"]',
      },
      got: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91",
      allowed: `"${TENANT}"`,
      fix: "write the tenant id of the class, so that the app acts as whoever reads its secrets",
      shows: "nothing at the mount; the app's own calls to Azure act as somebody else, or end in AADSTS700016",
      related: [{ file: "orders.yaml", line: 10, resource: "SecretProviderClass orders/api-vault" }],
      docs: "docs/rules/match-service-account-client-id.md",
    },
  ]);
});

test("fails when the annotation is no GUID", () => {
  const files = annotated("client-id: orders-api");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-service-account-client-id",
      severity: "warning",
      environment: "artefacts",
      message: 'ServiceAccount orders/api is annotated with the client "orders-api", which is no GUID',
      at: {
        file: "orders.yaml",
        line: 7,
        resource: "ServiceAccount orders/api",
        field: 'metadata.annotations["azure.workload.identity/client-id"]',
      },
      got: "orders-api",
      allowed: `"${CLIENT_ID}"`,
      fix: "write the client id of the class, so that the app acts as whoever reads its secrets",
      shows: "nothing at the mount; the app's own calls to Azure act as somebody else, or end in AADSTS700016",
      related: [{ file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault" }],
      docs: "docs/rules/match-service-account-client-id.md",
    },
  ]);
});

test("tells of a pod that asks for a client id of which the service account has none", () => {
  const files = manifests(`azure.workload.identity/client-id: "${CLIENT_ID}"`, "team: orders");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-service-account-client-id",
      severity: "note",
      environment: "artefacts",
      message: "ServiceAccount orders/api names no client id, which the webhook would give to Deployment orders/api",
      at: { file: "orders.yaml", line: 3, resource: "ServiceAccount orders/api", field: "metadata" },
      allowed: "the annotation azure.workload.identity/client-id",
      fix: "add azure.workload.identity/client-id with the client id of the class, or remove the label azure.workload.identity/use of the pod",
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
      docs: "docs/rules/match-service-account-client-id.md",
    },
  ]);
});

test("says nothing where it is the class that is wrong", () => {
  const files = manifests(`clientID: "${CLIENT_ID}"`, `clientID: "${PRINCIPAL_ID}"`);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("takes a client id in another case", () => {
  const files = annotated(`client-id: "${CLIENT_ID.toUpperCase()}"`);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

/** The healthy world with other client ids in annotation and class. */
function clients(annotation: string, parameter: string): Files {
  const files = annotated(`client-id: "${annotation}"`);
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      text.replace(`clientID: "${CLIENT_ID}"`, `clientID: "${parameter}"`),
    ]),
  );
}

test.each(["${CLIENT_ID}", "<CLIENT_ID>", "orders-api"])("finds nothing where both say %s", (text) => {
  const files = clients(text, text);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test.each([
  ["${CLIENT_ID}", CLIENT_ID],
  ["<CLIENT_ID>", CLIENT_ID],
  ["7be4d109-5a3c-4f82-b6e1-0c94d8f3a725", "${CLIENT_ID}"],
])("finds nothing where the annotation %s or the class with %s is still to be filled in", (annotation, parameter) => {
  const files = clients(annotation, parameter);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("leaves it to the class where that names no GUID", () => {
  const files = clients("7be4d109-5a3c-4f82-b6e1-0c94d8f3a725", "orders-api");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the annotation is no GUID and that of the class is still to be filled in", () => {
  const files = clients("orders-api", "${CLIENT_ID}");

  const found = findingsOf(RULE, files).map(({ message, allowed }) => [message, allowed]);

  expect(found).toEqual([
    ['ServiceAccount orders/api is annotated with the client "orders-api", which is no GUID', "a GUID"],
  ]);
});

test("does not speak of a client id of the class where that reads with the identity of the node", () => {
  const files = annotated("client-id: orders-api");
  const ofNode = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      text.replace(`clientID: "${CLIENT_ID}"`, 'useVMManagedIdentity: "true"'),
    ]),
  );

  const found = findingsOf(RULE, ofNode).map(({ message, allowed, fix, related }) => [message, allowed, fix, related]);

  expect(found).toEqual([
    [
      'ServiceAccount orders/api is annotated with the client "orders-api", which is no GUID',
      "a GUID",
      "write the client id of the identity that the app is meant to act as",
      [],
    ],
  ]);
});
