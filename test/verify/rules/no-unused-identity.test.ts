import { expect, test } from "vitest";
import {
  CLIENT_ID,
  FILE,
  type Files,
  findingsOf,
  healthyFiles,
  manifests,
  terraform,
  uncheckedOf,
  without,
} from "../../support/artefacts.js";

const RULE = "no-unused-identity";

const OTHER = "${azurerm_user_assigned_identity.other";

/** The healthy world with an identity more, which has a credential, a role, or neither. */
function another(subject: string | undefined, role: boolean): Files {
  return terraform(({ resource }) => {
    Object.assign(resource.azurerm_user_assigned_identity, { other: { name: "other", location: "westeurope" } });
    const credential = { ...resource.azurerm_federated_identity_credential.api, name: "other", subject };
    if (subject !== undefined) {
      const owned = { ...credential, user_assigned_identity_id: `${OTHER}.id}` };
      Object.assign(resource.azurerm_federated_identity_credential, { other: owned });
    }
    if (role) {
      const assignment = { ...resource.azurerm_role_assignment.secrets, principal_id: `${OTHER}.principal_id}` };
      Object.assign(resource.azurerm_role_assignment, { other: assignment });
    }
  });
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when no pod uses an identity that trusts service accounts", () => {
  const found = findingsOf(RULE, another("system:serviceaccount:orders:worker", true));

  expect(found).toEqual([
    {
      rule: "no-unused-identity",
      severity: "warning",
      environment: "artefacts",
      message: "azurerm_user_assigned_identity.other trusts service accounts, and no pod uses it",
      at: {
        file: "azure/main.tf.json",
        line: 69,
        resource: "azurerm_user_assigned_identity.other",
      },
      allowed: "identities that a pod uses, by its provider class or its service account",
      fix: "remove it with its federated credentials and roles, or give the manifests that use it",
      related: [],
      docs: "docs/rules/no-unused-identity.md",
    },
  ]);
});

test("finds nothing on an identity with neither credentials nor access", () => {
  const found = [findingsOf(RULE, another(undefined, false)), uncheckedOf(RULE, another(undefined, false))];

  expect(found).toEqual([[], []]);
});

test("finds nothing on an identity of a pipeline", () => {
  const found = findingsOf(RULE, another("repo:example/orders:ref:refs/heads/main", true));

  expect(found).toEqual([]);
});

test("finds nothing where a pod runs as the service account that it trusts", () => {
  const found = findingsOf(RULE, {
    ...another("system:serviceaccount:orders:worker", true),
    "pod.yaml":
      "apiVersion: v1\nkind: Pod\nmetadata: { name: worker, namespace: orders }\nspec: { serviceAccountName: worker, containers: [{ name: app, image: app }] }\n",
  });

  expect(found).toEqual([]);
});

test("tells of an identity without credentials that may read a vault, which something else may use", () => {
  const found = findingsOf(RULE, {
    ...another(undefined, true),
    "azure.json": (healthyFiles["azure.json"] ?? "").replace(
      "{",
      '{ "other": { "sensitive": false, "type": "map", "value": { "clientId": "11111111-2222-3333-4444-555555555555" } },',
    ),
    "azure/outputs.tf.json": JSON.stringify({ output: { other: { value: { clientId: `${OTHER}.client_id}` } } } }),
  });

  expect(found).toEqual([
    {
      rule: "no-unused-identity",
      severity: "note",
      environment: "artefacts",
      message: "azurerm_user_assigned_identity.other may read a vault, and no pod uses it",
      at: {
        file: "azure/main.tf.json",
        line: 69,
        resource: "azurerm_user_assigned_identity.other",
      },
      allowed: "identities that a pod uses, by its provider class or its service account",
      fix: "remove it with its federated credentials and roles, or give the manifests that use it",
      related: [],
      docs: "docs/rules/no-unused-identity.md",
    },
  ]);
});

test("cannot tell where its credential is for a namespace without pods", () => {
  const found = uncheckedOf(RULE, another("system:serviceaccount:billing:api", true));

  expect(found).toEqual([
    {
      rule: "no-unused-identity",
      environment: "artefacts",
      message: "whether a pod uses azurerm_user_assigned_identity.other is not known",
      needs: "the manifests of the namespaces that its federated credentials name, and the outputs of the deployment",
      at: {
        file: "azure/main.tf.json",
        line: 69,
        resource: "azurerm_user_assigned_identity.other",
      },
    },
  ]);
});

test("leaves a wrong client id to the class that names it", () => {
  const found = findingsOf(
    RULE,
    manifests(
      `parameters:\n    clientID: "${CLIENT_ID}"`,
      'parameters:\n    clientID: "11111111-2222-3333-4444-555555555555"',
    ),
  );

  expect(found).toEqual([]);
});

test.each([
  ["a subject with a letter wrong", "system:serviceaccount:orders:apii"],
  ["a subject that nobody can have", "system:serviceaccount:orders:Api"],
])("leaves %s to the rules about subjects", (_, subject) => {
  const files = terraform(({ resource }) => {
    resource.azurerm_federated_identity_credential.api.subject = subject;
  }, without(FILE.outputs));

  const said = [...findingsOf(RULE, files), ...uncheckedOf(RULE, files)];

  expect(said).toEqual([]);
});

test("leaves a misspelt service account to the pod that names it", () => {
  const files = manifests("serviceAccountName: api", "serviceAccountName: apii", without(FILE.outputs));

  const said = [...findingsOf(RULE, files), ...uncheckedOf(RULE, files)];

  expect(said).toEqual([]);
});

test("cannot tell where a pod may stand in a document that cannot be read", () => {
  const files = {
    ...another("system:serviceaccount:orders:worker", false),
    "broken.yaml": "apiVersion: v1\nkind: Pod: a\n",
  };

  const unchecked = uncheckedOf(RULE, files).map(({ message, needs }) => ({ message, needs }));

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(unchecked).toEqual([
    {
      message:
        "azurerm_user_assigned_identity.other trusts service accounts, and no pod uses it, as far as the artefacts can be read",
      needs: "broken.yaml in a form that can be read; line 2 keeps it from that",
    },
  ]);
});
