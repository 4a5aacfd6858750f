import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, terraform } from "../../support/artefacts.js";

const RULE = "no-removed-argument";

/** The healthy Terraform with other versions of azurerm, and arguments more for the vault. */
function vault(version: string | undefined, more: Readonly<Record<string, unknown>>): Files {
  return terraform((config) => {
    Object.assign(config.terraform.required_providers.azurerm, { version });
    Object.assign(config.resource.azurerm_key_vault.orders, more);
  });
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a removed argument stands where versions without it are admitted", () => {
  const found = findingsOf(RULE, vault(">= 4.81.0, < 6.0.0", { enable_rbac_authorization: true }));

  expect(found).toEqual([
    {
      rule: "no-removed-argument",
      severity: "error",
      environment: "artefacts",
      message:
        'azurerm_key_vault.orders sets "enable_rbac_authorization", which azurerm 5.0.0 removed; the stack admits ">= 4.81.0, < 6.0.0"',
      at: {
        file: "azure/main.tf.json",
        line: 61,
        resource: "azurerm_key_vault.orders",
        field: "enable_rbac_authorization",
      },
      got: "enable_rbac_authorization",
      allowed: "arguments that every admitted version of azurerm knows",
      fix: "write rbac_authorization_enabled",
      shows:
        'Terraform with azurerm from 5.0.0: Unsupported argument: An argument named "enable_rbac_authorization" is not expected here.',
      related: [],
      docs: "docs/rules/no-removed-argument.md",
    },
  ]);
});

test("warns of a removed argument where only versions with it are admitted", () => {
  const found = findingsOf(RULE, vault("~> 4.81", { enable_rbac_authorization: true }));

  expect(found).toEqual([
    {
      rule: "no-removed-argument",
      severity: "warning",
      environment: "artefacts",
      message:
        'azurerm_key_vault.orders sets "enable_rbac_authorization", which azurerm 5.0.0 removed; the stack admits "~> 4.81"',
      at: {
        file: "azure/main.tf.json",
        line: 61,
        resource: "azurerm_key_vault.orders",
        field: "enable_rbac_authorization",
      },
      got: "enable_rbac_authorization",
      allowed: "arguments that azurerm 5.0.0 knows too, which has to come some day",
      fix: "write rbac_authorization_enabled",
      shows:
        'Terraform with azurerm from 5.0.0: Unsupported argument: An argument named "enable_rbac_authorization" is not expected here.',
      related: [],
      docs: "docs/rules/no-removed-argument.md",
    },
  ]);
});

test("warns of a removed argument where no version is stated", () => {
  const found = findingsOf(RULE, vault(undefined, { enable_rbac_authorization: true })).map(({ severity, message }) => [
    severity,
    message,
  ]);

  expect(found).toEqual([
    [
      "warning",
      'azurerm_key_vault.orders sets "enable_rbac_authorization", which azurerm 5.0.0 removed; no version is stated',
    ],
  ]);
});

test("finds nothing where an argument is left out by null", () => {
  const found = findingsOf(RULE, vault("~> 5.0", { contact: null }));

  expect(found).toEqual([]);
});

test("fails when the default pool has an argument that 4.0 renamed", () => {
  const found = findingsOf(
    RULE,
    terraform(({ resource }) =>
      Object.assign(resource.azurerm_kubernetes_cluster.main.default_node_pool, { enable_auto_scaling: true }),
    ),
  );

  expect(found).toEqual([
    {
      rule: "no-removed-argument",
      severity: "error",
      environment: "artefacts",
      message:
        'azurerm_kubernetes_cluster.main sets "enable_auto_scaling", which azurerm 4.0.0 removed; the stack admits ">= 4.81.0, < 6.0.0"',
      at: {
        file: "azure/main.tf.json",
        line: 44,
        resource: "azurerm_kubernetes_cluster.main",
        field: "default_node_pool.enable_auto_scaling",
      },
      got: "enable_auto_scaling",
      allowed: "arguments that every admitted version of azurerm knows",
      fix: "write auto_scaling_enabled",
      shows:
        'Terraform with azurerm from 4.0.0: Unsupported argument: An argument named "enable_auto_scaling" is not expected here.',
      related: [],
      docs: "docs/rules/no-removed-argument.md",
    },
  ]);
});

test("fails when a block inside of a block was removed, at each of them", () => {
  const found = findingsOf(
    RULE,
    terraform(({ resource }) =>
      Object.assign(resource, {
        azurerm_monitor_diagnostic_setting: {
          audit: {
            enabled_log: [{ category: "AuditEvent" }, { category: "Other", retention_policy: { enabled: true } }],
            metric: { category: "AllMetrics" },
          },
        },
      }),
    ),
  ).map(({ at, message }) => [at.field, message]);

  expect(found).toEqual([
    [
      "enabled_log[1].retention_policy",
      'azurerm_monitor_diagnostic_setting.audit sets "retention_policy", which azurerm 5.0.0 removed; the stack admits ">= 4.81.0, < 6.0.0"',
    ],
    [
      "metric",
      'azurerm_monitor_diagnostic_setting.audit sets "metric", which azurerm 5.0.0 removed; the stack admits ">= 4.81.0, < 6.0.0"',
    ],
  ]);
});

test("fails when a credential names its identity as before 5.0", () => {
  const found = findingsOf(
    RULE,
    terraform(({ resource }) =>
      Object.assign(resource.azurerm_federated_identity_credential.api, {
        user_assigned_identity_id: undefined,
        parent_id: "${azurerm_user_assigned_identity.api.id}",
      }),
    ),
  ).map(({ at, got, fix }) => [at.resource, at.field, got, fix]);

  expect(found).toEqual([
    ["azurerm_federated_identity_credential.api", "parent_id", "parent_id", "write user_assigned_identity_id"],
  ]);
});

test("fails when the block of the provider has a removed argument", () => {
  const found = findingsOf(
    RULE,
    terraform(({ provider }) => Object.assign(provider.azurerm[0] ?? {}, { skip_provider_registration: true })),
  );

  expect(found).toEqual([
    {
      rule: "no-removed-argument",
      severity: "error",
      environment: "artefacts",
      message:
        'the provider azurerm sets "skip_provider_registration", which azurerm 5.0.0 removed; the stack admits ">= 4.81.0, < 6.0.0"',
      at: {
        file: "azure/main.tf.json",
        line: 17,
        resource: "provider.azurerm",
        field: "skip_provider_registration",
      },
      got: "skip_provider_registration",
      allowed: "arguments that every admitted version of azurerm knows",
      fix: 'write resource_provider_registrations = "none"',
      shows:
        'Terraform with azurerm from 5.0.0: Unsupported argument: An argument named "skip_provider_registration" is not expected here.',
      related: [],
      docs: "docs/rules/no-removed-argument.md",
    },
  ]);
});

test("fails when what 5.0 requires is missing", () => {
  const found = findingsOf(
    RULE,
    terraform(({ resource }) =>
      Object.assign(resource.azurerm_kubernetes_cluster.main, { node_provisioning_profile: undefined }),
    ),
  );

  expect(found).toEqual([
    {
      rule: "no-removed-argument",
      severity: "error",
      environment: "artefacts",
      message:
        'azurerm_kubernetes_cluster.main has no node_provisioning_profile, which azurerm 5.0.0 requires; the stack admits ">= 4.81.0, < 6.0.0"',
      at: {
        file: "azure/main.tf.json",
        line: 28,
        resource: "azurerm_kubernetes_cluster.main",
      },
      allowed: "everything that the admitted versions of azurerm require",
      fix: 'write a block node_provisioning_profile { mode = "Manual" }, which azurerm knows from 4.57',
      shows:
        'Terraform with azurerm from 5.0.0: Insufficient node_provisioning_profile blocks: At least 1 "node_provisioning_profile" blocks are required.',
      related: [],
      docs: "docs/rules/no-removed-argument.md",
    },
  ]);
});

test("finds nothing missing where 5.0 is not admitted", () => {
  const found = findingsOf(
    RULE,
    terraform(({ resource, terraform: { required_providers } }) => {
      Object.assign(resource.azurerm_kubernetes_cluster.main, { node_provisioning_profile: undefined });
      Object.assign(required_providers.azurerm, { version: "< 5" });
    }),
  );

  expect(found).toEqual([]);
});

test("judges arguments of azuread by the versions of azuread", () => {
  const found = findingsOf(
    RULE,
    terraform(({ resource, terraform: { required_providers } }) => {
      Object.assign(required_providers, { azuread: { source: "hashicorp/azuread", version: "~> 2.53" } });
      Object.assign(resource, { azuread_service_principal: { app: { application_id: "x" } } });
    }),
  ).map(({ severity, message }) => [severity, message]);

  expect(found).toEqual([
    [
      "warning",
      'azuread_service_principal.app sets "application_id", which azuread 3.0.0 removed; the stack admits "~> 2.53"',
    ],
  ]);
});

test("leaves states alone, which hold what the provider adds", () => {
  const found = findingsOf(RULE, {
    "state.json": JSON.stringify({
      format_version: "1.0",
      values: {
        root_module: {
          resources: [
            {
              address: "azurerm_key_vault.orders",
              mode: "managed",
              type: "azurerm_key_vault",
              name: "orders",
              values: { name: "kv-orders", enable_rbac_authorization: true },
            },
          ],
        },
      },
    }),
  });

  expect(found).toEqual([]);
});

/** The healthy Terraform with arguments that 5.0 replaced by others, which 4.x does not know. */
function network(version: string): Files {
  return terraform(({ resource, terraform: { required_providers } }) => {
    Object.assign(required_providers.azurerm, { version });
    Object.assign(resource, {
      azurerm_subnet: { nodes: { name: "nodes", service_endpoints: ["Microsoft.KeyVault"] } },
      azurerm_private_dns_zone_virtual_network_link: {
        vaults: { private_dns_zone_name: "privatelink.vaultcore.azure.net", resource_group_name: "orders-rg" },
      },
    });
  });
}

test("finds nothing where the admitted versions know nothing else", () => {
  const found = findingsOf(RULE, network(">= 4.81.0, < 5.0.0"));

  expect(found).toEqual([]);
});

test("fails when what only older versions know stands where 5.0 is admitted", () => {
  const found = findingsOf(RULE, network(">= 4.81.0, < 6.0.0")).map(({ severity, got }) => [severity, got]);

  expect(found).toEqual([
    ["error", "service_endpoints"],
    ["error", "private_dns_zone_name"],
    ["error", "resource_group_name"],
  ]);
});

test("fails when no admitted version knows an argument yet", () => {
  const files = terraform((c) => Object.assign(c.terraform.required_providers.azurerm, { version: "~> 4.50.0" }));

  const found = findingsOf("no-removed-argument", files).map(({ severity, got, fix }) => [severity, got, fix]);

  expect(found).toEqual([
    ["error", "node_provisioning_profile", "admit azurerm from 4.57.0 on, or remove it"],
    ["error", "user_assigned_identity_id", "admit azurerm from 4.65.0 on, or write parent_id"],
  ]);
});

test("finds nothing where an admitted version knows the argument", () => {
  const files = terraform((c) => Object.assign(c.terraform.required_providers.azurerm, { version: "~> 4.50" }));

  const found = findingsOf("no-removed-argument", files);

  expect(found).toEqual([]);
});
