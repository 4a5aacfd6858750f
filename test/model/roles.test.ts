import { describe, expect, test } from "vitest";
import { certificate, key, secret } from "../../model/index.js";
import { file } from "../../model/mounted-file.js";
import { leastRole, objectScope, writingRole } from "../../model/roles.js";

test.each([
  [["secret"], "Key Vault Secrets User"],
  [["key"], "Key Vault Reader"],
  [["cert"], "Key Vault Reader"],
  [["cert", "key"], "Key Vault Reader"],
  [["cert", "secret"], "Key Vault Certificate User"],
  [["key", "secret"], "Key Vault Certificate User"],
  [["cert", "key", "secret"], "Key Vault Certificate User"],
] as const)("the least role for %j is %s", (types, role) => {
  expect(leastRole(new Set(types))).toBe(role);
});

describe("the role that writes an object", () => {
  test.each([
    [secret("db"), "Key Vault Secrets Officer"],
    [key("sign"), "Key Vault Crypto Officer"],
    [certificate("tls"), "Key Vault Certificates Officer"],
  ])("of %j is %s", ({ kind }, role) => {
    expect(writingRole[kind]).toBe(role);
  });
});

describe("the scope of an object", () => {
  const tls = { ...certificate("tls"), vault: "kv-orders" };

  test.each([
    ["a secret", { ...secret("db"), vault: "kv-orders" }, undefined, "secrets"],
    ["a key", { ...key("sign"), vault: "kv-orders" }, undefined, "keys"],
    ["a certificate", tls, undefined, "certificates"],
    ["a certificate read as its secret", tls, "secret", "secrets"],
    ["a certificate read as its key", tls, "key", "keys"],
  ] as const)("of %s stands below its collection", (_, object, as, collection) => {
    expect(objectScope[file(object, as && { as }).as]).toBe(collection);
  });
});
