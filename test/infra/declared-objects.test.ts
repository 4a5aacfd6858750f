import { expect, test } from "vitest";
import { certificate, key, keyVault, secret } from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

const full = keyVault({
  name: "kv-full",
  objects: {
    password: secret("password"),
    token: secret("api-token"),
    signing: key("signing"),
    tls: certificate("tls"),
  },
});

test("an output says what each vault has to hold, by collection and name", () => {
  const workload = api({ mounts: [{ path: "/mnt/secrets", objects: [full.objects.password] }] });

  const { output } = stackOf(
    healthy({ vaults: [full, keyVault({ name: "kv-empty", objects: {} })], workloads: [workload] }),
  );

  expect(output.vault_objects).toEqual({
    description: "What the vaults have to hold: secrets, keys and certificates that pods read.",
    value: {
      "kv-empty": {},
      "kv-full": { secrets: ["api-token", "password"], keys: ["signing"], certificates: ["tls"] },
    },
  });
});

test("no output says it where no vault has an object", () => {
  const { output } = stackOf(healthy({ vaults: [keyVault({ name: "kv-empty", objects: {} })], workloads: [] }));

  expect(output).not.toHaveProperty("vault_objects");
});
