import { describe, expect, test } from "vitest";
import type { Mount } from "../../model/container.js";
import { certificate, existingKeyVault, file, key, keyVault, nodeIdentity, secret } from "../../model/index.js";
import type { KeyVault } from "../../model/key-vault.js";
import { api, healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

const objects = {
  password: secret("password"),
  token: secret("token"),
  signing: key("signing"),
  server: certificate("server"),
};
const principal = "${azurerm_user_assigned_identity.orders_api.principal_id}";
const vaultId = "${azurerm_key_vault.kv-orders.id}";

/** The stack of an environment whose one workload mounts these from its one vault. */
function stackWith(vault: KeyVault, mounted: Mount["objects"], identity?: ReturnType<typeof nodeIdentity>) {
  const workload = api({ identity, mounts: [{ path: "/mnt/secrets", objects: mounted }] });
  return stackOf(healthy({ vaults: [vault], workloads: [workload] }));
}

function vaultBy(permissionModel: "rbac" | "access-policies", accessScope?: "vault" | "object") {
  return keyVault({ name: "kv-orders", permissionModel, accessScope, objects });
}

function role(name: string, scope = vaultId, principalId = principal) {
  return { scope, role_definition_name: name, principal_id: principalId, principal_type: "ServicePrincipal" };
}

describe("access by Azure RBAC", () => {
  test.each([
    [["password"], "Key Vault Secrets User"],
    [["signing"], "Key Vault Reader"],
    [["server"], "Key Vault Reader"],
    [["signing", "server"], "Key Vault Reader"],
    [["password", "signing"], "Key Vault Certificate User"],
    [["password", "server"], "Key Vault Certificate User"],
  ] as const)("to %j is the role %j on the vault", (names, least) => {
    const vault = vaultBy("rbac");

    const { resource } = stackWith(
      vault,
      names.map((name) => vault.objects[name]),
    );

    expect(resource.azurerm_role_assignment).toEqual({ "kv-orders_orders_api": role(least) });
    expect(resource).not.toHaveProperty("azurerm_key_vault_access_policy");
  });

  test("to a certificate read with its private key is the role for secrets", () => {
    const vault = vaultBy("rbac");
    const pair = file(vault.objects.server, { as: "secret" });

    expect(stackWith(vault, [pair]).resource.azurerm_role_assignment).toEqual({
      "kv-orders_orders_api": role("Key Vault Secrets User"),
    });
  });

  test("to an existing vault is granted on that vault", () => {
    const vault = existingKeyVault({ name: "kv-given", resourceGroup: "given-rg", permissionModel: "rbac", objects });

    expect(stackWith(vault, [vault.objects.password]).resource.azurerm_role_assignment).toEqual({
      "kv-given_orders_api": role("Key Vault Secrets User", "${data.azurerm_key_vault.kv-given.id}"),
    });
  });
});

describe("access by object", () => {
  test("is the least role for its type on each object that is mounted, and on nothing else", () => {
    const vault = vaultBy("rbac", "object");
    const { password, signing, server } = vault.objects;

    expect(stackWith(vault, [password, signing, server]).resource.azurerm_role_assignment).toEqual({
      "kv-orders_orders_api_secret_password": role("Key Vault Secrets User", `${vaultId}/secrets/password`),
      "kv-orders_orders_api_key_signing": role("Key Vault Reader", `${vaultId}/keys/signing`),
      "kv-orders_orders_api_cert_server": role("Key Vault Reader", `${vaultId}/certificates/server`),
    });
  });

  test("to a certificate read with its private key is on the secret of its name", () => {
    const vault = vaultBy("rbac", "object");
    const pair = file(vault.objects.server, { as: "secret" });

    expect(stackWith(vault, [pair]).resource.azurerm_role_assignment).toEqual({
      "kv-orders_orders_api_secret_server": role("Key Vault Secrets User", `${vaultId}/secrets/server`),
    });
  });

  test("is granted once for an object that several workloads of an identity mount", () => {
    const vault = vaultBy("rbac", "object");
    const mounts = [{ path: "/mnt/secrets", objects: [vault.objects.token] }];
    const workloads = [api({ mounts }), api({ mounts, serviceAccount: "api" }, "worker")];

    expect(stackOf(healthy({ vaults: [vault], workloads })).resource.azurerm_role_assignment).toEqual({
      "kv-orders_orders_api_secret_token": role("Key Vault Secrets User", `${vaultId}/secrets/token`),
    });
  });
});

describe("access by policies", () => {
  const policy = (objectId: string) => ({
    key_vault_id: vaultId,
    tenant_id: healthy().tenantId,
    object_id: objectId,
    secret_permissions: ["Get"],
  });

  test("is Get on the types that are mounted", () => {
    const vault = vaultBy("access-policies");

    const { resource } = stackWith(vault, [vault.objects.password, vault.objects.server]);

    expect(resource.azurerm_key_vault_access_policy).toEqual({
      "kv-orders_orders_api": { ...policy(principal), certificate_permissions: ["Get"] },
    });
    expect(resource).not.toHaveProperty("azurerm_role_assignment");
  });

  test("adds List for the types whose versions are listed", () => {
    const vault = vaultBy("access-policies");
    const history = file(vault.objects.password, { versionHistory: 3 });

    expect(stackWith(vault, [history, vault.objects.signing]).resource.azurerm_key_vault_access_policy).toEqual({
      "kv-orders_orders_api": {
        ...policy(principal),
        secret_permissions: ["Get", "List"],
        key_permissions: ["Get"],
      },
    });
  });

  test("is one policy for each principal of an identity that has several", () => {
    const vault = vaultBy("access-policies");
    const [first, second] = scaleSets;
    const { resource } = stackWith(vault, [vault.objects.password], nodes);

    expect(resource.azurerm_key_vault_access_policy).toEqual({
      "kv-orders_n": policy(first),
      "kv-orders_n__2": policy(second),
    });
  });
});

const scaleSets = ["7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d", "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9"] as const;
const nodes = nodeIdentity("n", { from: "system-assigned", principalIds: scaleSets });

describe("an identity with several principals", () => {
  const [first, second] = scaleSets;

  test("gets its role for each of them", () => {
    const vault = vaultBy("rbac");

    expect(stackWith(vault, [vault.objects.password], nodes).resource.azurerm_role_assignment).toEqual({
      "kv-orders_n": role("Key Vault Secrets User", vaultId, first),
      "kv-orders_n__2": role("Key Vault Secrets User", vaultId, second),
    });
  });

  test("gets its roles by object for each of them", () => {
    const vault = vaultBy("rbac", "object");
    const scope = `${vaultId}/secrets/password`;

    expect(stackWith(vault, [vault.objects.password], nodes).resource.azurerm_role_assignment).toEqual({
      "kv-orders_n_secret_password": role("Key Vault Secrets User", scope, first),
      "kv-orders_n__2_secret_password": role("Key Vault Secrets User", scope, second),
    });
  });

  test("shares no assignment with the identity of service account 2 in a namespace of its name", () => {
    const { resource } = stackOf(healthy({ workloads: [api({ identity: nodes }), api({ namespace: "n" }, "2")] }));

    expect(resource.azurerm_role_assignment).toEqual({
      "kv-orders_n": role("Key Vault Secrets User", vaultId, first),
      "kv-orders_n__2": role("Key Vault Secrets User", vaultId, second),
      "kv-orders_n_2": role("Key Vault Secrets User", vaultId, "${azurerm_user_assigned_identity.n_2.principal_id}"),
    });
  });
});

test("a vault that nobody mounts from is granted to nobody", () => {
  const { resource } = stackOf(healthy({ workloads: [] }));

  expect(Object.keys(resource.azurerm_key_vault ?? {})).toEqual(["kv-orders"]);
  expect(resource).not.toHaveProperty("azurerm_role_assignment");
});
