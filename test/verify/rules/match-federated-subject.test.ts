import { expect, test } from "vitest";
import {
  CLIENT_ID,
  FILE,
  type Files,
  findingsOf,
  healthyFiles,
  manifests,
  PRINCIPAL_ID,
  terraform,
  uncheckedOf,
  without,
} from "../../support/artefacts.js";

const RULE = "match-federated-subject";

function withSubject(subject: string, files?: Files): Files {
  return terraform(({ resource }) => {
    Object.assign(resource.azurerm_federated_identity_credential.api, { subject });
  }, files);
}

/** Two identities, and the credential on the one that the class does not name. */
function withOtherOwner(): Files {
  return terraform(({ resource }) => {
    const { api } = resource.azurerm_user_assigned_identity;
    Object.assign(resource.azurerm_user_assigned_identity, { web: { ...api, name: "orders-web" } });
    Object.assign(resource.azurerm_federated_identity_credential.api, {
      user_assigned_identity_id: "${azurerm_user_assigned_identity.web.id}",
    });
  });
}

test("finds nothing where a credential names the service account of the pod", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the service account is misspelt", () => {
  const files = withSubject("system:serviceaccount:orders:apii");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        'nothing trusts system:serviceaccount:orders:api: azurerm_federated_identity_credential.api trusts the service account "apii" of that namespace',
      at: { file: "orders.yaml", line: 4, resource: "ServiceAccount orders/api", field: "metadata.name" },
      got: "system:serviceaccount:orders:api",
      allowed: "a federated credential of the identity whose subject is the same letter by letter",
      fix: 'write "system:serviceaccount:orders:api" in azurerm_federated_identity_credential.api, or use the service account that it names',
      shows:
        "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:orders:api'",
      related: [
        { file: "azure/main.tf.json", line: 71, resource: "azurerm_federated_identity_credential.api" },
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
      ],
      docs: "docs/rules/match-federated-subject.md",
    },
  ]);
});

test("fails when the namespace is another", () => {
  const files = withSubject("system:serviceaccount:billing:api");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        'nothing trusts system:serviceaccount:orders:api: azurerm_federated_identity_credential.api trusts it in the namespace "billing"',
      at: { file: "orders.yaml", line: 4, resource: "ServiceAccount orders/api", field: "metadata.name" },
      got: "system:serviceaccount:orders:api",
      allowed: "a federated credential of the identity whose subject is the same letter by letter",
      fix: 'write "system:serviceaccount:orders:api" in azurerm_federated_identity_credential.api, or use the service account that it names',
      shows:
        "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:orders:api'",
      related: [
        { file: "azure/main.tf.json", line: 71, resource: "azurerm_federated_identity_credential.api" },
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
      ],
      docs: "docs/rules/match-federated-subject.md",
    },
  ]);
});

test("fails when the credential belongs to another identity", () => {
  const files = withOtherOwner();

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        "nothing trusts system:serviceaccount:orders:api: azurerm_federated_identity_credential.api does, for azurerm_user_assigned_identity.web, which is not the identity of the class",
      at: { file: "orders.yaml", line: 4, resource: "ServiceAccount orders/api", field: "metadata.name" },
      got: "system:serviceaccount:orders:api",
      allowed: "a federated credential of the identity whose subject is the same letter by letter",
      fix: "give the credential to the identity of the class, or the class the client id of azurerm_user_assigned_identity.web",
      shows:
        "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:orders:api'",
      related: [
        { file: "azure/main.tf.json", line: 76, resource: "azurerm_federated_identity_credential.api" },
        { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
      ],
      docs: "docs/rules/match-federated-subject.md",
    },
  ]);
});

test("fails when the identity trusts nobody", () => {
  const files = terraform(({ resource }) => {
    Reflect.deleteProperty(resource, "azurerm_federated_identity_credential");
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        "nothing trusts system:serviceaccount:orders:api: its identity is made here, and no federated credential is among the artefacts",
      at: { file: "orders.yaml", line: 4, resource: "ServiceAccount orders/api", field: "metadata.name" },
      got: "system:serviceaccount:orders:api",
      allowed: "a federated credential of the identity whose subject is the same letter by letter",
      fix: "add a federated credential with this subject, or hand in the Terraform that holds it",
      shows:
        "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:orders:api'",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
      docs: "docs/rules/match-federated-subject.md",
    },
  ]);
});

test("fails when the subject is misspelt, before anything is deployed", () => {
  const files = withSubject("system:serviceaccount:orders:apii", without(FILE.outputs));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-subject",
      severity: "error",
      environment: "artefacts",
      message:
        'nothing trusts system:serviceaccount:orders:api: azurerm_federated_identity_credential.api trusts the service account "apii" of that namespace',
      at: { file: "orders.yaml", line: 4, resource: "ServiceAccount orders/api", field: "metadata.name" },
      got: "system:serviceaccount:orders:api",
      allowed: "a federated credential of the identity whose subject is the same letter by letter",
      fix: 'write "system:serviceaccount:orders:api" in azurerm_federated_identity_credential.api, or use the service account that it names',
      shows:
        "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:orders:api'",
      related: [{ file: "azure/main.tf.json", line: 71, resource: "azurerm_federated_identity_credential.api" }],
      docs: "docs/rules/match-federated-subject.md",
    },
  ]);
});

test("says nothing of a subject in another case, which is not well formed", () => {
  const files = withSubject("system:serviceaccount:orders:API");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("says nothing where the credential belongs to nobody that is known", () => {
  const files = terraform(({ resource }) => {
    Object.assign(resource.azurerm_federated_identity_credential.api, { user_assigned_identity_id: "x" });
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("says nothing of a pod that reads as the node", () => {
  const files = manifests(
    "    keyvaultName:",
    '    useVMManagedIdentity: "true"\n    keyvaultName:',
    withSubject("system:serviceaccount:orders:apii"),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("cannot say who is trusted where the identity is elsewhere", () => {
  const files = terraform(({ resource }) => {
    Reflect.deleteProperty(resource, "azurerm_federated_identity_credential");
    Reflect.deleteProperty(resource, "azurerm_user_assigned_identity");
    Reflect.deleteProperty(resource, "azurerm_role_assignment");
  }, without(FILE.outputs));

  const unchecked = uncheckedOf(RULE, files);

  expect(unchecked).toEqual([
    {
      rule: "match-federated-subject",
      environment: "artefacts",
      message: "whether system:serviceaccount:orders:api is trusted: no federated credential is among the artefacts",
      needs: "the Terraform of the federated credentials",
      at: { file: "orders.yaml", line: 4, resource: "ServiceAccount orders/api", field: "metadata.name" },
    },
  ]);
});

test("leaves a subject that nobody can have to the rule about that, also where no outputs are given", () => {
  const files = terraform(({ resource }) => {
    resource.azurerm_federated_identity_credential.api.subject = "system:serviceaccount:orders:Api";
  }, without(FILE.outputs));

  const found = findingsOf("match-federated-subject", files);

  expect(findingsOf("valid-federated-subject", files)).toHaveLength(1);
  expect(found).toEqual([]);
});

test("does not advise to trust the service account that every pod has", () => {
  const files = manifests("serviceAccountName: api", "serviceAccountName: default");

  const found = findingsOf("match-federated-subject", files).map(({ got, fix }) => [got, fix]);

  expect(found).toEqual([
    ["system:serviceaccount:orders:default", 'let the pods use the service account "api", which is for them alone'],
  ]);
});

/** The identity is an application that exists already: an output states its ids, a credential names it by an object id. */
function withExistingApplication(subject: string): Files {
  return terraform(({ resource, output }) => {
    Object.assign(output.api.value, { clientId: CLIENT_ID, principalId: PRINCIPAL_ID });
    Reflect.deleteProperty(resource, "azurerm_user_assigned_identity");
    Reflect.deleteProperty(resource, "azurerm_federated_identity_credential");
    Object.assign(resource, {
      azuread_application_federated_identity_credential: {
        api: {
          application_id: "/applications/c58e1b07-2d64-4f9a-b0c3-7a91e6f5d482",
          display_name: "api",
          issuer: "${azurerm_kubernetes_cluster.main.oidc_issuer_url}",
          subject,
          audiences: ["api://AzureADTokenExchange"],
        },
      },
    });
    for (const grant of Object.values(resource.azurerm_role_assignment)) {
      Object.assign(grant, { principal_id: PRINCIPAL_ID });
    }
  });
}

test("warns when the only credential like it is misspelt, and the identity exists already", () => {
  const files = withExistingApplication("system:serviceaccount:orders:apii");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: RULE,
      severity: "warning",
      environment: "artefacts",
      message:
        'nothing trusts system:serviceaccount:orders:api: azuread_application_federated_identity_credential.api trusts the service account "apii" of that namespace',
      at: { file: "orders.yaml", line: 4, resource: "ServiceAccount orders/api", field: "metadata.name" },
      got: "system:serviceaccount:orders:api",
      allowed: "a federated credential of the identity whose subject is the same letter by letter",
      fix: 'write "system:serviceaccount:orders:api" in azuread_application_federated_identity_credential.api, or use the service account that it names',
      shows:
        "AADSTS700213: No matching federated identity record found for presented assertion subject 'system:serviceaccount:orders:api'",
      related: [
        {
          file: "azure/main.tf.json",
          line: 78,
          resource: "azuread_application_federated_identity_credential.api",
        },
        { file: "azure/main.tf.json", line: 91, resource: "output.api" },
      ],
      docs: "docs/rules/match-federated-subject.md",
    },
  ]);
});

test("finds nothing where the credential of an application that exists already names the service account", () => {
  const files = withExistingApplication("system:serviceaccount:orders:api");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
