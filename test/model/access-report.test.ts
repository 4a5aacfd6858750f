import { describe, expect, test } from "vitest";
import prod from "../../environments/prod.js";
import type { Mount } from "../../model/container.js";
import {
  certificate,
  file,
  key,
  keyVault,
  managedIdentity,
  nodeIdentity,
  reportAccess,
  resolve,
  secret,
} from "../../model/index.js";
import type { NewKeyVaultProps } from "../../model/key-vault.js";
import type { DeploymentProps } from "../../model/workload.js";
import { api, healthy } from "../support/descriptions.js";

const objects = { db: secret("db"), other: secret("other"), signing: key("signing"), server: certificate("server") };

function vaultWith(props: Partial<NewKeyVaultProps<typeof objects>> = {}) {
  return keyVault({ name: "kv-orders", objects, ...props });
}

type Vault = ReturnType<typeof vaultWith>;
/** The report's one entry for an identity that mounts these from the vault. */
function entryOf(vault: Vault, mounted: (vault: Vault) => Mount["objects"], props: Partial<DeploymentProps> = {}) {
  const report = reportAccess(
    resolve(
      healthy({
        vaults: [vault],
        workloads: [
          api({
            identity: managedIdentity("orders"),
            mounts: [{ path: "/mnt/secrets", objects: mounted(vault) }],
            ...props,
          }),
        ],
      }),
    ),
  );
  expect(report.entries).toHaveLength(1);
  return report.entries[0];
}

/** What every entry of these tests has in common. */
const orders = {
  identity: "orders",
  kind: "managed-identity",
  serviceAccounts: ["orders/api"],
  vault: "kv-orders",
  anyPod: false,
};

test("the report of prod is the table that a person works out from the description", () => {
  const report = reportAccess(resolve(prod));

  expect(report).toEqual({
    environment: "prod",
    entries: [
      {
        identity: "payments_invoices",
        kind: "managed-identity",
        team: "payments",
        serviceAccounts: ["payments/invoices"],
        vault: "kv-prod-signing-12345",
        grants: [
          { through: "Key Vault Reader", scope: "certificates/partner", reads: ["cert"] },
          { through: "Key Vault Reader", scope: "keys/receipts", reads: ["key"] },
          { through: "Key Vault Secrets User", scope: "secrets/payment-gateway", reads: ["secret"] },
        ],
        mounts: [
          { type: "cert", name: "partner" },
          { type: "key", name: "receipts" },
          { type: "secret", name: "payment-gateway" },
        ],
        beyond: [],
        everything: [],
        anyPod: false,
      },
      {
        identity: "payments_terminal",
        kind: "managed-identity",
        team: "payments",
        serviceAccounts: ["payments/terminal"],
        vault: "kv-prod-signing-12345",
        grants: [{ through: "Key Vault Secrets User", scope: "secrets/payment-gateway", reads: ["secret"] }],
        mounts: [{ type: "secret", name: "payment-gateway" }],
        beyond: [],
        everything: [],
        anyPod: false,
      },
      {
        identity: "shop",
        kind: "managed-identity",
        team: "shop",
        serviceAccounts: ["shop/search", "shop/storefront"],
        vault: "kv-prod-shop-12345",
        grants: [{ through: "Key Vault Secrets User", scope: "vault", reads: ["secret"] }],
        mounts: [
          { type: "secret", name: "database-password" },
          { type: "secret", name: "session-key" },
          { type: "secret", name: "storefront" },
        ],
        beyond: [],
        everything: ["secret"],
        anyPod: false,
      },
      {
        identity: "shop",
        kind: "managed-identity",
        team: "shop",
        serviceAccounts: ["shop/search", "shop/storefront"],
        vault: "kv-prod-signing-12345",
        grants: [{ through: "Key Vault Reader", scope: "keys/receipts", reads: ["key"] }],
        mounts: [{ type: "key", name: "receipts" }],
        beyond: [],
        everything: [],
        anyPod: false,
      },
    ],
    writers: [
      {
        vault: "kv-prod-signing-12345",
        principal: "71b3f0a8-2d5e-4c96-8f14-a60d9e7b35c2",
        through: ["Key Vault Certificates Officer", "Key Vault Crypto Officer"],
      },
    ],
  });
});

describe("what can be read beyond the mounts", () => {
  test("of a secret on an RBAC vault is every other secret, and that of a certificate, which holds its private key", () => {
    expect(entryOf(vaultWith(), (vault) => [vault.objects.db])).toEqual({
      ...orders,
      grants: [{ through: "Key Vault Secrets User", scope: "vault", reads: ["secret"] }],
      mounts: [{ type: "secret", name: "db" }],
      beyond: [
        { type: "secret", name: "other" },
        { type: "secret", name: "server" },
      ],
      everything: ["secret"],
    });
  });

  test("of a key alone is certificates and public keys, and no secret", () => {
    expect(entryOf(vaultWith(), (vault) => [vault.objects.signing])).toEqual({
      ...orders,
      grants: [{ through: "Key Vault Reader", scope: "vault", reads: ["cert", "key"] }],
      mounts: [{ type: "key", name: "signing" }],
      beyond: [
        { type: "cert", name: "server" },
        { type: "key", name: "server" },
      ],
      everything: ["cert", "key"],
    });
  });

  test("of a secret and a certificate is everything in the vault", () => {
    expect(entryOf(vaultWith(), (vault) => [vault.objects.db, vault.objects.server])).toEqual({
      ...orders,
      grants: [{ through: "Key Vault Certificate User", scope: "vault", reads: ["cert", "key", "secret"] }],
      mounts: [
        { type: "cert", name: "server" },
        { type: "secret", name: "db" },
      ],
      beyond: [
        { type: "key", name: "server" },
        { type: "key", name: "signing" },
        { type: "secret", name: "other" },
        { type: "secret", name: "server" },
      ],
      everything: ["cert", "key", "secret"],
    });
  });

  test("is nothing where access is granted by object", () => {
    const vault = vaultWith({ accessScope: "object" });

    expect(entryOf(vault, ({ objects: { db, server } }) => [db, file(server, { as: "secret" })])).toEqual({
      ...orders,
      grants: [
        { through: "Key Vault Secrets User", scope: "secrets/db", reads: ["secret"] },
        { through: "Key Vault Secrets User", scope: "secrets/server", reads: ["secret"] },
      ],
      mounts: [
        { type: "secret", name: "db" },
        { type: "secret", name: "server" },
      ],
      beyond: [],
      everything: [],
    });
  });

  test("of an access policy is what its permissions reach, and listing is said", () => {
    const vault = vaultWith({ permissionModel: "access-policies" });

    expect(entryOf(vault, ({ objects: { db } }) => [file(db, { versionHistory: 3 })])).toEqual({
      ...orders,
      grants: [{ through: "access policy: secret get, list", scope: "vault", reads: ["secret"] }],
      mounts: [{ type: "secret", name: "db" }],
      beyond: [
        { type: "secret", name: "other" },
        { type: "secret", name: "server" },
      ],
      everything: ["secret"],
    });
  });
});

test("an identity of the nodes is every pod's", () => {
  expect(entryOf(vaultWith(), ({ objects: { db } }) => [db], { identity: nodeIdentity("orders") })).toMatchObject({
    kind: "node-identity",
    anyPod: true,
  });
});

test("whoever writes is told only where Terraform makes something", () => {
  const objectId = "0c7d4e91-5b28-4fa6-9d13-e86a2f70b5c4";
  const making = keyVault({
    name: "kv-making",
    permissionModel: "access-policies",
    objectsWriter: objectId,
    objects: { db: secret("db", { seed: { version: 1 } }) },
  });

  const deployed = keyVault({ name: "kv-deployed", objects: { sign: key("sign", { create: { type: "EC" } }) } });

  expect(reportAccess(resolve(healthy({ vaults: [making, deployed, vaultWith()], workloads: [] }))).writers).toEqual([
    { vault: "kv-deployed", principal: "deployer", through: ["Key Vault Crypto Officer"] },
    { vault: "kv-making", principal: objectId, through: ["access policy: secret"] },
  ]);
});
