import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, terraform, uncheckedOf } from "../../support/artefacts.js";

const RULE = "valid-attribute";

/** The healthy world with an output that refers to something. */
function output(reference: string, version = ">= 4.81.0, < 6.0.0"): Files {
  return terraform((config) => {
    Object.assign(config.output, { told: { value: `\${${reference}}` } });
    config.terraform.required_providers.azurerm.version = version;
  });
}

function fixesOf(reference: string): readonly string[] {
  return findingsOf(RULE, output(reference)).map(({ fix }) => fix);
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when an attribute is misspelt", () => {
  const files = terraform(({ resource }) => {
    resource.azurerm_role_assignment.secrets.principal_id = "${azurerm_user_assigned_identity.api.principal_ix}";
  });

  expect(findingsOf(RULE, files)).toEqual([
    {
      rule: "valid-attribute",
      severity: "error",
      environment: "artefacts",
      message:
        'azurerm_role_assignment.secrets refers to "azurerm_user_assigned_identity.api.principal_ix", but azurerm_user_assigned_identity.api is of the type azurerm_user_assigned_identity, which has no "principal_ix"',
      at: {
        file: "azure/main.tf.json",
        line: 85,
        resource: "azurerm_role_assignment.secrets",
        field: "principal_id",
      },
      got: "azurerm_user_assigned_identity.api.principal_ix",
      allowed: "attributes of azurerm_user_assigned_identity",
      fix: 'write "azurerm_user_assigned_identity.api.principal_id"',
      shows: 'Terraform: Unsupported attribute: This object does not have an attribute named "principal_ix".',
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
      docs: "docs/rules/valid-attribute.md",
    },
  ]);
});

test("fails when an attribute further in is misspelt", () => {
  const found = fixesOf("azurerm_kubernetes_cluster.main.key_vault_secrets_provider[0].secret_identity[0].client_ix");

  expect(found).toEqual([
    'write "azurerm_kubernetes_cluster.main.key_vault_secrets_provider[0].secret_identity[0].client_id"',
  ]);
});

test("fails when a list is read without an index", () => {
  const found = fixesOf("azurerm_kubernetes_cluster.main.kubelet_identity.object_id");

  expect(found).toEqual(['write "azurerm_kubernetes_cluster.main.kubelet_identity[0].object_id"']);
});

test("fails when an attribute is misspelt inside of a function", () => {
  const found = fixesOf('format("%s/x", azurerm_key_vault.orders.ix)');

  expect(found).toEqual(['write "azurerm_key_vault.orders.id"']);
});

test("does not decide on an attribute like no other in versions that are not known", () => {
  const files = output("azurerm_key_vault.orders.something_else", "~> 3.100");

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(uncheckedOf(RULE, files).map(({ message }) => message)).toEqual([
    'output.told refers to "azurerm_key_vault.orders.something_else", which may be an attribute of a version of its provider before 4.81.0, or of a later one',
  ]);
});

test.each([
  "azurerm_kubernetes_cluster.main.identity[0].principal_id",
  "azurerm_kubernetes_cluster.main.kube_config[0].host",
  "azurerm_kubernetes_cluster.main.network_profile[0].load_balancer_profile[0].anything",
  "azurerm_key_vault.orders.tags.anything",
  "azurerm_key_vault.orders[0].id",
  "azurerm_key_vault.orders[*].anything",
  "azurerm_key_vault.orders",
  "each.value.anything",
  "local.anything.client_ix",
])("finds nothing in %s", (reference) => {
  const found = findingsOf(RULE, output(reference));

  expect(found).toEqual([]);
});

test("finds nothing in a reference to an instance by its key", () => {
  const files = terraform((config) => {
    Object.assign(config.resource.azurerm_user_assigned_identity.api, { for_each: { a: 1 } });
    Object.assign(config.output, { told: { value: '${azurerm_user_assigned_identity.api["a"].client_id}' } });
  });

  expect(findingsOf(RULE, files).filter(({ at }) => at.resource === "output.told")).toEqual([]);
});

test("finds nothing in what azuread called otherwise before its third version", () => {
  const files = terraform((config) => {
    Object.assign(config.resource, { azuread_application: { a: { display_name: "a" } } });
    Object.assign(config.output, { told: { value: "${azuread_application.a.application_id}" } });
  });

  expect(findingsOf(RULE, files)).toEqual([]);
});
