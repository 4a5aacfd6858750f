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

test("warns of an interval beside rotation that is off, or not switched on", () => {
  const found = [false, undefined].map((enabled) =>
    findingsOf(
      RULE,
      terraform(({ resource }) => {
        Object.assign(resource.azurerm_kubernetes_cluster.main.key_vault_secrets_provider, {
          secret_rotation_enabled: enabled,
        });
      }),
    ),
  );

  const finding = {
    rule: "valid-rotation-interval",
    severity: "warning",
    environment: "artefacts",
    message:
      "azurerm_kubernetes_cluster.main has a rotation interval, and rotation is not switched on: the interval alone does nothing",
    got: "2m",
    allowed: "an interval beside secret_rotation_enabled = true",
    fix: "set secret_rotation_enabled to true, or remove the interval",
    shows: "nothing: values change when a pod is made anew, and not before",
    related: [],
    docs: "docs/rules/valid-rotation-interval.md",
  };
  const at = {
    file: "azure/main.tf.json",
    resource: "azurerm_kubernetes_cluster.main",
    field: "key_vault_secrets_provider.secret_rotation_interval",
  };
  expect(found).toEqual([[{ ...finding, at: { ...at, line: 38 } }], [{ ...finding, at: { ...at, line: 37 } }]]);
});

test("finds nothing where rotation is off and no interval is set", () => {
  const found = findingsOf(
    RULE,
    terraform(({ resource }) => {
      Object.assign(resource.azurerm_kubernetes_cluster.main, {
        key_vault_secrets_provider: { secret_rotation_enabled: false },
      });
    }),
  );

  expect(found).toEqual([]);
});

test("finds nothing in a plan or state, which shows the default too", () => {
  const values = {
    name: "aks",
    key_vault_secrets_provider: [{ secret_rotation_enabled: false, secret_rotation_interval: "2m" }],
  };
  const address = "azurerm_kubernetes_cluster.main";
  const resources = [{ address, mode: "managed", type: "azurerm_kubernetes_cluster", name: "main", values }];

  const found = findingsOf(RULE, {
    "state.json": JSON.stringify({ format_version: "1.0", values: { root_module: { resources } } }),
  });

  expect(found).toEqual([]);
});
