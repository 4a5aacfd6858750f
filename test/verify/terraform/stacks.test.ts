import { expect, test } from "vitest";
import { readAzure } from "../../../verify/azure/index.js";
import { document, resourceAt, shown, stack, state } from "./documents.js";

test("a folder is one stack, and one that is named is another", () => {
  const world = readAzure([
    document("infra/main.tf.json", { resource: { azurerm_resource_group: { g: { name: "rg" } } } }),
    document("infra/vault.tf.json", {
      resource: [{ azurerm_key_vault: [{ v: [{ name: "kv", location: "${azurerm_resource_group.g.name}" }] }] }],
    }),
    stack("named", { resource: { azurerm_key_vault: { v: { name: "kw" } } } }),
  ]);

  expect(world.stacks).toEqual(["infra", "named"]);
  expect(world.resources.map(({ id, place }) => [id, place.document.file, place.path])).toEqual([
    ["infra: azurerm_resource_group.g", "infra/main.tf.json", ["resource", "azurerm_resource_group", "g"]],
    ["infra: azurerm_key_vault.v", "infra/vault.tf.json", ["resource", 0, "azurerm_key_vault", 0, "v", 0]],
    ["named: azurerm_key_vault.v", "named/cdk.tf.json", ["resource", "azurerm_key_vault", "v"]],
  ]);
  expect(world.valueOf(resourceAt(world, "infra: azurerm_key_vault.v"), "location")?.text).toBe("rg");
  expect(world.dangling).toEqual([]);
});

test("folders of one name are told apart", () => {
  const one = { resource: { azurerm_key_vault: { v: { name: "kv" } } } };

  const world = readAzure([document("a/infra/main.tf.json", one), document("b/infra/main.tf.json", one)]);

  expect(world.stacks).toEqual(["a/infra", "b/infra"]);
});

test("a state alone is a world of known values", () => {
  const world = readAzure([
    state("dev.tfstate.json", [
      shown("azurerm_key_vault", "v", {
        id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv",
        name: "kv",
        rbac_authorization_enabled: true,
        contact: null,
        tags: { odd: "${not.an.expression}" },
      }),
      shown("azurerm_user_assigned_identity", "i", { id: "/id/I", client_id: "c-1", principal_id: "p-1" }),
      shown("azurerm_role_assignment", "r", {
        principal_id: "P-1",
        role_definition_name: "Key Vault Secrets User",
        scope: "/subscriptions/s/resourcegroups/g/providers/microsoft.keyvault/vaults/KV/secrets/db",
      }),
    ]),
  ]);

  const vault = resourceAt(world, "azurerm_key_vault.v");
  expect(world.stacks).toEqual(["dev"]);
  expect(world.valueOf(vault, "tags", "odd")).toEqual({
    text: "${not.an.expression}",
    known: true,
    references: [],
    opaque: [],
  });
  expect(world.valueOf(vault, "contact")).toBeUndefined();
  expect(world.grants.map(({ identity, scope }) => [identity?.id, scope])).toEqual([
    [
      "azurerm_user_assigned_identity.i",
      { level: "object", vault: world.vaults[0], collection: "secrets", objectName: "db" },
    ],
  ]);
  expect(vault.place.path).toEqual(["values", "root_module", "resources", 0, "values"]);
  expect(world.dangling).toEqual([]);
});

test("a state in a file of its own format is read too, with modules and instances", () => {
  const world = readAzure([
    document("terraform.shop.tfstate", {
      version: 4,
      terraform_version: "1.11.0",
      outputs: {},
      resources: [
        {
          module: "module.a",
          mode: "managed",
          type: "azurerm_key_vault",
          name: "v",
          instances: [
            { index_key: "x", attributes: { name: "kv-x", tags: null } },
            { index_key: 1, attributes: { name: "kv-1" } },
          ],
        },
        { mode: "data", type: "azurerm_key_vault", name: "d", instances: [{ attributes: { name: "kv-d" } }] },
      ],
    }),
  ]);

  expect(world.stacks).toEqual(["shop"]);
  expect(world.vaults.map(({ id, name, existing }) => [id, name, existing])).toEqual([
    ['module.a.azurerm_key_vault.v["x"]', "kv-x", false],
    ["module.a.azurerm_key_vault.v[1]", "kv-1", false],
    ["data.azurerm_key_vault.d", "kv-d", true],
  ]);
});

test("a state beside a configuration tells what only a deployment knows", () => {
  const configuration = {
    resource: {
      azurerm_user_assigned_identity: { i: { name: "${local.name}" } },
      test_thing: { t: { id_of: "${azurerm_user_assigned_identity.i.client_id}", made: "${upper(local.name)}" } },
    },
    locals: { name: "reader" },
  };
  const values = [
    shown("azurerm_user_assigned_identity", "i", { name: "old", client_id: "c-1" }),
    shown("test_thing", "t", { id_of: "c-0", made: "READER", computed: "yes" }),
  ];

  for (const file of ["dev.json", "elsewhere/other.json", "dev/terraform.json"]) {
    const world = readAzure([stack("dev", configuration), state(file, values)]);
    const thing = resourceAt(world, "test_thing.t");

    expect(world.stacks).toEqual(["dev"]);
    expect(["id_of", "made", "computed"].map((name) => world.valueOf(thing, name)?.text)).toEqual([
      "c-1",
      "READER",
      "yes",
    ]);
    expect(world.valueOf(resourceAt(world, "azurerm_user_assigned_identity.i"), "name")?.text).toBe("reader");
    expect(thing.place.document.file).toBe("dev/cdk.tf.json");
  }
});

test("a plan is completed by the expressions of its configuration", () => {
  const world = readAzure([
    document("dev.plan.json", {
      format_version: "1.2",
      terraform_version: "1.11.0",
      variables: { name: { value: "kv" } },
      planned_values: {
        outputs: { issuer: { sensitive: false } },
        root_module: {
          resources: [
            shown("azurerm_key_vault", "v", { name: "kv", rbac_authorization_enabled: true }),
            shown("azurerm_user_assigned_identity", "i", { name: "reader" }),
            shown("azurerm_federated_identity_credential", "f", {
              subject: "system:serviceaccount:a:b",
              audience: ["x"],
            }),
            shown("azurerm_role_assignment", "r", { role_definition_name: "Key Vault Reader" }),
          ],
          child_modules: [
            {
              address: 'module.m["k"]',
              resources: [
                {
                  ...shown("azurerm_key_vault_access_policy", "p", { secret_permissions: ["Get"] }),
                  address: 'module.m["k"].azurerm_key_vault_access_policy.p',
                },
              ],
            },
          ],
        },
      },
      prior_state: {
        values: {
          root_module: { resources: [shown("azurerm_subscription", "s", { id: "/subscriptions/1" }, "data")] },
        },
      },
      configuration: {
        root_module: {
          outputs: { issuer: { expression: { references: ["azurerm_user_assigned_identity.i.id"] } } },
          resources: [
            {
              address: "azurerm_federated_identity_credential.f",
              expressions: {
                user_assigned_identity_id: {
                  references: ["azurerm_user_assigned_identity.i.id", "azurerm_user_assigned_identity.i"],
                },
                subject: { constant_value: "another" },
              },
            },
            {
              address: "azurerm_role_assignment.r",
              expressions: {
                principal_id: {
                  references: ["azurerm_user_assigned_identity.i.principal_id", "azurerm_user_assigned_identity.i"],
                },
                scope: { references: ["azurerm_key_vault.v.id", "azurerm_key_vault.v"] },
              },
            },
          ],
          module_calls: {
            m: {
              expressions: { vault_id: { references: ["azurerm_key_vault.v.id", "azurerm_key_vault.v"] } },
              module: {
                variables: { vault_id: {} },
                resources: [
                  {
                    address: "azurerm_key_vault_access_policy.p",
                    expressions: { key_vault_id: { references: ["var.vault_id"] } },
                  },
                ],
              },
            },
          },
        },
      },
    }),
  ]);

  const [vault] = world.vaults;
  expect(world.stacks).toEqual(["dev"]);
  expect(world.credentials.map(({ identity, subject }) => [identity?.id, subject?.text])).toEqual([
    ["azurerm_user_assigned_identity.i", "system:serviceaccount:a:b"],
  ]);
  // A plan does not say whether the scope is the vault or something in it.
  expect(world.grants.map(({ id, identity, scope }) => [id, identity?.id, scope])).toEqual([
    ["azurerm_role_assignment.r", "azurerm_user_assigned_identity.i", { level: "unknown", vault }],
    ['module.m["k"].azurerm_key_vault_access_policy.p', undefined, { level: "vault", vault }],
  ]);
  expect(world.ofType("azurerm_subscription").map(({ id }) => id)).toEqual(["data.azurerm_subscription.s"]);
  expect(world.dangling).toEqual([]);
});

test("a plan of a configuration in JSON has the texts of its expressions, and constants that only look like some", () => {
  const world = readAzure([
    document("dev.plan.json", {
      format_version: "1.2",
      terraform_version: "1.11.0",
      planned_values: {
        root_module: {
          resources: [
            shown("azurerm_key_vault", "v", { name: "kv", rbac_authorization_enabled: true }),
            shown("azurerm_role_assignment", "r", { role_definition_name: "Key Vault Reader" }),
            shown("azurerm_role_assignment", "s", { role_definition_name: "Key Vault Reader" }),
          ],
        },
      },
      configuration: {
        root_module: {
          resources: [
            {
              address: "azurerm_role_assignment.r",
              expressions: {
                scope: {
                  constant_value: "${azurerm_key_vault.v.id}/secrets/a",
                  references: ["azurerm_key_vault.v.id", "azurerm_key_vault.v"],
                },
              },
            },
            {
              address: "azurerm_role_assignment.s",
              expressions: { scope: { constant_value: "${azurerm_key_vault.v.id}" } },
            },
          ],
        },
      },
    }),
  ]);

  expect(world.grants.map(({ scopeValue, scope }) => [scopeValue?.text, scope.level, scope.vault?.name])).toEqual([
    ["${azurerm_key_vault.v.id}/secrets/a", "object", "kv"],
    ["${azurerm_key_vault.v.id}", "elsewhere", undefined],
  ]);
});
