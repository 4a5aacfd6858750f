import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, terraform, uncheckedOf } from "../../support/artefacts.js";

const RULE = "valid-argument";

function withGroup(argument: object, version = ">= 4.81.0, < 6.0.0"): Files {
  return terraform((config) => {
    Object.assign(config.resource.azurerm_resource_group.orders, argument);
    config.terraform.required_providers.azurerm.version = version;
  });
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when an argument is misspelt", () => {
  const files = terraform(({ resource }) => {
    const { main } = resource.azurerm_kubernetes_cluster;
    Reflect.deleteProperty(main, "oidc_issuer_enabled");
    Object.assign(main, { oidc_issuer_enable: true });
  });

  expect(findingsOf(RULE, files)).toEqual([
    {
      rule: "valid-argument",
      severity: "error",
      environment: "artefacts",
      message:
        'azurerm_kubernetes_cluster.main sets "oidc_issuer_enable", which azurerm_kubernetes_cluster does not take',
      at: {
        file: "azure/main.tf.json",
        line: 50,
        resource: "azurerm_kubernetes_cluster.main",
        field: "oidc_issuer_enable",
      },
      got: "oidc_issuer_enable",
      allowed: "arguments of azurerm_kubernetes_cluster",
      fix: "write oidc_issuer_enabled",
      shows: 'Terraform: Unsupported argument: An argument named "oidc_issuer_enable" is not expected here.',
      related: [],
      docs: "docs/rules/valid-argument.md",
    },
  ]);
});

test("fails when an argument inside of a block, or a dynamic block, is not known", () => {
  const files = terraform(({ resource }) => {
    Object.assign(resource.azurerm_kubernetes_cluster.main, {
      key_vault_secrets_provider: { secret_rotation_enable: true },
      dynamic: { netwrk_profile: { for_each: [], content: {} }, oms_agent: { for_each: [], content: {} } },
    });
  });

  expect(findingsOf(RULE, files).map(({ at, fix }) => [at.field, fix])).toEqual([
    ["netwrk_profile", "write network_profile"],
    ["key_vault_secrets_provider.secret_rotation_enable", "write secret_rotation_enabled"],
  ]);
});

test("fails when an argument is one that only the provider sets", () => {
  const files = terraform(({ resource }) => {
    Object.assign(resource.azurerm_user_assigned_identity.api, { client_id: "x" });
  });

  expect(findingsOf(RULE, files).map(({ message, shows }) => [message, shows])).toEqual([
    [
      'azurerm_user_assigned_identity.api sets "client_id", which only the provider sets',
      'Terraform: Value for unconfigurable attribute: Can\'t configure a value for "client_id"',
    ],
  ]);
});

test("fails when an argument is like no other, in the versions that are known", () => {
  const found = findingsOf(RULE, withGroup({ something_else: 1 })).map(({ got, severity }) => [got, severity]);

  expect(found).toEqual([["something_else", "error"]]);
});

test("only warns of an argument like no other where no version is stated", () => {
  const files = terraform((config) => {
    Object.assign(config.resource.azurerm_resource_group.orders, { something_else: 1 });
    Object.assign(config, { terraform: {} });
  });

  expect(findingsOf(RULE, files).map(({ got, severity }) => [got, severity])).toEqual([["something_else", "warning"]]);
});

test("does not decide on an argument like no other in versions that are not known", () => {
  const files = withGroup({ something_else: 1 }, "~> 3.100");

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(uncheckedOf(RULE, files).map(({ message }) => message)).toEqual([
    'azurerm_resource_group.orders sets "something_else", which may belong to a version of its provider that is not known here',
  ]);
});

test("takes what version 5 brought only where version 5 is admitted", () => {
  const subnet = {
    azurerm_subnet: {
      a: { name: "a", resource_group_name: "b", virtual_network_name: "c", service_endpoint: [{ service: "x" }] },
    },
  };
  const found = ["~> 4.81", ">= 5.0"].map((version) =>
    findingsOf(
      RULE,
      terraform((config) => {
        Object.assign(config.resource, subnet);
        config.terraform.required_providers.azurerm.version = version;
      }),
    ).map(({ got }) => got),
  );

  expect(found).toEqual([["service_endpoint"], []]);
});

test("takes comments, meta-arguments and what another rule calls removed", () => {
  const files = terraform(({ resource }) => {
    Object.assign(resource.azurerm_key_vault.orders, {
      "//": "ours",
      lifecycle: { prevent_destroy: true },
      timeouts: { create: "1h" },
      depends_on: ["azurerm_resource_group.orders"],
      enable_rbac_authorization: true,
    });
  });

  expect(findingsOf(RULE, files)).toEqual([]);
});

test("warns of an argument that is nearly one, where only older versions are admitted: they may have had it", () => {
  const files = withGroup({ locatoin: "westeurope", location: undefined }, "~> 2.99");

  const found = findingsOf(RULE, files).map(({ severity, fix }) => ({ severity, fix }));

  expect(found).toEqual([{ severity: "warning", fix: "write location" }]);
});
