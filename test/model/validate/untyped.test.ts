import { describe, expect, test } from "vitest";
import { file, key, keyVault, validate } from "../../../model/index.js";
import { api, healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

describe("what only JavaScript can hold", () => {
  test.each([
    ["a big number", { replicas: 3n }],
    ["no list", { mounts: { a: 1 } }],
  ])("is reported and does not end the run: %s", (_, props) => {
    const workload = { ...api(), ...props } as unknown as ReturnType<typeof api>;

    expect(validate([healthy({ workloads: [workload] })]).map(({ rule }) => rule)).toEqual(["valid-shape"]);
  });

  test("is reported and does not end the run: an environment that is not there", () => {
    const nothing = [undefined] as unknown as Parameters<typeof validate>[0];

    expect(validate(nothing).map(({ rule }) => rule)).toEqual(["valid-shape"]);
  });
});

describe("what the types forbid", () => {
  test("is refused: a secret mounted as a key", () => {
    const mounted = file(vault.objects.dbPassword, { as: "key" } as object);

    expect(
      validate([healthy({ workloads: [api({ mounts: [{ path: "/mnt/secrets", objects: [mounted] }] })] })]),
    ).toEqual([
      expected({
        rule: "valid-file-content",
        message: 'secret "db-password" is mounted as "key"',
        at: "test › workloads[0] api › mounts[0] › objects[0]",
        allowed: '"secret"; only a certificate can be mounted in several ways',
        fix: "leave as out",
      }),
    ]);
  });

  test("is refused: a key with a seed", () => {
    const seeded = keyVault({ name: "kv-keys", objects: { signing: { ...key("signing"), seed: { version: 1 } } } });

    expect(validate([healthy({ vaults: [vault, seeded] })])).toEqual([
      expected({
        rule: "valid-shape",
        message: 'vaults[1].objects.signing has a field "seed" that means nothing',
        at: "test › vaults[1].objects.signing",
        allowed: "the fields of the type",
        fix: "npm run check:types names the line and the type",
      }),
    ]);
  });
});
