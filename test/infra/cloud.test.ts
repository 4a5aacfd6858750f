import { describe, expect, test } from "vitest";
import { existingNetwork, keyVault, managedIdentity, secret } from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { stacksOf } from "../support/synthesis.js";

const network = existingNetwork({ name: "vnet", resourceGroup: "network-rg", subnets: { endpoints: "snet" } });
const vault = keyVault({
  name: "kv-private",
  network: { access: "private", subnet: network.subnets.endpoints },
  objects: { password: secret("password") },
});
const mounts = [{ path: "/mnt/secrets", objects: [vault.objects.password] }];

/** Stacks of a private vault, an application, a bound identity and a team, with their state in Azure. */
function stacksIn(cloud?: "public" | "usgovernment" | "china") {
  return stacksOf(
    healthy({
      ...(cloud && { cloud }),
      networks: [network],
      vaults: [vault],
      state: { resourceGroup: "state-rg", storageAccount: "ststate12345", container: "tfstate" },
      workloads: [
        api({ mounts }),
        api({ mounts, team: "red", namespace: "red", identity: managedIdentity("red", { trust: "identity-binding" }) }),
      ],
    }),
  );
}

/** What providers, backend and the reading of the platform's state say of the cloud, by stack. */
function saidIn(stacks: ReturnType<typeof stacksIn>) {
  return [...stacks.values()].map(({ provider, terraform, data }) => ({
    providers: Object.fromEntries(
      Object.entries(provider)
        .filter(([name]) => name !== "time")
        .map(([name, [block]]) => [name, block?.environment]),
    ),
    backend: (terraform.backend as { azurerm: { environment?: string } }).azurerm.environment,
    platform: (data.terraform_remote_state?.platform as { config?: { environment?: string } } | undefined)?.config
      ?.environment,
  }));
}

describe.each(["usgovernment", "china"] as const)("in the cloud %s", (cloud) => {
  const stacks = stacksIn(cloud);

  test("providers and state say so in every stack", () => {
    expect(saidIn(stacks)).toEqual([
      { providers: { azapi: cloud, azurerm: cloud }, backend: cloud, platform: undefined },
      { providers: { azapi: cloud, azurerm: cloud }, backend: cloud, platform: cloud },
    ]);
  });

  test("the names of private vaults are in the cloud's own zone", () => {
    const zones = {
      usgovernment: "privatelink.vaultcore.usgovcloudapi.net",
      china: "privatelink.vaultcore.azure.cn",
    };

    expect(Object.values(stacks.get("test")?.resource.azurerm_private_dns_zone ?? {})).toMatchObject([
      { name: zones[cloud] },
    ]);
  });

  test("credentials have the audience that the provider asks for everywhere", () => {
    expect(Object.values(stacks.get("test")?.resource.azurerm_federated_identity_credential ?? {})).toMatchObject([
      { audience: ["api://AzureADTokenExchange"] },
    ]);
  });
});

test("in the public cloud nothing names it, said or not", () => {
  const stacks = stacksIn("public");

  const nothing = { providers: { azapi: undefined, azurerm: undefined }, backend: undefined, platform: undefined };
  expect(saidIn(stacks)).toEqual([nothing, nothing]);
  expect([...stacks.values()].map(({ text }) => text)).toEqual([...stacksIn().values()].map(({ text }) => text));
});
