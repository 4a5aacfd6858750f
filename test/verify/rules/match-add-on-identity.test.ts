import { expect, test } from "vitest";
import { FILE, type Files, findingsOf, healthyFiles, terraform, without } from "../../support/artefacts.js";

const RULE = "match-add-on-identity";

/** The healthy Terraform with an identity that is looked up by its name. */
function lookedUp(name: string, files: Files = healthyFiles): Files {
  return terraform((c) => {
    Object.assign(c, { data: { azurerm_user_assigned_identity: { add_on: { name, resource_group_name: "MC_rg" } } } });
  }, files);
}

test("fails when the name of the add-on's profile is looked up", () => {
  const found = findingsOf(RULE, lookedUp("azureKeyvaultSecretsProvider"));

  expect(found).toEqual([
    {
      rule: "match-add-on-identity",
      severity: "error",
      environment: "artefacts",
      message:
        'data.azurerm_user_assigned_identity.add_on looks up "azureKeyvaultSecretsProvider", which is the add-on\'s profile and the name of no identity',
      at: {
        file: "azure/main.tf.json",
        line: 125,
        resource: "data.azurerm_user_assigned_identity.add_on",
        field: "name",
      },
      got: "azureKeyvaultSecretsProvider",
      allowed: '"azurekeyvaultsecretsprovider-aks-orders"',
      fix: 'write "azurekeyvaultsecretsprovider-aks-orders", in the resource group of the nodes',
      shows:
        'Terraform: User Assigned Identity (… User Assigned Identity Name: "azureKeyvaultSecretsProvider") was not found',
      related: [],
      docs: "docs/rules/match-add-on-identity.md",
    },
  ]);
});

test("says the form of the name where no cluster is given", () => {
  const files = terraform(
    ({ resource }) => {
      Reflect.deleteProperty(resource, "azurerm_kubernetes_cluster");
    },
    lookedUp("azurekeyvaultsecretsprovider", without(FILE.manifests)),
  );

  const found = findingsOf(RULE, files).map(({ allowed }) => allowed);

  expect(found).toEqual(['"azurekeyvaultsecretsprovider-<cluster>", in lower case']);
});

test("finds nothing in the name that AKS gives it, in any case, and in others", () => {
  const found = ["azurekeyvaultsecretsprovider-aks-orders", "azureKeyvaultSecretsProvider-other", "reporting"].flatMap(
    (name) => findingsOf(RULE, lookedUp(name)),
  );

  expect(found).toEqual([]);
});

test("finds nothing in an identity that is made here", () => {
  const files = terraform(({ resource }) => {
    resource.azurerm_user_assigned_identity.api.name = "azureKeyvaultSecretsProvider";
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
