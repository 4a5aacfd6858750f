import { expect, test } from "vitest";
import { CLIENT_ID, type Files, findingsOf, healthyFiles, manifests, TENANT } from "../../support/artefacts.js";

const RULE = "valid-client-id";

function withClient(clientId: string): Files {
  return manifests(`clientID: "${CLIENT_ID}"`, `clientID: "${clientId}"`);
}

test("finds nothing where it is a GUID", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when it is a placeholder", () => {
  const files = withClient("<IDENTITY_CLIENT_ID>");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-client-id",
      severity: "error",
      environment: "artefacts",
      message:
        'clientID of SecretProviderClass orders/api-vault is the placeholder "<IDENTITY_CLIENT_ID>", not the client id of an identity',
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: "<IDENTITY_CLIENT_ID>",
      allowed: `a GUID, such as ${CLIENT_ID}`,
      fix: "write client_id of the identity: az identity show --query clientId, or an output of Terraform",
      shows: `AADSTS700016: Application with identifier '<IDENTITY_CLIENT_ID>' was not found in the directory '${TENANT}'`,
      related: [],
      docs: "docs/rules/valid-client-id.md",
    },
  ]);
});

test("fails when it is the GUID of zeros", () => {
  const files = withClient("00000000-0000-0000-0000-000000000000");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-client-id",
      severity: "error",
      environment: "artefacts",
      message:
        'clientID of SecretProviderClass orders/api-vault is the placeholder "00000000-0000-0000-0000-000000000000", not the client id of an identity',
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: "00000000-0000-0000-0000-000000000000",
      allowed: `a GUID, such as ${CLIENT_ID}`,
      fix: "write client_id of the identity: az identity show --query clientId, or an output of Terraform",
      shows: `AADSTS700016: Application with identifier '00000000-0000-0000-0000-000000000000' was not found in the directory '${TENANT}'`,
      related: [],
      docs: "docs/rules/valid-client-id.md",
    },
  ]);
});

test("fails when it is an ARM resource id", () => {
  const files = withClient(
    "/subscriptions/a/resourceGroups/b/providers/Microsoft.ManagedIdentity/userAssignedIdentities/c",
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-client-id",
      severity: "error",
      environment: "artefacts",
      message:
        "clientID of SecretProviderClass orders/api-vault is an ARM resource id, not the client id of an identity",
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: "/subscriptions/a/resourceGroups/b/providers/Microsoft.ManagedIdentity/userAssignedIdentities/c",
      allowed: `a GUID, such as ${CLIENT_ID}`,
      fix: "write client_id of the identity: az identity show --query clientId, or an output of Terraform",
      shows: `AADSTS700016: Application with identifier '/subscriptions/a/resourceGroups/b/providers/Microsoft.ManagedIdentity/userAssignedIdentities/c' was not found in the directory '${TENANT}'`,
      related: [],
      docs: "docs/rules/valid-client-id.md",
    },
  ]);
});

test("fails when it is the resource id of an application", () => {
  const files = withClient("/applications/0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-client-id",
      severity: "error",
      environment: "artefacts",
      message:
        "clientID of SecretProviderClass orders/api-vault is the resource id of an application, not the client id of an identity",
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: `/applications/${CLIENT_ID}`,
      allowed: `a GUID, such as ${CLIENT_ID}`,
      fix: "write client_id of the identity: az identity show --query clientId, or an output of Terraform",
      shows: `AADSTS700016: Application with identifier '/applications/${CLIENT_ID}' was not found in the directory '${TENANT}'`,
      related: [],
      docs: "docs/rules/valid-client-id.md",
    },
  ]);
});

test("fails when it is a URI", () => {
  const files = withClient("api://orders");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-client-id",
      severity: "error",
      environment: "artefacts",
      message: "clientID of SecretProviderClass orders/api-vault is a URI, not the client id of an identity",
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: "api://orders",
      allowed: `a GUID, such as ${CLIENT_ID}`,
      fix: "write client_id of the identity: az identity show --query clientId, or an output of Terraform",
      shows: `AADSTS700016: Application with identifier 'api://orders' was not found in the directory '${TENANT}'`,
      related: [],
      docs: "docs/rules/valid-client-id.md",
    },
  ]);
});

test("fails when it is a name", () => {
  const files = withClient("orders-api");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-client-id",
      severity: "error",
      environment: "artefacts",
      message:
        'clientID of SecretProviderClass orders/api-vault is the text "orders-api", not the client id of an identity',
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: "orders-api",
      allowed: `a GUID, such as ${CLIENT_ID}`,
      fix: "write client_id of the identity: az identity show --query clientId, or an output of Terraform",
      shows: `AADSTS700016: Application with identifier 'orders-api' was not found in the directory '${TENANT}'`,
      related: [],
      docs: "docs/rules/valid-client-id.md",
    },
  ]);
});

test("fails when it says that it is yours to fill in", () => {
  const files = withClient("YOUR-CLIENT-ID");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-client-id",
      severity: "error",
      environment: "artefacts",
      message:
        'clientID of SecretProviderClass orders/api-vault is the placeholder "YOUR-CLIENT-ID", not the client id of an identity',
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: "YOUR-CLIENT-ID",
      allowed: `a GUID, such as ${CLIENT_ID}`,
      fix: "write client_id of the identity: az identity show --query clientId, or an output of Terraform",
      shows: `AADSTS700016: Application with identifier 'YOUR-CLIENT-ID' was not found in the directory '${TENANT}'`,
      related: [],
      docs: "docs/rules/valid-client-id.md",
    },
  ]);
});

test("fails when it is a row of crosses", () => {
  const files = withClient("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-client-id",
      severity: "error",
      environment: "artefacts",
      message:
        'clientID of SecretProviderClass orders/api-vault is the placeholder "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", not the client id of an identity',
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
      allowed: `a GUID, such as ${CLIENT_ID}`,
      fix: "write client_id of the identity: az identity show --query clientId, or an output of Terraform",
      shows: `AADSTS700016: Application with identifier 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx' was not found in the directory '${TENANT}'`,
      related: [],
      docs: "docs/rules/valid-client-id.md",
    },
  ]);
});

test("warns of a variable of a shell", () => {
  const files = withClient("$CLIENT_ID");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-client-id",
      severity: "warning",
      environment: "artefacts",
      message:
        'clientID of SecretProviderClass orders/api-vault is the expression "$CLIENT_ID", not the client id of an identity',
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: "$CLIENT_ID",
      allowed: `a GUID, such as ${CLIENT_ID}`,
      fix: "verify the manifests as they are applied, after the values are filled in",
      shows: `AADSTS700016: Application with identifier '$CLIENT_ID' was not found in the directory '${TENANT}'`,
      related: [],
      docs: "docs/rules/valid-client-id.md",
    },
  ]);
});

test("fails when the identity of a node is named by its ARM resource id", () => {
  const files = manifests(
    "    keyvaultName:",
    '    useVMManagedIdentity: "true"\n    userAssignedIdentityID: /subscriptions/a\n    keyvaultName:',
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-client-id",
      severity: "error",
      environment: "artefacts",
      message:
        "userAssignedIdentityID of SecretProviderClass orders/api-vault is an ARM resource id, not the client id of an identity",
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.userAssignedIdentityID",
      },
      got: "/subscriptions/a",
      allowed: `a GUID, such as ${CLIENT_ID}`,
      fix: "write client_id of the identity: az identity show --query clientId, or an output of Terraform",
      shows: "Identity not found (400 from the metadata service of the node)",
      related: [],
      docs: "docs/rules/valid-client-id.md",
    },
  ]);
});

test("warns of what a tool has yet to fill in", () => {
  const files = withClient("{{ .Values.clientId }}");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "valid-client-id",
      severity: "warning",
      environment: "artefacts",
      message:
        'clientID of SecretProviderClass orders/api-vault is the expression "{{ .Values.clientId }}", not the client id of an identity',
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: "{{ .Values.clientId }}",
      allowed: `a GUID, such as ${CLIENT_ID}`,
      fix: "verify the manifests as they are applied, after the values are filled in",
      shows: `AADSTS700016: Application with identifier '{{ .Values.clientId }}' was not found in the directory '${TENANT}'`,
      related: [],
      docs: "docs/rules/valid-client-id.md",
    },
  ]);
});
