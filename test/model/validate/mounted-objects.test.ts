import { describe, expect, test } from "vitest";
import { key, keyVault, secret, validate } from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const { dbPassword } = vault.objects;

test("fails when a mount lists objects of two vaults", () => {
  const audit = keyVault({ name: "kv-audit", objects: { token: secret("token") } });
  const mounts = [{ path: "/mnt/secrets", objects: [dbPassword, audit.objects.token] }];

  const problems = validate([healthy({ vaults: [vault, audit], workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "match-mount-vault",
      message: 'secret "token" is in vault "kv-audit", the mount\'s first object in "kv-orders"',
      at: "test › workloads[0] api › mounts[0] › objects[1]",
      allowed: "objects of one vault: a provider class names one",
      fix: "make a second mount for the other vault",
    }),
  ]);
});

describe("match-vault", () => {
  test("fails when an object is mounted and the environment lists no vault", () => {
    const problems = validate([healthy({ vaults: [] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-vault",
        message: 'secret "db-password" is in vault "kv-orders", which the environment does not list',
        at: "test › workloads[0] api › mounts[0] › objects[0]",
        allowed: "a vault listed in vaults",
        fix: "add the vault to the environment's vaults",
      }),
    ]);
  });

  test("fails when the vault of a mounted object is not among those listed, and offers the nearest", () => {
    const audit = keyVault({ name: "kv-audit", objects: {} });
    const order = keyVault({ name: "kv-order", objects: { dbPassword: secret("db-password") } });

    const problems = validate([healthy({ vaults: [audit, order] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-vault",
        message: 'secret "db-password" is in vault "kv-orders", which the environment does not list',
        at: "test › workloads[0] api › mounts[0] › objects[0]",
        allowed: "a vault listed in vaults: kv-audit, kv-order",
        fix: 'did you mean "kv-order"?',
      }),
    ]);
  });
});

test("lists the vaults there are when none is near", () => {
  const listed = ["kv-audit", "kv-billing", "kv-mail", "kv-search", "kv-stock", "kv-web"].map((name) =>
    keyVault({ name, objects: {} }),
  );
  const far = keyVault({ name: "warehouse-of-the-north", objects: { token: secret("token") } });
  const mounts = [{ path: "/mnt/secrets", objects: [far.objects.token] }];

  const problems = validate([healthy({ vaults: listed, workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "match-vault",
      message: 'secret "token" is in vault "warehouse-of-the-north", which the environment does not list',
      at: "test › workloads[0] api › mounts[0] › objects[0]",
      allowed: "a vault listed in vaults: kv-audit, kv-billing, kv-mail, kv-search, kv-stock, kv-web",
      fix: 'use "kv-audit", "kv-billing", "kv-mail", "kv-search", "kv-stock" and 1 more',
    }),
  ]);
});

describe("match-vault-object", () => {
  test("fails when the listed vault declares nothing", () => {
    const problems = validate([healthy({ vaults: [keyVault({ name: "kv-orders", objects: {} })] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-vault-object",
        message: 'secret "db-password" is not declared in vault "kv-orders"',
        at: "test › workloads[0] api › mounts[0] › objects[0]",
        allowed: "an object that the vault declares",
        fix: "declare it in the vault's objects",
      }),
    ]);
  });

  test("fails when the listed vault declares another name, and offers the nearest", () => {
    const listed = keyVault({ name: "kv-orders", objects: { signing: key("signing"), db: secret("db-pasword") } });

    const problems = validate([healthy({ vaults: [listed] })]);

    expect(problems).toEqual([
      expected({
        rule: "match-vault-object",
        message: 'secret "db-password" is not declared in vault "kv-orders"',
        at: "test › workloads[0] api › mounts[0] › objects[0]",
        allowed: "an object that the vault declares",
        fix: 'did you mean "db-pasword"?',
      }),
    ]);
  });
});
