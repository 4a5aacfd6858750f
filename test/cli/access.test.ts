import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Checkout } from "../support/checkout.js";

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
});
afterEach(() => {
  checkout[Symbol.dispose]();
});

describe("akv access", () => {
  test("shows who can read what in prod, through which role, and what is beyond the mounts", () => {
    const { code, stdout, stderr } = checkout.akv(["access", "prod"]);

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "payments_invoices → kv-prod-signing-12345 (managed-identity, team payments)
        for      payments/invoices
        through  Key Vault Reader, on certificates/partner
        through  Key Vault Reader, on keys/receipts
        through  Key Vault Secrets User, on secrets/payment-gateway
        mounts   cert partner, key receipts, secret payment-gateway
        beyond   nothing that is declared

      payments_terminal → kv-prod-signing-12345 (managed-identity, team payments)
        for      payments/terminal
        through  Key Vault Secrets User, on secrets/payment-gateway
        mounts   secret payment-gateway
        beyond   nothing that is declared

      shop → kv-prod-shop-12345 (managed-identity, team shop)
        for      shop/search, shop/storefront
        through  Key Vault Secrets User, on the vault
        mounts   secret database-password, secret session-key, secret storefront
        beyond   nothing that is declared; undeclared secrets of the vault, if any

      shop → kv-prod-signing-12345 (managed-identity, team shop)
        for      shop/search, shop/storefront
        through  Key Vault Reader, on keys/receipts
        mounts   key receipts
        beyond   nothing that is declared

      71b3f0a8-2d5e-4c96-8f14-a60d9e7b35c2 → kv-prod-signing-12345
        writes   through Key Vault Certificates Officer, on the vault
        writes   through Key Vault Crypto Officer, on the vault

      4 grants to identities of "prod"; none reaches a declared object that no pod mounts
      "
    `);
  });

  test("says how much more an identity can read than its pods mount", () => {
    checkout.edit(
      "environments/dev.ts",
      'objects: { appSecret: secret("MyApplicationSecret") }',
      'objects: { appSecret: secret("MyApplicationSecret"), other: secret("other") }',
    );

    const { stdout } = checkout.akv(["access", "dev"]);

    expect(stdout).toMatchInlineSnapshot(`
      "secret-reader → my-unique-kv-12345 (entra-application)
        for      default/my-app-service-account
        through  access policy: secret get, on the vault
        mounts   secret MyApplicationSecret
        beyond   secret other; undeclared secrets of the vault, if any

      1 grant to identities of "dev"; 1 reach declared objects that no pod mounts
      "
    `);
  });

  test("prints JSON for machines", () => {
    const { stdout } = checkout.akv(["access", "dev", "--json"]);

    expect(JSON.parse(stdout)).toMatchObject([
      { environment: "dev", entries: [{ identity: "secret-reader", vault: "my-unique-kv-12345" }], writers: [] },
    ]);
  });
});

describe("akv plan", () => {
  test("shows how full each identity is", () => {
    const { code, stdout } = checkout.akv(["plan"]);

    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "identity           credentials  split         environments
      secret-reader      1 of 20      -             dev
      students           12 of 20     2 identities  classroom
      students-2         13 of 20     2 identities  classroom
      payments_invoices  1 of 20      -             prod
      payments_terminal  1 of 20      -             prod
      shop               2 of 20      -             prod
      "
    `);
  });

  test("warns from 15 credentials on, as synth does, and stops nothing", () => {
    checkout.edit("environments/classroom.ts", "{ length: 25 }", "{ length: 30 }");

    const { code, stdout } = checkout.akv(["plan"]);

    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
      "identity           credentials  split         environments
      secret-reader      1 of 20      -             dev
      students           14 of 20     2 identities  classroom
      students-2         16 of 20     2 identities  classroom
      payments_invoices  1 of 20      -             prod
      payments_terminal  1 of 20      -             prod
      shop               2 of 20      -             prod

      warning identity "students-2" holds 16 of 20 federated credentials [no-crowded-identity]
        at       classroom › identity students-2
        allowed  at most 20; from 15 on it is time to plan
        fix      split: 3 moves 10 of 30 service accounts, fewest now; or trust: "identity-binding" (preview), which has no limit
        docs     docs/problems.md#no-crowded-identity

      1 warning
      "
    `);
    expect(checkout.akv(["synth", "classroom", "--out", "elsewhere"]).stdout).toContain("[no-crowded-identity]");
  });
});
