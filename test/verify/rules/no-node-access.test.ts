import { expect, test } from "vitest";
import { CLIENT_ID, type Files, findingsOf, manifests, terraform } from "../../support/artefacts.js";

const RULE = "no-node-access";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/no-node-access.md" };

test("fails under strict when the add-on may read", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_key_vault.orders.id}",
        role_definition_name: "Key Vault Secrets User",
        principal_id: "${azurerm_kubernetes_cluster.main.key_vault_secrets_provider[0].secret_identity[0].object_id}",
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'role "Key Vault Secrets User" of azurerm_role_assignment.extra lets the identity of the add-on of azurerm_kubernetes_cluster.main read vault "kv-orders", and with it every pod of the cluster',
      at: { file: "azure/main.tf.json", line: 97, resource: "azurerm_role_assignment.extra", field: "principal_id" },
      got: "${azurerm_kubernetes_cluster.main.key_vault_secrets_provider[0].secret_identity[0].object_id}",
      allowed: "an identity of its own for each workload",
      fix: "remove it, and let the pods read with workload identity",
      shows: "nothing; any pod that reaches the metadata service of its node can read the vault",
      related: [],
    },
  ]);
});

test("fails under strict when the kubelet may read", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_key_vault.orders.id}",
        role_definition_name: "Key Vault Secrets User",
        principal_id: "${azurerm_kubernetes_cluster.main.kubelet_identity[0].object_id}",
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'role "Key Vault Secrets User" of azurerm_role_assignment.extra lets the kubelet identity of azurerm_kubernetes_cluster.main read vault "kv-orders", and with it every pod of the cluster',
      at: { file: "azure/main.tf.json", line: 97, resource: "azurerm_role_assignment.extra", field: "principal_id" },
      got: "${azurerm_kubernetes_cluster.main.kubelet_identity[0].object_id}",
      allowed: "an identity of its own for each workload",
      fix: "remove it, and let the pods read with workload identity",
      shows: "nothing; any pod that reaches the metadata service of its node can read the vault",
      related: [],
    },
  ]);
});

test("fails under strict when an identity of the control plane may read", () => {
  const files = terraform((c) => {
    Object.assign(c.resource.azurerm_kubernetes_cluster.main, {
      identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.plane.id}"] },
    });
    Object.assign(c.resource.azurerm_user_assigned_identity, {
      plane: { name: "plane", location: "westeurope", resource_group_name: "orders-rg" },
    });
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_key_vault.orders.id}",
        role_definition_name: "Key Vault Secrets User",
        principal_id: "${azurerm_user_assigned_identity.plane.principal_id}",
      },
    });
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "warning",
      message:
        'role "Key Vault Secrets User" of azurerm_role_assignment.extra lets the control plane\'s identity of azurerm_kubernetes_cluster.main read vault "kv-orders", and with it every pod of the cluster',
      at: { file: "azure/main.tf.json", line: 105, resource: "azurerm_role_assignment.extra", field: "principal_id" },
      got: "${azurerm_user_assigned_identity.plane.principal_id}",
      allowed: "an identity of its own for each workload",
      fix: "remove it, and let the pods read with workload identity",
      shows: "nothing; any pod that reaches the metadata service of its node can read the vault",
      related: [],
    },
  ]);
});

test("finds nothing in an identity that unwraps the keys of etcd", () => {
  const files = terraform((c) => {
    Object.assign(c.resource.azurerm_kubernetes_cluster.main, {
      identity: { type: "UserAssigned", identity_ids: ["${azurerm_user_assigned_identity.plane.id}"] },
      key_management_service: { key_vault_key_id: "https://kv-orders.vault.azure.net/keys/etcd" },
    });
    Object.assign(c.resource.azurerm_user_assigned_identity, {
      plane: { name: "plane", location: "westeurope", resource_group_name: "orders-rg" },
    });
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_key_vault.orders.id}",
        role_definition_name: "Key Vault Crypto User",
        principal_id: "${azurerm_user_assigned_identity.plane.principal_id}",
      },
    });
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("notes it where classes read as the node", () => {
  const files = manifests(
    `    clientID: "${CLIENT_ID}"`,
    '    useVMManagedIdentity: "true"',
    terraform((c) =>
      Object.assign(c.resource.azurerm_role_assignment, {
        extra: {
          scope: "${azurerm_key_vault.orders.id}",
          role_definition_name: "Key Vault Secrets User",
          principal_id: "${azurerm_kubernetes_cluster.main.kubelet_identity[0].object_id}",
        },
      }),
    ),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "note",
      message:
        'role "Key Vault Secrets User" of azurerm_role_assignment.extra lets the kubelet identity of azurerm_kubernetes_cluster.main read vault "kv-orders", and with it every pod of the cluster',
      at: { file: "azure/main.tf.json", line: 97, resource: "azurerm_role_assignment.extra", field: "principal_id" },
      got: "${azurerm_kubernetes_cluster.main.kubelet_identity[0].object_id}",
      allowed: "an identity of its own for each workload",
      fix: "move the classes that read as the node to workload identity, then remove the grant",
      shows: "nothing; any pod that reaches the metadata service of its node can read the vault",
      related: [],
    },
  ]);
});

test("finds nothing in identities that are an expression", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_kubernetes_cluster.main, {
      identity: { type: "UserAssigned", identity_ids: "${var.identities}" },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds nothing in a role that reads no vault", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_resource_group.orders.id}",
        role_definition_name: "AcrPull",
        principal_id: "${azurerm_kubernetes_cluster.main.kubelet_identity[0].object_id}",
      },
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

/** The healthy world with an identity that is looked up by name, and that may read the vault. */
function lookedUp(name: string): Files {
  return terraform((c) => {
    Object.assign(c, {
      data: { azurerm_user_assigned_identity: { nodes: { name, resource_group_name: "MC_orders-rg" } } },
    });
    Object.assign(c.resource.azurerm_role_assignment, {
      extra: {
        scope: "${azurerm_key_vault.orders.id}",
        role_definition_name: "Key Vault Secrets User",
        principal_id: "${data.azurerm_user_assigned_identity.nodes.principal_id}",
      },
    });
  });
}

test("fails under strict when an identity that AKS makes is looked up by its name", () => {
  const found = ["azureKeyvaultSecretsProvider-AKS-orders", "aks-orders-agentpool"].map((name) =>
    findingsOf(RULE, lookedUp(name)).map(({ severity, message }) => [severity, message]),
  );

  const lets = 'role "Key Vault Secrets User" of azurerm_role_assignment.extra lets';
  const read = 'read vault "kv-orders", and with it every pod of the cluster';
  expect(found).toEqual([
    [["warning", `${lets} the identity of the add-on of cluster aks-orders ${read}`]],
    [["warning", `${lets} the kubelet identity of cluster aks-orders ${read}`]],
  ]);
});

test("finds nothing in identities of other names", () => {
  const found = ["orders-agentpool", "azurekeyvaultsecretsprovider", "reporting"].flatMap((name) =>
    findingsOf(RULE, lookedUp(name)),
  );

  expect(found).toEqual([]);
});
