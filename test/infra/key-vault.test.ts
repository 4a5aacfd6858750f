import { describe, expect, test } from "vitest";
import { existingKeyVault, keyVault, secret } from "../../model/index.js";
import type { ExistingKeyVault, NewKeyVault } from "../../model/key-vault.js";
import { api, healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

const objects = { password: secret("password") };

/** The stack of an environment whose one workload mounts from its one vault. */
function stackWith(vault: NewKeyVault<typeof objects> | ExistingKeyVault<typeof objects>) {
  return stackOf(
    healthy({
      vaults: [vault],
      workloads: [api({ mounts: [{ path: "/mnt/secrets", objects: [vault.objects.password] }] })],
    }),
  );
}

describe("a new vault", () => {
  test("has its permission model, soft delete, purge protection and open network written out", () => {
    expect(stackWith(keyVault({ name: "kv-orders", objects })).resource.azurerm_key_vault).toEqual({
      "kv-orders": {
        name: "kv-orders",
        location: "westeurope",
        resource_group_name: "${azurerm_resource_group.environment.name}",
        tenant_id: healthy().tenantId,
        sku_name: "standard",
        rbac_authorization_enabled: true,
        soft_delete_retention_days: 90,
        purge_protection_enabled: true,
        public_network_access_enabled: true,
        lifecycle: { prevent_destroy: true },
      },
    });
  });

  test("takes sku, retention and protection from the description", () => {
    const vault = keyVault({
      name: "kv-orders",
      permissionModel: "access-policies",
      sku: "premium",
      softDeleteRetentionDays: 7,
      purgeProtection: false,
      preventDestroy: false,
      objects,
    });
    const created = stackWith(vault).resource.azurerm_key_vault?.["kv-orders"];

    expect(created).toMatchObject({
      sku_name: "premium",
      rbac_authorization_enabled: false,
      soft_delete_retention_days: 7,
      purge_protection_enabled: false,
    });
    expect(created).not.toHaveProperty("lifecycle");
  });
});

describe("an existing vault", () => {
  test.each([
    [
      "rbac",
      "${self.rbac_authorization_enabled}",
      'Vault kv-given goes by access policies, but its description says Azure RBAC, so what is granted here would have no effect. Write permissionModel: "access-policies".',
    ],
    [
      "access-policies",
      "${!self.rbac_authorization_enabled}",
      'Vault kv-given goes by Azure RBAC, but its description says access policies, so what is granted here would have no effect. Write permissionModel: "rbac".',
    ],
  ] as const)("said to go by %s is read, and a plan fails where it does not", (permissionModel, condition, message) => {
    const stack = stackWith(
      existingKeyVault({ name: "kv-given", resourceGroup: "given-rg", permissionModel, objects }),
    );

    expect(stack.resource).not.toHaveProperty("azurerm_key_vault");
    expect(stack.data.azurerm_key_vault).toEqual({
      "kv-given": {
        name: "kv-given",
        resource_group_name: "given-rg",
        lifecycle: { postcondition: [{ condition, error_message: message }] },
      },
    });
  });
});
