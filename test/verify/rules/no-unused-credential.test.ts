import { expect, test } from "vitest";
import {
  FILE,
  type Files,
  findingsOf,
  healthyFiles,
  manifests,
  terraform,
  uncheckedOf,
  without,
} from "../../support/artefacts.js";

const RULE = "no-unused-credential";

/** The healthy world with a credential more for the same identity. */
function another(subject: string): Files {
  return terraform(({ resource: { azurerm_federated_identity_credential: credentials } }) =>
    Object.assign(credentials, { other: { ...credentials.api, name: "other", subject } }),
  );
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when no pod runs as the service account of a credential", () => {
  const found = findingsOf(RULE, another("system:serviceaccount:orders:worker"));

  expect(found).toEqual([
    {
      rule: "no-unused-credential",
      severity: "warning",
      environment: "artefacts",
      message:
        "azurerm_federated_identity_credential.other trusts the service account orders/worker, and no pod that reads a vault runs as it",
      at: {
        file: "azure/main.tf.json",
        line: 84,
        resource: "azurerm_federated_identity_credential.other",
        field: "subject",
      },
      got: "system:serviceaccount:orders:worker",
      allowed: "subjects of service accounts that a pod with a provider class or with workload identity runs as",
      fix: "remove the federated credential, or give the manifests of the pods that use it",
      related: [
        {
          file: "azure/main.tf.json",
          line: 64,
          resource: "azurerm_user_assigned_identity.api",
        },
      ],
      docs: "docs/rules/no-unused-credential.md",
    },
  ]);
});

test("fails when the pod of the service account reads no vault", () => {
  const found = findingsOf(RULE, {
    ...another("system:serviceaccount:orders:worker"),
    "pod.yaml":
      "apiVersion: v1\nkind: Pod\nmetadata: { name: worker, namespace: orders }\nspec: { serviceAccountName: worker, containers: [{ name: app, image: app }] }\n",
  }).map(({ at }) => at.resource);

  expect(found).toEqual(["azurerm_federated_identity_credential.other"]);
});

test("finds nothing where a pod uses it without a class", () => {
  const found = findingsOf(RULE, {
    ...another("system:serviceaccount:orders:worker"),
    "pod.yaml":
      'apiVersion: v1\nkind: Pod\nmetadata: { name: worker, namespace: orders, labels: { azure.workload.identity/use: "true" } }\nspec: { serviceAccountName: worker, containers: [{ name: app, image: app }] }\n',
  });

  expect(found).toEqual([]);
});

test("finds nothing on credentials for something else than service accounts", () => {
  const found = findingsOf(RULE, another("repo:example/orders:ref:refs/heads/main"));

  expect(found).toEqual([]);
});

test("leaves a misspelt subject to the pod that it fails", () => {
  const found = findingsOf(
    RULE,
    terraform(({ resource }) => {
      resource.azurerm_federated_identity_credential.api.subject = "system:serviceaccount:orders:apii";
    }),
  );

  expect(found).toEqual([]);
});

test("leaves a misspelt service account to the pod that names it", () => {
  const found = findingsOf(RULE, manifests("serviceAccountName: api", "serviceAccountName: apii"));

  expect(found).toEqual([]);
});

test("cannot tell where the namespace has no pods", () => {
  const found = uncheckedOf(RULE, another("system:serviceaccount:billing:api"));

  expect(found).toEqual([
    {
      rule: "no-unused-credential",
      environment: "artefacts",
      message:
        "whether a pod uses azurerm_federated_identity_credential.other is not known: there is no pod of namespace billing",
      needs: "the manifests of namespace billing",
      at: {
        file: "azure/main.tf.json",
        line: 84,
        resource: "azurerm_federated_identity_credential.other",
        field: "subject",
      },
    },
  ]);
});

test("leaves a credential that misses the service account of a pod to the rules about subjects", () => {
  const worlds = ["system:serviceaccount:orders:apii", "system:serviceaccount:orders:Api"].map((subject) =>
    terraform((c) => {
      c.resource.azurerm_federated_identity_credential.api.subject = subject;
      Object.assign(c, {
        data: { azurerm_user_assigned_identity: { api: { name: "orders-api", resource_group_name: "shared-rg" } } },
      });
      c.resource.azurerm_federated_identity_credential.api.user_assigned_identity_id =
        "${data.azurerm_user_assigned_identity.api.id}";
    }, without(FILE.outputs)),
  );

  const said = worlds.flatMap((files) => [...findingsOf(RULE, files), ...uncheckedOf(RULE, files)]);

  expect(said).toEqual([]);
});

test("finds nothing where an operator reads as the service account", () => {
  const store =
    "apiVersion: external-secrets.io/v1\nkind: SecretStore\nmetadata: { name: store, namespace: orders }\nspec: { provider: { azurekv: { serviceAccountRef: { name: worker } } } }\n";

  const found = findingsOf(RULE, { ...another("system:serviceaccount:orders:worker"), "store.yaml": store });

  expect(found).toEqual([]);
});

test.each([
  ["its volume is of another driver", "driver: secrets-store.csi.k8s.io", "driver: secrets-store.csi.x-k8s.io"],
  [
    "nothing mounts the class of its namespace",
    "          csi:\n            driver: secrets-store.csi.k8s.io\n            readOnly: true\n            volumeAttributes:\n              secretProviderClass: api-vault\n",
    "          emptyDir: {}\n",
  ],
])("leaves a pod that lacks its mount to other rules where %s", (_, from, to) => {
  const files = manifests(from, to, manifests('        azure.workload.identity/use: "true"\n', ""));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("cannot tell where a pod may stand in a document that cannot be read", () => {
  const files = { ...another("system:serviceaccount:orders:worker"), "broken.yaml": "apiVersion: v1\nkind: Pod: a\n" };

  const [unchecked] = uncheckedOf(RULE, files);

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(unchecked?.needs).toBe("broken.yaml in a form that can be read; line 2 keeps it from that");
});
