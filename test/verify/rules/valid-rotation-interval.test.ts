import { expect, test } from "vitest";
import { type Files, findingsOf, terraform } from "../../support/artefacts.js";

const RULE = "valid-rotation-interval";

function interval(text: string): Files {
  return terraform(({ resource }) => {
    resource.azurerm_kubernetes_cluster.main.key_vault_secrets_provider.secret_rotation_interval = text;
  });
}

test("finds nothing on durations as Go writes them", () => {
  const found = ["2m", "90s", "1h30m", "1.5h", "120000ms", "${var.interval}"].flatMap((text) =>
    findingsOf(RULE, interval(text)),
  );

  expect(found).toEqual([]);
});

test("fails when the unit is missing", () => {
  const found = findingsOf(RULE, interval("2"));

  expect(found).toEqual([
    {
      rule: "valid-rotation-interval",
      severity: "error",
      environment: "artefacts",
      message: 'azurerm_kubernetes_cluster.main has the rotation interval "2", which is no duration',
      at: {
        file: "azure/main.tf.json",
        line: 38,
        resource: "azurerm_kubernetes_cluster.main",
        field: "key_vault_secrets_provider.secret_rotation_interval",
      },
      got: "2",
      allowed: 'a duration as Go writes it: "2m", "90s", "1h30m"',
      fix: 'write the unit too, as in "2m"',
      shows:
        'Terraform: "key_vault_secrets_provider.0.secret_rotation_interval" cannot be parsed as a duration: time: invalid duration "2"',
      related: [],
      docs: "docs/rules/valid-rotation-interval.md",
    },
  ]);
});

test("fails when it is no duration", () => {
  const found = ["often", "", "2 m", "-2m", "1d"].map((text) =>
    findingsOf(RULE, interval(text)).map(({ got, fix }) => [got, fix]),
  );

  expect(found).toEqual([
    [["often", 'write "2m", or leave it out for that']],
    [["", 'write "2m", or leave it out for that']],
    [["2 m", 'write "2m", or leave it out for that']],
    [["-2m", 'write "2m", or leave it out for that']],
    [["1d", 'write "2m", or leave it out for that']],
  ]);
});
