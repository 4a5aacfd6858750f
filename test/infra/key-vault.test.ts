import { describe, expect, test } from "vitest";
import { certificate, existingKeyVault, file, key, keyVault, secret } from "../../model/index.js";
import type { KeyVault } from "../../model/key-vault.js";
import type { Mount } from "../../model/workload.js";
import { api, healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

const objects = { password: secret("password"), signing: key("signing"), server: certificate("server") };

/** The stack of an environment whose one workload mounts these from its one vault. */
function stackWith(vault: KeyVault, mounted: Mount["objects"]) {
  return stackOf(
    healthy({ vaults: [vault], workloads: [api({ mounts: [{ path: "/mnt/secrets", objects: mounted }] })] }),
  );
}

function vaultOf(permissionModel: "rbac" | "access-policies") {
  return keyVault({ name: "kv-orders", permissionModel, objects });
}

describe("a new vault", () => {
  test("has its permission model, soft delete and purge protection written out", () => {
    const vault = vaultOf("rbac");

    expect(stackWith(vault, [vault.objects.password]).resource.azurerm_key_vault).toEqual({
      "kv-orders": {
        name: "kv-orders",
        location: "westeurope",
        resource_group_name: "${azurerm_resource_group.environment.name}",
        tenant_id: healthy().tenantId,
        sku_name: "standard",
        rbac_authorization_enabled: true,
        soft_delete_retention_days: 90,
        purge_protection_enabled: true,
      },
    });
  });

  test("takes sku, retention and purge protection from the description", () => {
    const vault = keyVault({
      name: "kv-orders",
      permissionModel: "access-policies",
      sku: "premium",
      softDeleteRetentionDays: 7,
      purgeProtection: false,
      objects,
    });

    expect(stackWith(vault, [vault.objects.password]).resource.azurerm_key_vault?.["kv-orders"]).toMatchObject({
      sku_name: "premium",
      rbac_authorization_enabled: false,
      soft_delete_retention_days: 7,
      purge_protection_enabled: false,
    });
  });
});

test("an existing vault is read, and access to it is granted by the model it is said to have", () => {
  const vault = existingKeyVault({ name: "kv-given", resourceGroup: "given-rg", permissionModel: "rbac", objects });
  const stack = stackWith(vault, [vault.objects.password]);

  expect(stack.resource).not.toHaveProperty("azurerm_key_vault");
  expect(stack.data.azurerm_key_vault).toEqual({ "kv-given": { name: "kv-given", resource_group_name: "given-rg" } });
  expect(stack.resource.azurerm_role_assignment?.["kv-given_orders_api"]).toMatchObject({
    scope: "${data.azurerm_key_vault.kv-given.id}",
  });
});

describe("access by Azure RBAC", () => {
  test.each([
    [["password"], "Key Vault Secrets User"],
    [["signing"], "Key Vault Reader"],
    [["server"], "Key Vault Reader"],
    [["signing", "server"], "Key Vault Reader"],
    [["password", "signing"], "Key Vault Certificate User"],
    [["password", "server"], "Key Vault Certificate User"],
  ] as const)("to %j is the role %j on the vault", (names, role) => {
    const vault = vaultOf("rbac");

    const { resource } = stackWith(
      vault,
      names.map((name) => vault.objects[name]),
    );

    expect(resource.azurerm_role_assignment).toEqual({
      "kv-orders_orders_api": {
        scope: "${azurerm_key_vault.kv-orders.id}",
        role_definition_name: role,
        principal_id: "${azurerm_user_assigned_identity.orders_api.principal_id}",
        principal_type: "ServicePrincipal",
      },
    });
    expect(resource).not.toHaveProperty("azurerm_key_vault_access_policy");
  });

  test("to a certificate read with its private key is the role for secrets", () => {
    const vault = vaultOf("rbac");
    const pair = file(vault.objects.server, { as: "secret" });
    const stack = stackWith(vault, [pair]);

    expect(stack.resource.azurerm_role_assignment?.["kv-orders_orders_api"]).toMatchObject({
      role_definition_name: "Key Vault Secrets User",
    });
  });
});

describe("access by policies", () => {
  test("is Get on the types that are mounted", () => {
    const vault = vaultOf("access-policies");

    const { resource } = stackWith(vault, [vault.objects.password, vault.objects.server]);

    expect(resource.azurerm_key_vault_access_policy).toEqual({
      "kv-orders_orders_api": {
        key_vault_id: "${azurerm_key_vault.kv-orders.id}",
        tenant_id: healthy().tenantId,
        object_id: "${azurerm_user_assigned_identity.orders_api.principal_id}",
        secret_permissions: ["Get"],
        certificate_permissions: ["Get"],
      },
    });
    expect(resource).not.toHaveProperty("azurerm_role_assignment");
  });

  test("adds List for the types whose versions are listed", () => {
    const vault = vaultOf("access-policies");
    const history = file(vault.objects.password, { versionHistory: 3 });
    const stack = stackWith(vault, [history, vault.objects.signing]);

    expect(stack.resource.azurerm_key_vault_access_policy?.["kv-orders_orders_api"]).toMatchObject({
      secret_permissions: ["Get", "List"],
      key_permissions: ["Get"],
    });
  });
});

describe("a seeded secret", () => {
  const writer = "5e0a7c94-1d3b-4f68-b2c7-80f4d6e9a153";
  const seeded = (permissionModel: "rbac" | "access-policies", secretsWriter?: string) =>
    keyVault({
      name: "kv-orders",
      permissionModel,
      secretsWriter,
      objects: { password: secret("db-password", { seed: { version: 3 } }) },
    });

  test("takes its value from an ephemeral, sensitive variable and leaves none behind", () => {
    const vault = seeded("rbac");

    const { variable, resource, text } = stackWith(vault, [vault.objects.password]);

    expect(variable).toEqual({
      seed_kv_orders__db_password: {
        type: "string",
        description: "Value of secret db-password in vault kv-orders, written when its seed version rises.",
        sensitive: true,
        ephemeral: true,
        nullable: false,
      },
    });
    expect(resource.azurerm_key_vault_secret).toEqual({
      "kv-orders_db-password": {
        name: "db-password",
        key_vault_id: "${azurerm_key_vault.kv-orders.id}",
        value_wo: "${var.seed_kv_orders__db_password}",
        value_wo_version: 3,
      },
    });
    expect(text).not.toMatch(/"(value|default)": "[^$]/);
  });

  test("waits for the role of whoever the description lets write secrets", () => {
    const vault = seeded("rbac", writer);

    const { resource } = stackWith(vault, [vault.objects.password]);

    expect(resource.azurerm_role_assignment?.["kv-orders__writer"]).toEqual({
      scope: "${azurerm_key_vault.kv-orders.id}",
      role_definition_name: "Key Vault Secrets Officer",
      principal_id: writer,
    });
    expect(resource.azurerm_key_vault_secret?.["kv-orders_db-password"]).toMatchObject({
      depends_on: ["azurerm_role_assignment.kv-orders__writer"],
    });
  });

  test("waits for the writer's policy where the vault goes by policies", () => {
    const vault = seeded("access-policies", writer);

    const { resource } = stackWith(vault, [vault.objects.password]);

    expect(resource.azurerm_key_vault_access_policy?.["kv-orders__writer"]).toEqual({
      key_vault_id: "${azurerm_key_vault.kv-orders.id}",
      tenant_id: healthy().tenantId,
      object_id: writer,
      secret_permissions: ["Get", "Set", "Delete", "Recover"],
    });
  });
});
