import { describe, expect, test } from "vitest";
import {
  certificate,
  existingIdentity,
  existingKeyVault,
  key,
  keyVault,
  secret,
  validate,
} from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { apart } from "./apart.js";
import { expected } from "./expected.js";

const writer = "5e0a7c94-1d3b-4f68-b2c7-80f4d6e9a153";

describe("the objectsWriter of a vault", () => {
  test("fails when it is no GUID", () => {
    const vault = keyVault({ name: "kv-orders", objectsWriter: "me", objects: { db: secret("db") } });
    const workloads = [api({ mounts: [{ path: "/mnt/secrets", objects: [vault.objects.db] }] })];

    expect(validate([healthy({ vaults: [vault], workloads })])).toEqual([
      expected({
        rule: "valid-guid",
        message: 'objectsWriter "me" is not a GUID that names something',
        at: "test › vaults[0] kv-orders › objectsWriter",
        allowed: 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros',
        fix: "az ad signed-in-user show --query id -o tsv, or the object id of the service principal",
      }),
    ]);
  });

  test("fails when two environments grant it the right to one existing vault", () => {
    const given = (object: string) =>
      existingKeyVault({
        name: "kv-given",
        resourceGroup: "vaults-rg",
        permissionModel: "rbac",
        objectsWriter: writer,
        objects: { one: secret(object, { seed: { version: 1 } }) },
      });
    const reading = (vault: ReturnType<typeof given>) => ({
      vaults: [vault],
      workloads: [api({ mounts: [{ path: "/mnt/secrets", objects: [vault.objects.one] }] })],
    });

    const problems = validate([healthy(reading(given("one"))), healthy({ ...apart, ...reading(given("two")) })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-seed",
        message: `the right of "${writer}" to write objects in vault "kv-given" is also granted by environment "test"`,
        at: "other › vaults",
        allowed: "one environment that grants a writer the right to a vault",
        fix: "write objectsWriter: false in one of them",
      }),
    ]);
  });

  test("fails when it is also an identity that reads from a vault with access policies", () => {
    const vault = keyVault({
      name: "kv-orders",
      permissionModel: "access-policies",
      objectsWriter: writer,
      objects: { db: secret("db", { seed: { version: 1 } }) },
    });
    const identity = existingIdentity("orders", {
      clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
      principalId: writer,
    });
    const workloads = [api({ identity, mounts: [{ path: "/mnt/secrets", objects: [vault.objects.db] }] })];

    expect(validate([healthy({ vaults: [vault], workloads })])).toEqual([
      expected({
        rule: "unique-existing-identity",
        message: 'identity "orders" is also the objectsWriter of vault "kv-orders"',
        at: "test › workloads[0] api › identity",
        allowed: "one access policy for each principal of a vault: a second one would replace the first",
        fix: "let another principal write the objects",
      }),
    ]);
  });

  test("accepts an identity that reads as the writer where there is nothing to write", () => {
    const vault = keyVault({
      name: "kv-orders",
      permissionModel: "access-policies",
      objectsWriter: writer,
      objects: { db: secret("db") },
    });
    const identity = existingIdentity("orders", {
      clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
      principalId: writer,
    });
    const workloads = [api({ identity, mounts: [{ path: "/mnt/secrets", objects: [vault.objects.db] }] })];

    expect(validate([healthy({ vaults: [vault], workloads })])).toEqual([]);
  });
});

describe("the writer of a vault that two environments share", () => {
  const made = { one: secret("one", { seed: { version: 1 } }) };
  const other = { two: key("two", { create: { type: "EC" } }) };
  const shared = { name: "kv-shared", resourceGroup: "vaults-rg", permissionModel: "rbac" as const };
  const mine = keyVault({ name: "kv-shared", objects: made });

  test.each([
    ["and exists", existingKeyVault({ ...shared, objects: made })],
    ["and one of them creates", mine],
  ])("fails when both let whoever deploys write to a vault that they share %s", (_, first) => {
    const problems = validate([
      healthy({ vaults: [vault, first] }),
      healthy({ ...apart, vaults: [...apart.vaults, existingKeyVault({ ...shared, objects: other })] }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-seed",
        message: 'the right of "deployer" to write objects in vault "kv-shared" is also granted by environment "test"',
        at: "other › vaults",
        allowed: "one environment that grants a writer the right to a vault",
        fix: "write objectsWriter: false in one of them",
      }),
    ]);
  });

  test.each([
    ["one of them grants no right", { objects: other, objectsWriter: false as const }],
    ["they have different writers", { objects: other, objectsWriter: writer }],
    ["one of them makes no object", { objects: { two: key("two") } }],
  ])("accepts a vault with a writer in each where %s", (_, props) => {
    const problems = validate([
      healthy({ vaults: [vault, mine] }),
      healthy({ ...apart, vaults: [...apart.vaults, existingKeyVault({ ...shared, ...props })] }),
    ]);

    expect(problems).toEqual([]);
  });

  test.each([
    ["key", key("sign", { create: { type: "EC" } }), key("SIGN", { create: { type: "RSA" } })],
    [
      "certificate",
      certificate("sign", { create: { subject: "CN=a.example.com" } }),
      certificate("SIGN", { create: { subject: "CN=b.example.com" } }),
    ],
  ])("fails when both make one %s, in any case of letters", (kind, one, again) => {
    const problems = validate([
      healthy({ vaults: [vault, keyVault({ name: "kv-shared", objects: { one } })] }),
      healthy({
        ...apart,
        vaults: [...apart.vaults, existingKeyVault({ ...shared, objectsWriter: false, objects: { again } })],
      }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-seed",
        message: `${kind} "SIGN" in vault "kv-shared" is also made by environment "test"`,
        at: "other › vaults",
        allowed: "one environment that makes an object",
        fix: "make it in one of them, and only declare it in the other",
      }),
    ]);
  });
});
