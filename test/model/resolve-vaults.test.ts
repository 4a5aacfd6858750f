import { describe, expect, test } from "vitest";
import { certificate, existingKeyVault, key, keyVault, resolve, secret } from "../../model/index.js";
import type { KeyVault } from "../../model/key-vault.js";
import { healthy } from "../support/descriptions.js";

const writer = "5e0a7c94-1d3b-4f68-b2c7-80f4d6e9a153";
const made = {
  tls: certificate("tls", { create: { subject: "CN=shop.example.com" } }),
  one: secret("one", { seed: { version: 1 } }),
  two: secret("two", { seed: { version: 1 } }),
  read: key("read"),
};

function writerOf(vault: KeyVault) {
  return resolve(healthy({ vaults: [vault], workloads: [] })).vaults.map((resolved) => resolved.writer);
}

describe("the writer of a vault", () => {
  test("is whoever deploys, for the kinds that Terraform makes", () => {
    expect(writerOf(keyVault({ name: "kv-orders", objects: made }))).toEqual([
      { principal: "deployer", wait: "10m", kinds: ["certificate", "secret"] },
    ]);
  });

  test("is whoever deploys also where the vault exists", () => {
    const vault = existingKeyVault({
      name: "kv-orders",
      resourceGroup: "vaults-rg",
      permissionModel: "rbac",
      objects: { sign: key("sign", { create: { type: "EC" } }) },
    });

    expect(writerOf(vault)).toEqual([{ principal: "deployer", wait: "10m", kinds: ["key"] }]);
  });

  test("is a principal of its own, with a wait of its own, where they are given", () => {
    expect(writerOf(keyVault({ name: "kv-orders", objectsWriter: writer, writerWait: "30s", objects: made }))).toEqual([
      { principal: { objectId: writer }, wait: "30s", kinds: ["certificate", "secret"] },
    ]);
  });

  test.each([
    [
      "Terraform makes no object",
      keyVault({ name: "kv-orders", objectsWriter: writer, objects: { db: secret("db") } }),
    ],
    ["it is switched off", keyVault({ name: "kv-orders", objectsWriter: false, objects: made })],
  ])("is nobody where %s", (_, vault) => {
    expect(writerOf(vault)).toEqual([undefined]);
  });
});

test("a certificate gets every default of its policy, and keeps what is given", () => {
  const objects = {
    plain: certificate("plain", { create: { subject: "CN=a" } }),
    whole: certificate("whole", { create: { subject: "CN=b", keySize: 4096, storedAs: "pem", renewDaysBefore: 7 } }),
  };

  const [vault] = resolve(healthy({ vaults: [keyVault({ name: "kv-orders", objects })], workloads: [] })).vaults;

  const defaults = { dnsNames: [], issuer: "Self", validityMonths: 12 };
  expect(vault?.certificates).toEqual([
    {
      object: "plain",
      create: { ...defaults, subject: "CN=a", keySize: 3072, renewDaysBefore: 45, storedAs: "pfx" },
    },
    { object: "whole", create: { ...defaults, subject: "CN=b", keySize: 4096, renewDaysBefore: 7, storedAs: "pem" } },
  ]);
});

test.each([
  [1, 14],
  [2, 28],
  [3, 42],
  [4, 45],
  [1200, 45],
])("a certificate that lives %i months is renewed %i days before its end, unless it says otherwise", (months, days) => {
  const life = { subject: "CN=a", validityMonths: months };
  const objects = {
    one: certificate("one", { create: life }),
    two: certificate("two", { create: { ...life, renewDaysBefore: 1 } }),
  };
  const [vault] = resolve(healthy({ vaults: [keyVault({ name: "kv-orders", objects })], workloads: [] })).vaults;

  expect(vault?.certificates.map(({ create }) => create.renewDaysBefore)).toEqual([days, 1]);
});
