import { describe, expectTypeOf, test } from "vitest";
import { certificate, file, key, keyVault, secret, syncedSecret } from "../../model/index.js";

/** What does not compile, held by `npm run check:types`. */

const vault = keyVault({
  name: "kv-orders",
  objects: { password: secret("password"), signing: key("signing"), server: certificate("server") },
});

describe("references", () => {
  test("reach the objects that the vault declares, and no others", () => {
    expectTypeOf(vault.objects).toHaveProperty("password");
    expectTypeOf(vault.objects).not.toHaveProperty("undeclared");
  });

  test("reach the keys that a synced Secret has, and no others", () => {
    const synced = syncedSecret("credentials", { PASSWORD: vault.objects.password });

    expectTypeOf(synced.keys).toHaveProperty("PASSWORD");
    expectTypeOf(synced.keys).not.toHaveProperty("TOKEN");
  });

  test("know what an object can be mounted as", () => {
    expectTypeOf(file<"secret">)
      .parameter(1)
      .not.toHaveProperty("as");
    expectTypeOf(file<"key">)
      .parameter(1)
      .not.toHaveProperty("format");
    expectTypeOf<{ as: "secret"; format: "pfx" }>().toExtend<Parameters<typeof file<"certificate">>[1]>();
  });
});
