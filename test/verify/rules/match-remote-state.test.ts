import { expect, test } from "vitest";
import { type Files, findingsOf, uncheckedOf } from "../../support/artefacts.js";

const RULE = "match-remote-state";

const STATE = { storage_account_name: "ststate", container_name: "tfstate", key: "platform.tfstate" };

/** A platform that keeps its state somewhere, and a team that reads one. */
function stacks(config: object, platform: object = STATE): Files {
  const files = {
    platform: { terraform: { backend: { azurerm: platform } }, output: { issuer: { value: "https://issuer/" } } },
    team: {
      terraform: { backend: { azurerm: { ...STATE, key: "team-of-shop.tfstate" } } },
      data: { terraform_remote_state: { platform: { backend: "azurerm", config } } },
    },
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, value]) => [`stacks/${name}/main.tf.json`, JSON.stringify(value, null, 2)]),
  );
}

test("finds nothing where a stack keeps the state", () => {
  const files = stacks({ ...STATE, use_azuread_auth: true });

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(uncheckedOf(RULE, files)).toEqual([]);
});

test("fails when the key is misspelt", () => {
  const found = findingsOf(RULE, stacks({ ...STATE, key: "platfrom.tfstate" }));

  expect(found).toEqual([
    {
      rule: "match-remote-state",
      severity: "error",
      environment: "artefacts",
      message:
        'team: data.terraform_remote_state.platform reads the state with the key "platfrom.tfstate", which no stack keeps; one keeps "platform.tfstate"',
      at: {
        file: "stacks/team/main.tf.json",
        line: 18,
        resource: "team: data.terraform_remote_state.platform",
        field: "config.key",
      },
      got: "platfrom.tfstate",
      allowed: 'key of the stacks among the artefacts: "platform.tfstate", "team-of-shop.tfstate"',
      fix: 'write "platform.tfstate"',
      shows:
        "Terraform: Unable to find remote state, or Unsupported attribute: This object does not have an attribute named …",
      related: [],
      docs: "docs/rules/match-remote-state.md",
    },
  ]);
});

test("fails when any part of the place is in another case", () => {
  const places = [{ key: "platform.tfstatE" }, { container_name: "tfState" }, { storage_account_name: "ststatE" }];

  const found = places.map((place) => findingsOf(RULE, stacks({ ...STATE, ...place })).map(({ at }) => at.field));

  expect(found).toEqual([["config.key"], ["config.container_name"], ["config.storage_account_name"]]);
});

test("fails when a part of the place is missing", () => {
  const found = findingsOf(RULE, stacks({ storage_account_name: "ststate", container_name: "tfstate" }));

  expect(found.map(({ message, shows }) => [message, shows])).toEqual([
    [
      "team: data.terraform_remote_state.platform does not say the key of the state that it reads",
      'Terraform: The attribute "key" is required, but no definition was found.',
    ],
  ]);
});

test("does not decide on a state of a stack that is not given", () => {
  const files = stacks({ storage_account_name: "other", container_name: "states", key: "network" });

  expect(findingsOf(RULE, files)).toEqual([]);
  expect(uncheckedOf(RULE, files).map(({ message, needs }) => [message, needs])).toEqual([
    [
      "team: data.terraform_remote_state.platform reads a state that no stack among the artefacts keeps",
      "the Terraform JSON of the stack whose state it reads",
    ],
  ]);
});

test("finds nothing where the place is an expression, or of another kind of backend", () => {
  const found = [
    findingsOf(RULE, stacks({ ...STATE, key: "${var.key}" })),
    findingsOf(RULE, {
      "main.tf.json": JSON.stringify({ data: { terraform_remote_state: { a: { backend: "s3", config: {} } } } }),
    }),
  ];

  expect(found).toEqual([[], []]);
});
