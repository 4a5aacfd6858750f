import { expect, test } from "vitest";
import { leastRole } from "../../model/roles.js";

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
