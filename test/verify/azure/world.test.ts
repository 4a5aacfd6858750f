import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type AzureWorld, readAzure } from "../../../verify/azure/index.js";
import { read } from "../../../verify/reading/index.js";

const root = join(import.meta.dirname, "../../..");

function worldOf(...stacks: readonly string[]): AzureWorld {
  const files = stacks.flatMap((stack) => [`dist/infra/stacks/${stack}/cdk.tf.json`, `bindings/${stack}.json`]);
  const sources = files
    .filter((file) => existsSync(join(root, file)))
    .map((file) => ({ file, content: readFileSync(join(root, file), "utf8") }));
  return readAzure(sources.flatMap((source) => read(source).documents));
}

test("dev: an application reads a vault with access policies", () => {
  const world = worldOf("dev");

  expect(world.vaults.map(({ id, name, permissionModel }) => [id, name, permissionModel])).toEqual([
    ["azurerm_key_vault.my-unique-kv-12345", "my-unique-kv-12345", "policies"],
  ]);
  expect(
    world.identities.map(({ id, kind, servicePrincipal, clientId }) => [
      id,
      kind,
      servicePrincipal?.id,
      clientId.known,
    ]),
  ).toEqual([["azuread_application.secret-reader", "application", "azuread_service_principal.secret-reader", true]]);
  expect(
    world.credentials.map(({ identity, ownerArgument, audienceArgument, issuer }) => [
      identity,
      ownerArgument,
      audienceArgument,
      issuer,
    ]),
  ).toEqual([[world.identities[0], "application_id", "audiences", world.clusters[0]?.issuer]]);
  expect(world.grants.map(({ kind, identity, permissions, scope }) => [kind, identity, permissions, scope])).toEqual([
    ["policy", world.identities[0], { secret: ["get"], key: [], cert: [] }, { level: "vault", vault: world.vaults[0] }],
  ]);
  expect(world.dangling).toEqual([]);
});

test("classroom: credentials of many students belong to two identities", () => {
  const world = worldOf("classroom");

  const owners = world.credentials.map(({ identity }) => identity?.id);
  expect(owners.length).toBe(25);
  expect(new Set(owners)).toEqual(
    new Set(["azurerm_user_assigned_identity.students", "azurerm_user_assigned_identity.students-2"]),
  );
  expect(world.clusters.map(({ addOn }) => addOn)).toEqual([{ rotation: true, interval: "2m" }]);
});

test("prod: grants of the teams resolve to vault, collection and object", () => {
  const world = worldOf("prod", "prod-shop", "prod-payments");

  const reach = world.grants
    .filter(({ resource }) => resource.stack !== "prod")
    .map(({ identity, role, scope }) => [identity?.id, role, scope.vault?.name, scope.collection, scope.objectName]);
  expect(reach).toEqual([
    [
      "prod-shop: azurerm_user_assigned_identity.shop",
      "Key Vault Secrets User",
      "kv-prod-shop-12345",
      undefined,
      undefined,
    ],
    ["prod-shop: azurerm_user_assigned_identity.shop", "Key Vault Reader", "kv-prod-signing-12345", "keys", "receipts"],
    ...[
      ["invoices", "Key Vault Reader", "certificates", "partner"],
      ["invoices", "Key Vault Reader", "keys", "receipts"],
      ["invoices", "Key Vault Secrets User", "secrets", "payment-gateway"],
      ["terminal", "Key Vault Secrets User", "secrets", "payment-gateway"],
    ].map(([who, role, collection, name]) => [
      `prod-payments: azurerm_user_assigned_identity.payments_${who}`,
      role,
      "kv-prod-signing-12345",
      collection,
      name,
    ]),
  ]);
  expect(world.credentials.every(({ identity }) => identity !== undefined)).toBe(true);
  expect(world.identities.filter(({ clientId }) => !clientId.known).map(({ id }) => id)).toEqual([
    "prod: azurerm_user_assigned_identity.cluster__control-plane",
    "output.platform.addOnIdentity",
  ]);
  expect(world.outputs.map(({ stack, sample, disagreements }) => [stack, sample, disagreements])).toEqual([
    ["prod-shop", true, []],
    ["prod-payments", true, []],
  ]);
  expect(world.dangling).toEqual([]);
});
