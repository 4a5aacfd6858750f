import { expect, test } from "vitest";
import { readAzure } from "../../../verify/azure/index.js";
import { resourceAt, stack } from "../terraform/documents.js";

const place = { storage_account_name: "st", container_name: "states", key: "platform.tfstate" };
const platform = {
  terraform: { backend: { azurerm: { ...place, use_azuread_auth: true } } },
  resource: { azurerm_key_vault: { v: { name: "kv" } } },
  output: { platform: { value: { vaultIds: { kv: "${azurerm_key_vault.v.id}" } } } },
};

function team(config: object, expression: string, backend = "azurerm"): ReturnType<typeof stack> {
  return stack("team", {
    data: { terraform_remote_state: { platform: { backend, config } } },
    resource: { test_thing: { t: { argument: expression } } },
  });
}

const vaultId = '${data.terraform_remote_state.platform.outputs.platform.vaultIds["kv"]}/secrets/x';

function argumentOf(world: ReturnType<typeof readAzure>): string | undefined {
  return world.valueOf(resourceAt(world, "team: test_thing.t"), "argument")?.text;
}

test("an output of another stack is followed through the place of its state", () => {
  const world = readAzure([stack("platform", platform), team(place, vaultId)]);

  expect(argumentOf(world)).toBe("${platform: azurerm_key_vault.v.id}/secrets/x");
  expect(world.dangling).toEqual([]);
});

test("a state that no artefact keeps is not followed, and nothing dangles", () => {
  const world = readAzure([stack("platform", platform), team({ ...place, key: "other.tfstate" }, vaultId)]);

  expect(argumentOf(world)).toContain("${team: data.terraform_remote_state.platform.outputs.platform.vaultIds");
  expect(world.dangling).toEqual([]);
});

test("where the place is left open, the only stack with such an output is meant", () => {
  const { terraform: _, ...open } = platform;

  const one = readAzure([stack("platform", open), team({}, vaultId)]);
  const two = readAzure([stack("platform", open), stack("second", open), team({}, vaultId)]);

  expect(argumentOf(one)).toBe("${platform: azurerm_key_vault.v.id}/secrets/x");
  expect(argumentOf(two)).toContain("terraform_remote_state");
});

test("fails when a state that is followed has no such output or key", () => {
  const keyed = vaultId.replace('"kv"', '"kx"');
  const named = "${data.terraform_remote_state.platform.outputs.platfrom.issuer}";

  const dangling = [keyed, named].flatMap(
    (expression) => readAzure([stack("platform", platform), team(place, expression)]).dangling,
  );

  expect(dangling.map(({ on, at, reference, candidates }) => [on.id, at, reference, candidates])).toEqual([
    ["team: test_thing.t", ["argument"], "data.terraform_remote_state.platform.outputs.platform.vaultIds.kx", ["kv"]],
    ["team: test_thing.t", ["argument"], "data.terraform_remote_state.platform.outputs.platfrom", ["platform"]],
  ]);
});
