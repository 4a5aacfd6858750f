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
