import { expect, test } from "vitest";
import { findingsOf, PRINCIPAL_ID, terraform, uncheckedOf } from "../../support/artefacts.js";

const RULE = "valid-role-scope";
const FINDING = { rule: RULE, environment: "artefacts", docs: "docs/rules/valid-role-scope.md" };
const UNCHECKED = { rule: RULE, environment: "artefacts" };

test("fails when a collection does not exist", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.signing, { scope: "${azurerm_key_vault.orders.id}/key/signing" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_role_assignment.signing is on the collection "key", which no vault has',
      at: { file: "azure/main.tf.json", line: 89, resource: "azurerm_role_assignment.signing", field: "scope" },
      got: "${azurerm_key_vault.orders.id}/key/signing",
      allowed: "the id of a vault, or that id followed by /secrets/<name>, /keys/<name> or /certificates/<name>",
      fix: 'write "keys"',
      shows: "nothing when it is applied; each mount is refused with 403 ForbiddenByRbac",
      related: [],
    },
  ]);
});

test("fails when a collection is shortened", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.signing, {
      scope: "${azurerm_key_vault.orders.id}/certs/signing",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_role_assignment.signing is on the collection "certs", which no vault has',
      at: { file: "azure/main.tf.json", line: 89, resource: "azurerm_role_assignment.signing", field: "scope" },
      got: "${azurerm_key_vault.orders.id}/certs/signing",
      allowed: "the id of a vault, or that id followed by /secrets/<name>, /keys/<name> or /certificates/<name>",
      fix: 'write "certificates"',
      shows: "nothing when it is applied; each mount is refused with 403 ForbiddenByRbac",
      related: [],
    },
  ]);
});

test("fails when the slash is missing", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.signing, { scope: "${azurerm_key_vault.orders.id}keys/signing" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_role_assignment.signing has a scope that does not go on from the id of the vault with a slash",
      at: { file: "azure/main.tf.json", line: 89, resource: "azurerm_role_assignment.signing", field: "scope" },
      got: "${azurerm_key_vault.orders.id}keys/signing",
      allowed: "the id of a vault, or that id followed by /secrets/<name>, /keys/<name> or /certificates/<name>",
      fix: "put a slash between the id of the vault and the collection",
      shows: "terraform apply: InvalidScope, or a role that permits nothing",
      related: [],
    },
  ]);
});

test("fails when the name of the object is missing", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.signing, { scope: "${azurerm_key_vault.orders.id}/keys/" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_role_assignment.signing is on "" of keys, which is no name of an object',
      at: { file: "azure/main.tf.json", line: 89, resource: "azurerm_role_assignment.signing", field: "scope" },
      got: "${azurerm_key_vault.orders.id}/keys/",
      allowed: "the id of a vault, or that id followed by /secrets/<name>, /keys/<name> or /certificates/<name>",
      fix: "let the scope end in the name of the object: letters, digits and dashes",
      shows: "nothing when it is applied; each mount is refused with 403 ForbiddenByRbac",
      related: [],
    },
  ]);
});

test("fails when the scope is the URL of the vault", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { scope: "${azurerm_key_vault.orders.vault_uri}" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        "azurerm_role_assignment.secrets is on vault_uri of azurerm_key_vault.orders, which is no id of Azure's resource manager",
      at: { file: "azure/main.tf.json", line: 83, resource: "azurerm_role_assignment.secrets", field: "scope" },
      got: "${azurerm_key_vault.orders.vault_uri}",
      allowed: "the id of a vault, or that id followed by /secrets/<name>, /keys/<name> or /certificates/<name>",
      fix: 'write "${azurerm_key_vault.orders.id}"',
      shows:
        "terraform apply: MissingSubscription: The request did not have a subscription or a valid tenant level resource provider",
      related: [],
    },
  ]);
});

test("fails when the scope is something else", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { scope: "${azurerm_kubernetes_cluster.main.id}" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message:
        'azurerm_role_assignment.secrets assigns "Key Vault Secrets User" on something that is no vault and contains none',
      at: { file: "azure/main.tf.json", line: 83, resource: "azurerm_role_assignment.secrets", field: "scope" },
      got: "${azurerm_kubernetes_cluster.main.id}",
      allowed: "the id of a vault, or that id followed by /secrets/<name>, /keys/<name> or /certificates/<name>",
      fix: "write the id of the vault",
      shows: "nothing when it is applied; each mount is refused with 403 ForbiddenByRbac",
      related: [],
    },
  ]);
});

test("fails when there is no scope", () => {
  const files = terraform((c) => Object.assign(c.resource.azurerm_role_assignment.secrets, { scope: undefined }));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: "azurerm_role_assignment.secrets does not say what it is on",
      at: { file: "azure/main.tf.json", line: 82, resource: "azurerm_role_assignment.secrets", field: "scope" },
      allowed: "the id of a vault, or that id followed by /secrets/<name>, /keys/<name> or /certificates/<name>",
      fix: "write scope with the id of the vault",
      shows: 'terraform plan: Missing required argument: The argument "scope" is required',
      related: [],
    },
  ]);
});

test("fails when the vault of the scope has a slip", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, {
      scope:
        "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/orders-rg/providers/Microsoft.KeyVault/vaults/kv-order",
    }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      ...FINDING,
      severity: "error",
      message: 'azurerm_role_assignment.secrets is on vault "kv-order", which the Terraform does not have',
      at: { file: "azure/main.tf.json", line: 83, resource: "azurerm_role_assignment.secrets", field: "scope" },
      got: "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups/orders-rg/providers/Microsoft.KeyVault/vaults/kv-order",
      allowed: "the id of a vault, or that id followed by /secrets/<name>, /keys/<name> or /certificates/<name>",
      fix: 'write the id of "kv-orders"',
      shows: "nothing when it is applied, or ResourceNotFound; each mount is refused with 403 ForbiddenByRbac",
      related: [],
    },
  ]);
});

test("finds nothing in a slash at the end", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_role_assignment.secrets, { scope: "${azurerm_key_vault.orders.id}/" }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds nothing in the id of a secret that the resource manager knows", () => {
  const files = terraform((c) => {
    Object.assign(c.resource, {
      azurerm_key_vault_key: { signing: { name: "signing", key_vault_id: "${azurerm_key_vault.orders.id}" } },
    });
    Object.assign(c.resource.azurerm_role_assignment.signing, {
      scope: "${azurerm_key_vault_key.signing.resource_versionless_id}",
    });
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("cannot tell what an expression comes to", () => {
  const files = terraform((c) => Object.assign(c.resource.azurerm_role_assignment.secrets, { scope: "${var.scope}" }));

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      ...UNCHECKED,
      message: "what azurerm_role_assignment.secrets is on: its scope is known to a deployment only",
      needs: "terraform show -json of the plan or state",
      at: { file: "azure/main.tf.json", line: 83, resource: "azurerm_role_assignment.secrets", field: "scope" },
    },
  ]);
});

test("asks for more than the plan where a plan does not know a scope", () => {
  const values = {
    role_definition_name: "Key Vault Secrets User",
    principal_id: PRINCIPAL_ID,
    principal_type: "ServicePrincipal",
  };
  const resource = { mode: "managed", type: "azurerm_role_assignment", name: "late", values };
  const identity = {
    address: "azurerm_user_assigned_identity.late",
    mode: "managed",
    type: "azurerm_user_assigned_identity",
    name: "late",
    values: { name: "late", principal_id: PRINCIPAL_ID },
  };
  const plan = {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: {
      root_module: { resources: [identity, { ...resource, address: "azurerm_role_assignment.late" }] },
    },
  };

  const found = uncheckedOf("valid-role-scope", { "plan.json": JSON.stringify(plan) });

  expect(found.map(({ needs }) => needs)).toEqual([
    "the Terraform JSON beside the plan, or terraform show -json of the state after the deployment",
  ]);
});

test.each([
  [
    "a provider of its own",
    { azapi_resource: { vault: { type: "Microsoft.KeyVault/vaults@2024-11-01" } } },
    "${azapi_resource.vault.id}",
  ],
  ["Terraform itself", { terraform_data: { vault: {} } }, "${terraform_data.vault.output}"],
])("cannot tell what a scope is that %s knows", (_, resources, scope) => {
  const files = terraform((c) => {
    Object.assign(c.resource, resources);
    Object.assign(c.resource.azurerm_role_assignment.secrets, { scope });
  });

  const unchecked = uncheckedOf(RULE, files).map(({ message }) => message);

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(unchecked).toEqual(["what azurerm_role_assignment.secrets is on: its scope is known to a deployment only"]);
});
