import { describe, expect, test } from "vitest";
import { existingIdentity, existingKeyVault, keyVault, secret, validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { apart } from "./apart.js";
import { expected } from "./expected.js";

const writer = "5e0a7c94-1d3b-4f68-b2c7-80f4d6e9a153";

describe("the secretsWriter of a vault", () => {
  test("fails when it is no GUID", () => {
    const vault = keyVault({ name: "kv-orders", secretsWriter: "me", objects: { db: secret("db") } });
    const workloads = [api({ mounts: [{ path: "/mnt/secrets", objects: [vault.objects.db] }] })];

    expect(validate([healthy({ vaults: [vault], workloads })])).toEqual([
      expected({
        rule: "valid-guid",
        message: 'secretsWriter "me" is not a GUID that names something',
        at: "test › vaults[0] kv-orders › secretsWriter",
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
        secretsWriter: writer,
        objects: { one: secret(object) },
      });
    const reading = (vault: ReturnType<typeof given>) => ({
      vaults: [vault],
      workloads: [api({ mounts: [{ path: "/mnt/secrets", objects: [vault.objects.one] }] })],
    });

    const problems = validate([healthy(reading(given("one"))), healthy({ ...apart, ...reading(given("two")) })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-seed",
        message: `the right of "${writer}" to write secrets in vault "kv-given" is also granted by environment "test"`,
        at: "other › vaults",
        allowed: "one environment that grants a writer the right to an existing vault",
        fix: "name the secretsWriter in one of them",
      }),
    ]);
  });

  test("fails when it is also an identity that reads from a vault with access policies", () => {
    const vault = keyVault({
      name: "kv-orders",
      permissionModel: "access-policies",
      secretsWriter: writer,
      objects: { db: secret("db") },
    });
    const identity = existingIdentity("orders", {
      clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
      principalId: writer,
    });
    const workloads = [api({ identity, mounts: [{ path: "/mnt/secrets", objects: [vault.objects.db] }] })];

    expect(validate([healthy({ vaults: [vault], workloads })])).toEqual([
      expected({
        rule: "unique-existing-identity",
        message: 'identity "orders" is also the secretsWriter of vault "kv-orders"',
        at: "test › workloads[0] api › identity",
        allowed: "one access policy for each principal of a vault: a second one would replace the first",
        fix: "let another principal write the secrets",
      }),
    ]);
  });
});
