import { expect, test } from "vitest";
import {
  CLIENT_ID,
  type Files,
  findingsOf,
  manifests,
  PRINCIPAL_ID,
  terraform,
  uncheckedOf,
} from "../../support/artefacts.js";

const RULE = "require-identity-binding";

const ROLE = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: use-orders }
rules: [{ apiGroups: [cid.wi.aks.azure.com], resources: ["${CLIENT_ID}"], verbs: [use-managed-identity] }]
`;

const BINDING = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: use-orders }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: use-orders }
subjects: [{ kind: ServiceAccount, name: api, namespace: orders }]
`;

interface Bound {
  readonly role?: string;
  readonly binding?: string;
  /** Id of the identity that Terraform binds; none for no binding. */
  readonly owner?: string | undefined;
}

/** The healthy world with an identity binding in the place of the federated credential. */
function bound(parts: Bound = {}): Files {
  const { role, binding, owner } = {
    role: ROLE,
    binding: BINDING,
    owner: "${azurerm_user_assigned_identity.api.id}",
    ...parts,
  };
  const files = terraform(({ resource }) => {
    Reflect.deleteProperty(resource, "azurerm_federated_identity_credential");
    const type = "Microsoft.ContainerService/managedClusters/identityBindings@2026-04-01";
    const body = { properties: { managedIdentity: { resourceId: owner } } };
    Object.assign(resource, owner === undefined ? {} : { azapi_resource: { api: { type, name: "orders", body } } });
  });
  const mode = '    useAzureTokenProxy: "true"\n    keyvaultName:';
  return { ...manifests("    keyvaultName:", mode, files), "rights.yaml": role + binding };
}

test("finds nothing where the identity is bound and the service account may use it", () => {
  const files = bound();

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the verb is another", () => {
  const files = bound({ role: ROLE.replace("use-managed-identity", "get") });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-identity-binding",
      severity: "error",
      environment: "artefacts",
      message: `no ClusterRole lets the identity "${CLIENT_ID}" be used, which Deployment orders/api reads with`,
      at: { file: "orders.yaml", line: 47, resource: "Deployment orders/api" },
      got: "system:serviceaccount:orders:api",
      allowed: `verb use-managed-identity on ${CLIENT_ID} in cid.wi.aks.azure.com, bound to the account by a ClusterRoleBinding`,
      fix: `add a ClusterRole with apiGroups [cid.wi.aks.azure.com], resources [${CLIENT_ID}] and verbs [use-managed-identity]`,
      related: [],
      docs: "docs/rules/require-identity-binding.md",
    },
  ]);
});

test("fails when the group is another", () => {
  const files = bound({ role: ROLE.replace("cid.wi.aks", "cid.aks") });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-identity-binding",
      severity: "error",
      environment: "artefacts",
      message: `no ClusterRole lets the identity "${CLIENT_ID}" be used, which Deployment orders/api reads with`,
      at: { file: "orders.yaml", line: 47, resource: "Deployment orders/api" },
      got: "system:serviceaccount:orders:api",
      allowed: `verb use-managed-identity on ${CLIENT_ID} in cid.wi.aks.azure.com, bound to the account by a ClusterRoleBinding`,
      fix: `add a ClusterRole with apiGroups [cid.wi.aks.azure.com], resources [${CLIENT_ID}] and verbs [use-managed-identity]`,
      related: [],
      docs: "docs/rules/require-identity-binding.md",
    },
  ]);
});

test("fails when the role names another identity", () => {
  const files = bound({ role: ROLE.replace(CLIENT_ID, PRINCIPAL_ID) });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-identity-binding",
      severity: "error",
      environment: "artefacts",
      message: `no ClusterRole lets the identity "${CLIENT_ID}" be used, which Deployment orders/api reads with`,
      at: { file: "orders.yaml", line: 47, resource: "Deployment orders/api" },
      got: "system:serviceaccount:orders:api",
      allowed: `verb use-managed-identity on ${CLIENT_ID} in cid.wi.aks.azure.com, bound to the account by a ClusterRoleBinding`,
      fix: `add a ClusterRole with apiGroups [cid.wi.aks.azure.com], resources [${CLIENT_ID}] and verbs [use-managed-identity]`,
      related: [],
      docs: "docs/rules/require-identity-binding.md",
    },
  ]);
});

test("fails when the role is bound to another service account", () => {
  const files = bound({ binding: BINDING.replace("name: api,", "name: web,") });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-identity-binding",
      severity: "error",
      environment: "artefacts",
      message: "ClusterRole use-orders is not bound to the service account of Deployment orders/api",
      at: { file: "orders.yaml", line: 47, resource: "Deployment orders/api" },
      got: "system:serviceaccount:orders:api",
      allowed: `verb use-managed-identity on ${CLIENT_ID} in cid.wi.aks.azure.com, bound to the account by a ClusterRoleBinding`,
      fix: "add the service account to the subjects of a ClusterRoleBinding to use-orders",
      related: [{ file: "rights.yaml", line: 2, resource: "ClusterRole use-orders" }],
      docs: "docs/rules/require-identity-binding.md",
    },
  ]);
});

test("takes a role that is bound to all service accounts of the namespace", () => {
  const files = bound({
    binding: BINDING.replace(
      "kind: ServiceAccount, name: api, namespace: orders",
      "kind: Group, name: system:serviceaccounts:orders",
    ),
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("warns where Terraform binds nothing", () => {
  const files = bound({ owner: undefined });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-identity-binding",
      severity: "warning",
      environment: "artefacts",
      message: "no identity binding binds azurerm_user_assigned_identity.api to a cluster",
      at: { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
      allowed:
        "an azapi_resource Microsoft.ContainerService/managedClusters/identityBindings with the id of the identity",
      fix: "add one, with body.properties.managedIdentity.resourceId = id of the identity",
      related: [],
      docs: "docs/rules/require-identity-binding.md",
    },
  ]);
});

test("fails when Terraform binds another identity", () => {
  const files = bound({ owner: "${azurerm_key_vault.orders.id}" });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-identity-binding",
      severity: "error",
      environment: "artefacts",
      message: "no identity binding binds azurerm_user_assigned_identity.api to a cluster",
      at: { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
      allowed:
        "an azapi_resource Microsoft.ContainerService/managedClusters/identityBindings with the id of the identity",
      fix: "add one, with body.properties.managedIdentity.resourceId = id of the identity",
      related: [],
      docs: "docs/rules/require-identity-binding.md",
    },
  ]);
});

test("cannot say who may use the identity where no role is given", () => {
  const files = bound({ role: "", binding: "" });

  const unchecked = uncheckedOf(RULE, files);

  expect(unchecked).toEqual([
    {
      rule: "require-identity-binding",
      environment: "artefacts",
      message: `whether system:serviceaccount:orders:api may use ${CLIENT_ID}: no ClusterRole says anything of it`,
      needs: "the ClusterRole and ClusterRoleBinding for the identity binding",
      at: { file: "orders.yaml", line: 47, resource: "Deployment orders/api" },
    },
  ]);
});
