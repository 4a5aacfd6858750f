import { expect, test } from "vitest";
import {
  CLIENT_ID,
  FILE,
  type Files,
  findingsOf,
  healthyFiles,
  manifests,
  PRINCIPAL_ID,
  TENANT,
  terraform,
  uncheckedOf,
  verdictOf,
  without,
} from "../../support/artefacts.js";

const RULE = "match-client-id";

/** The healthy world with a client id in a class that no pod mounts. */
function unmounted(clientId: string): Files {
  const files = manifests(`clientID: "${CLIENT_ID}"`, `clientID: "${clientId}"`);
  return manifests("secretProviderClass: api-vault", "secretProviderClass: other", files);
}

const CLASS_END = "---\napiVersion: apps/v1\nkind: Deployment";

/** A second class of the same vault, and two pods of the same service account that mount it. */
function twoClasses(clientId: string): string {
  const parameters = `{ clientID: "${clientId}", tenantID: "${TENANT}", keyvaultName: kv-orders, objects: "" }`;
  const csi = "{ driver: secrets-store.csi.k8s.io, readOnly: true, volumeAttributes: { secretProviderClass: jobs } }";
  return [
    "---",
    "apiVersion: secrets-store.csi.x-k8s.io/v1",
    "kind: SecretProviderClass",
    "metadata: { name: jobs, namespace: orders }",
    `spec: { provider: azure, parameters: ${parameters} }`,
    "---",
    "apiVersion: v1",
    "kind: Pod",
    "metadata: { name: job, namespace: orders }",
    `spec: { serviceAccountName: api, containers: [{ name: a, image: b }], volumes: [{ name: v, csi: ${csi} }] }`,
    CLASS_END,
  ].join("\n");
}

test("finds nothing where the client id is that of the identity", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("takes the client id in another case", () => {
  const files = manifests(`clientID: "${CLIENT_ID}"`, `clientID: "${CLIENT_ID.toUpperCase()}"`);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the principal id is in its place", () => {
  const files = manifests(`clientID: "${CLIENT_ID}"`, `clientID: "${PRINCIPAL_ID}"`);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-client-id",
      severity: "error",
      environment: "artefacts",
      message: `clientID "${PRINCIPAL_ID}" of SecretProviderClass orders/api-vault is the principal id of azurerm_user_assigned_identity.api`,
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: PRINCIPAL_ID,
      allowed: `the client id of an identity: "${CLIENT_ID}"`,
      fix: `write "${CLIENT_ID}"`,
      shows: `AADSTS700016: Application with identifier '${PRINCIPAL_ID}' was not found in the directory '${TENANT}'`,
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
      docs: "docs/rules/match-client-id.md",
    },
  ]);
});

test("fails when the tenant is in its place", () => {
  const files = manifests(`clientID: "${CLIENT_ID}"`, `clientID: "${TENANT}"`);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-client-id",
      severity: "error",
      environment: "artefacts",
      message: `clientID "${TENANT}" of SecretProviderClass orders/api-vault is the id of the tenant`,
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: TENANT,
      allowed: "the client id of an identity",
      fix: "write client_id of the identity that reads the vault",
      shows: `AADSTS700016: Application with identifier '${TENANT}' was not found in the directory '${TENANT}'`,
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
      docs: "docs/rules/match-client-id.md",
    },
  ]);
});

test("fails when the pod is trusted by an identity with another client id", () => {
  const files = manifests(`clientID: "${CLIENT_ID}"`, `clientID: "7be4d109-5a3c-4f82-b6e1-0c94d8f3a725"`);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-client-id",
      severity: "error",
      environment: "artefacts",
      message:
        'clientID "7be4d109-5a3c-4f82-b6e1-0c94d8f3a725" of SecretProviderClass orders/api-vault is not that of azurerm_user_assigned_identity.api, which trusts the pod',
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: "7be4d109-5a3c-4f82-b6e1-0c94d8f3a725",
      allowed: `the client id of an identity: "${CLIENT_ID}"`,
      fix: `write "${CLIENT_ID}"`,
      shows: `AADSTS700016: Application with identifier '7be4d109-5a3c-4f82-b6e1-0c94d8f3a725' was not found in the directory '${TENANT}'`,
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
      docs: "docs/rules/match-client-id.md",
    },
  ]);
});

test("fails when it is nearly that of an identity", () => {
  const files = unmounted(CLIENT_ID.replace("0b9f", "0bf9"));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-client-id",
      severity: "error",
      environment: "artefacts",
      message:
        'clientID "0bf93c52-61d7-4e8a-a2c4-5d7e10f98b36" of SecretProviderClass orders/api-vault is nearly that of azurerm_user_assigned_identity.api',
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: "0bf93c52-61d7-4e8a-a2c4-5d7e10f98b36",
      allowed: `the client id of an identity: "${CLIENT_ID}"`,
      fix: `write "${CLIENT_ID}"`,
      shows: `AADSTS700016: Application with identifier '0bf93c52-61d7-4e8a-a2c4-5d7e10f98b36' was not found in the directory '${TENANT}'`,
      related: [],
      docs: "docs/rules/match-client-id.md",
    },
  ]);
});

test("fails when one identity has two client ids, before anything is deployed", () => {
  const files = without(FILE.outputs, manifests(CLASS_END, twoClasses("7be4d109-5a3c-4f82-b6e1-0c94d8f3a725")));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-client-id",
      severity: "error",
      environment: "artefacts",
      message: `clientID "${CLIENT_ID}" of SecretProviderClass orders/api-vault is not the one that other classes use for azurerm_user_assigned_identity.api`,
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: CLIENT_ID,
      allowed: "one client id for each identity, and one identity for each client id",
      fix: 'write "7be4d109-5a3c-4f82-b6e1-0c94d8f3a725"',
      shows:
        "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:orders:api'",
      related: [
        { file: "azure/main.tf.json", line: 71, resource: "azurerm_federated_identity_credential.api" },
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
      ],
      docs: "docs/rules/match-client-id.md",
    },
  ]);
});

test("finds nothing where two classes of one identity agree, before anything is deployed", () => {
  const files = without(FILE.outputs, manifests(CLASS_END, twoClasses(CLIENT_ID)));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("cannot say whose a client id is that nothing of the artefacts leads to", () => {
  const files = terraform(({ resource }) => {
    Object.assign(resource.azurerm_federated_identity_credential.api, { subject: "system:serviceaccount:billing:web" });
  }, without(FILE.outputs));

  const unchecked = uncheckedOf(RULE, files);

  expect(unchecked).toEqual([
    {
      rule: "match-client-id",
      environment: "artefacts",
      message: `whose client id "${CLIENT_ID}" is: Terraform does not know the client ids of its identities before they are deployed`,
      needs:
        "the outputs of the deployment: terraform output -json, cdktf deploy --outputs-file, or terraform show -json",
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
    },
  ]);
});

test("does not decide on a client id that no deployment has printed yet", () => {
  const files = without(FILE.outputs, manifests('    clientID: "0b9f3c52', '    clientID: "1b9f3c52'));

  expect(findingsOf("match-client-id", files)).toEqual([]);
  expect(uncheckedOf("match-client-id", files)).toEqual([
    {
      rule: "match-client-id",
      environment: "artefacts",
      message: "whether the client id is that of the identity that trusts the pod: nothing says what its client id is",
      needs:
        "the outputs of the deployment (terraform output -json, cdktf deploy --outputs-file) or its state (terraform show -json)",
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
    },
  ]);
});

const OTHER_CLIENT_ID = "0d9e8f7a-6b5c-4d3e-8f2a-1b0c9d8e7f6a";

/** The healthy world with a second identity, whose client id is known too. */
function secondIdentity(change: (config: { readonly resource: object }) => unknown = () => undefined): Files {
  const files = terraform((c) => {
    Object.assign(c.resource.azurerm_user_assigned_identity, {
      batch: { name: "orders-batch", location: "westeurope", resource_group_name: "orders-rg" },
    });
    Object.assign(c.output, { batch: { value: { clientId: "${azurerm_user_assigned_identity.batch.client_id}" } } });
    change(c);
  });
  const outputs = JSON.parse(files[FILE.outputs] ?? "");
  return {
    ...files,
    [FILE.outputs]: JSON.stringify({
      ...outputs,
      batch: { sensitive: false, type: "map", value: { clientId: OTHER_CLIENT_ID } },
    }),
  };
}

test("fails when the class names another known identity than the one that trusts the pod, and says it once", () => {
  const files = manifests(`clientID: "${CLIENT_ID}"`, `clientID: "${OTHER_CLIENT_ID}"`, secondIdentity());

  const errors = verdictOf(files).environments.flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity === "error"),
  );

  expect(errors).toEqual([
    {
      rule: RULE,
      severity: "error",
      environment: "artefacts",
      message: `clientID "${OTHER_CLIENT_ID}" of SecretProviderClass orders/api-vault is that of azurerm_user_assigned_identity.batch, and azurerm_user_assigned_identity.api trusts the pod`,
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: OTHER_CLIENT_ID,
      allowed: `the client id of an identity: "${CLIENT_ID}"`,
      fix: `write "${CLIENT_ID}"`,
      shows:
        "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:orders:api'",
      related: [
        { file: "orders.yaml", line: 46, resource: "Deployment orders/api" },
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
      ],
      docs: "docs/rules/match-client-id.md",
    },
  ]);
});

test("leaves it to the credential where the identity of the class may read and the trusted one may not", () => {
  const files = secondIdentity((c) =>
    Object.assign(c.resource, {
      azurerm_federated_identity_credential: {
        api: {
          name: "orders-api",
          user_assigned_identity_id: "${azurerm_user_assigned_identity.batch.id}",
          issuer: "${azurerm_kubernetes_cluster.main.oidc_issuer_url}",
          subject: "system:serviceaccount:orders:api",
          audience: ["api://AzureADTokenExchange"],
        },
      },
    }),
  );

  const found = [findingsOf(RULE, files), findingsOf("match-federated-subject", files)].map((some) => some.length);

  expect(found).toEqual([0, 1]);
});

test("fails when the service account has the client id of an identity, and the class none, whoever trusts the pod", () => {
  const other = "20ec0f44-d001-4dfd-8828-bedb934de4b7";
  const files = terraform(
    ({ resource }) => {
      Object.assign(resource.azurerm_federated_identity_credential.api, {
        user_assigned_identity_id: "${data.terraform_remote_state.identities.outputs.api}",
      });
    },
    manifests(`clientID: "${CLIENT_ID}"`, `clientID: "${other}"`),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: RULE,
      severity: "error",
      environment: "artefacts",
      message: `clientID "${other}" of SecretProviderClass orders/api-vault is that of no identity, and the service account of Deployment orders/api is annotated with that of azurerm_user_assigned_identity.api`,
      at: {
        file: "orders.yaml",
        line: 17,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.clientID",
      },
      got: other,
      allowed: `the client id of an identity: "${CLIENT_ID}"`,
      fix: `write "${CLIENT_ID}"`,
      shows: `AADSTS700016: Application with identifier '${other}' was not found in the directory '${TENANT}'`,
      related: [{ file: "orders.yaml", line: 46, resource: "Deployment orders/api" }],
      docs: "docs/rules/match-client-id.md",
    },
  ]);
});
