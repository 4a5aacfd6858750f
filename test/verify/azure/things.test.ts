import { expect, test } from "vitest";
import { readAzure } from "../../../verify/azure/index.js";
import { resourceAt, shown, stack, state } from "../terraform/documents.js";

const ARM = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults";

function vaultModels(...bodies: readonly object[]): readonly string[] {
  const azurerm_key_vault = Object.fromEntries(bodies.map((body, index) => [`v${index}`, body]));
  return readAzure([stack("one", { resource: { azurerm_key_vault } })]).vaults.map((vault) => vault.permissionModel);
}

test("a vault's permission model is what is written, in either spelling", () => {
  expect(
    vaultModels(
      { rbac_authorization_enabled: true },
      { enable_rbac_authorization: false },
      { rbac_authorization_enabled: "${var.rbac}" },
      { rbac_authorization_enabled: null },
      {},
    ),
  ).toEqual(["rbac", "policies", "unknown", "unstated", "unstated"]);
});

test("of a vault that exists the model is unknown until a state tells it", () => {
  const data = { azurerm_key_vault: { v: { name: "kv" } } };
  const read = shown("azurerm_key_vault", "v", { name: "kv", rbac_authorization_enabled: true }, "data");

  const models = [[], [state("one.json", [read])]].map((states) =>
    readAzure([stack("one", { data }), ...states]).vaults.map(({ permissionModel }) => permissionModel),
  );

  expect(models).toEqual([["unknown"], ["rbac"]]);
});

test("scopes are read in every form", () => {
  const scopes: readonly [string, object][] = [
    ["${azurerm_key_vault.v.id}", { level: "vault", vault: "kv" }],
    [
      "${azurerm_key_vault.v.id}/secrets/${local.n}",
      { level: "object", vault: "kv", collection: "secrets", objectName: "db" },
    ],
    ["${azurerm_key_vault.v.id}/secret/db", { level: "object", vault: "kv", collection: "secret", objectName: "db" }],
    ["${azurerm_key_vault.v.id}secrets/db", { level: "unknown", vault: "kv" }],
    [`${ARM}/KV`, { level: "vault", vault: "kv" }],
    [`${ARM}/kv/keys/k`.toUpperCase(), { level: "object", vault: "kv", collection: "KEYS", objectName: "K" }],
    [`${ARM}/other`, { level: "vault", vaultName: "other" }],
    [
      "/subscriptions/${data.azurerm_client_config.c.subscription_id}/resourceGroups/rg",
      { level: "resource-group", resourceGroup: "rg" },
    ],
    ["${azurerm_resource_group.g.id}", { level: "resource-group", resourceGroup: "rg" }],
    [
      "${azurerm_resource_group.g.id}/providers/Microsoft.KeyVault/vaults/kv/secrets/db",
      { level: "object", vault: "kv", collection: "secrets", objectName: "db" },
    ],
    ["${data.azurerm_subscription.s.id}", { level: "subscription" }],
    ["/subscriptions/1", { level: "subscription" }],
    ["/providers/Microsoft.Management/managementGroups/root", { level: "management-group" }],
    ["/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v", { level: "elsewhere" }],
    [
      "${azurerm_key_vault_secret.o.resource_versionless_id}",
      { level: "object", vault: "kv", collection: "secrets", objectName: "db" },
    ],
    ["${azurerm_key_vault_secret.o.id}", { level: "elsewhere" }],
    ["https://kv.vault.azure.net/", { level: "elsewhere" }],
    ['${format("%s/secrets/x", azurerm_key_vault.v.id)}', { level: "unknown", vault: "kv" }],
    ["${var.scope}", { level: "unknown" }],
  ];
  const azurerm_role_assignment = Object.fromEntries(
    scopes.map(([scope], index) => [`r${index}`, { scope, role_definition_name: "Key Vault Reader" }]),
  );

  const world = readAzure([
    stack("one", {
      resource: {
        azurerm_key_vault: { v: { name: "kv" } },
        azurerm_resource_group: { g: { name: "rg" } },
        azurerm_key_vault_secret: { o: { name: "db", key_vault_id: "${azurerm_key_vault.v.id}" } },
        azurerm_role_assignment,
      },
      data: { azurerm_client_config: { c: {} }, azurerm_subscription: { s: {} } },
      locals: { n: "db" },
      variable: { scope: {} },
    }),
  ]);

  expect(
    world.grants.map(({ scope: { vault, resourceGroup, ...rest }, scopeValue: _, resource: { attributes } }) => [
      attributes.scope,
      {
        ...rest,
        ...(vault && { vault: vault.name }),
        ...(resourceGroup && { resourceGroup: resourceGroup.text }),
      },
    ]),
  ).toEqual(scopes);
});

test("an object in no vault but itself ends nothing", () => {
  const world = readAzure([
    stack("one", {
      resource: {
        azurerm_key_vault_secret: { o: { name: "db", key_vault_id: "${azurerm_key_vault_secret.o.resource_id}" } },
        azurerm_role_assignment: { r: { scope: "${azurerm_key_vault_secret.o.resource_id}" } },
      },
    }),
  ]);

  expect(world.grants.map(({ scope }) => scope)).toEqual([
    { level: "object", collection: "secrets", objectName: "db" },
  ]);
});

test("a role may be given by id, or through a data source", () => {
  const id = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions";
  const roles = {
    named: { role_definition_name: "Custom Reader" },
    builtIn: { role_definition_id: `${id}/4633458B-17DE-408A-B874-0445C86B69E6` },
    custom: { role_definition_id: `${id}/00000000-0000-0000-0000-000000000001` },
    looked: { role_definition_id: "${data.azurerm_role_definition.d.id}" },
    joined: {
      role_definition_id: "${data.azurerm_subscription.s.id}${data.azurerm_role_definition.d.role_definition_id}",
    },
    open: { role_definition_name: "${var.role}" },
  };

  const world = readAzure([
    stack("one", {
      resource: { azurerm_role_assignment: roles },
      data: { azurerm_role_definition: { d: { name: "Key Vault Reader" } }, azurerm_subscription: { s: {} } },
      variable: { role: {} },
    }),
  ]);

  expect(world.grants.map(({ resource, role, roleId }) => [resource.name, role, roleId])).toEqual([
    ["named", "Custom Reader", undefined],
    ["builtIn", "Key Vault Secrets User", undefined],
    ["custom", undefined, `${id}/00000000-0000-0000-0000-000000000001`],
    ["looked", "Key Vault Reader", undefined],
    ["joined", "Key Vault Reader", undefined],
    ["open", undefined, undefined],
  ]);
});

test("policies inside of a vault are grants, and are not counted twice", () => {
  const world = readAzure([
    stack("one", {
      resource: {
        azurerm_key_vault: {
          v: {
            name: "kv",
            access_policy: [
              { object_id: "p-1", secret_permissions: ["Get", "List"] },
              { object_id: "P-2", secret_permissions: ["Get"] },
              { object_id: "p-3", secret_permissions: "${var.permissions}" },
            ],
          },
        },
        azurerm_key_vault_access_policy: { apart: { key_vault_id: "${azurerm_key_vault.v.id}", object_id: "p-2" } },
      },
    }),
  ]);

  expect(
    world.grants.map(({ id, place, principal, permissions }) => [
      id,
      place.path.slice(3),
      principal?.text,
      permissions,
    ]),
  ).toEqual([
    ["azurerm_key_vault_access_policy.apart", [], "p-2", { secret: [], key: [], cert: [] }],
    [
      "azurerm_key_vault.v access_policy[0]",
      ["access_policy", 0],
      "p-1",
      { secret: ["get", "list"], key: [], cert: [] },
    ],
    ["azurerm_key_vault.v access_policy[2]", ["access_policy", 2], "p-3", undefined],
  ]);
});

test("owners are found by each of their ids, in old and new arguments", () => {
  const world = readAzure([
    stack("one", {
      resource: {
        azurerm_user_assigned_identity: { i: { name: "reader" } },
        azuread_application_registration: { a: { display_name: "app" } },
        azuread_service_principal: { a: { client_id: "${azuread_application_registration.a.client_id}" } },
        azurerm_federated_identity_credential: {
          f: { parent_id: "${azurerm_user_assigned_identity.i.id}", audience: "${local.audiences}" },
        },
        azuread_application_federated_identity_credential: {
          byPath: { application_id: "/applications/${azuread_application_registration.a.object_id}" },
          byId: { application_id: "${azuread_application_registration.a.id}" },
          old: { application_object_id: "${azuread_application_registration.a.object_id}" },
          wrong: { application_id: "${azuread_application_registration.a.client_id}" },
        },
        azurerm_role_assignment: { r: { principal_id: "${azuread_service_principal.a.object_id}", condition: "x" } },
      },
      locals: { audiences: ["one", "two"] },
    }),
  ]);

  expect(
    world.credentials.map(({ resource, ownerArgument, identity, audiences }) => [
      resource.name,
      ownerArgument,
      identity?.resource.name,
      audiences.map(({ text }) => text),
    ]),
  ).toEqual([
    ["f", "parent_id", "i", ["one", "two"]],
    ["byPath", "application_id", "a", []],
    ["byId", "application_id", "a", []],
    ["old", "application_object_id", "a", []],
    ["wrong", "application_id", undefined, []],
  ]);
  expect(world.grants.map(({ identity, conditional }) => [identity?.kind, conditional])).toEqual([
    ["application", true],
  ]);
});

test("what a stack looks up is what another stack of the artefacts creates", () => {
  const world = readAzure([
    stack("platform", {
      resource: {
        azurerm_key_vault: { v: { name: "kv" } },
        azurerm_kubernetes_cluster: { c: { name: "aks", resource_group_name: "rg" } },
      },
    }),
    stack("team", {
      data: {
        azurerm_key_vault: { looked: { name: "KV", resource_group_name: "rg" } },
        azurerm_kubernetes_cluster: { looked: { name: "aks", resource_group_name: "rg" } },
      },
      resource: {
        azurerm_role_assignment: { r: { scope: "${data.azurerm_key_vault.looked.id}" } },
        azurerm_federated_identity_credential: {
          f: { issuer: "${data.azurerm_kubernetes_cluster.looked.oidc_issuer_url}" },
        },
      },
    }),
  ]);

  expect(world.vaults.map(({ id }) => id)).toEqual(["platform: azurerm_key_vault.v"]);
  expect(world.grants[0]?.scope).toEqual({ level: "vault", vault: world.vaults[0] });
  expect(world.credentials[0]?.issuer).toEqual(world.clusters[0]?.issuer);
});

test("the add-on is on where its block is, and unknown where nobody says", () => {
  const provider = {
    key_vault_secrets_provider: [{ secret_rotation_enabled: "${var.on}", secret_rotation_interval: "1m" }],
  };
  const world = readAzure([
    stack("one", {
      resource: {
        azurerm_kubernetes_cluster: {
          off: {},
          plain: { key_vault_secrets_provider: { secret_rotation_interval: null } },
          open: provider,
          expression: { key_vault_secrets_provider: "${var.block}" },
          dynamic: { dynamic: { key_vault_secrets_provider: { for_each: [] } } },
        },
        azurerm_kubernetes_automatic_cluster: { automatic: {} },
      },
      data: { azurerm_kubernetes_cluster: { looked: { name: "x" } } },
    }),
  ]);

  expect(Object.fromEntries(world.clusters.map(({ resource, addOn }) => [resource.name, addOn]))).toEqual({
    off: "off",
    plain: { rotation: false, interval: "2m" },
    open: { rotation: undefined, interval: "1m" },
    expression: "unknown",
    dynamic: "unknown",
    automatic: "unknown",
    looked: "unknown",
  });
});

test("objects are declared by resources, data sources and the output for them", () => {
  const world = readAzure([
    stack("one", {
      resource: {
        azurerm_key_vault: { v: { name: "kv" } },
        azurerm_key_vault_secret: { s: { name: "a", key_vault_id: "${azurerm_key_vault.v.id}", value: "hidden" } },
      },
      data: { azurerm_key_vault_certificate: { c: { name: "b", key_vault_id: `${ARM}/other` } } },
      output: {
        vault_objects: {
          value: {
            "${azurerm_key_vault.v.name}": { secrets: ["x", 1, "${local.y}"], keys: "k", others: ["o"] },
            away: { keys: ["z"] },
          },
        },
      },
      locals: { y: "y" },
    }),
  ]);

  expect(world.objects.map(({ id, vault, vaultName, type, name }) => [id, vault?.id, vaultName, type, name])).toEqual([
    ["azurerm_key_vault_secret.s", "azurerm_key_vault.v", "kv", "secret", "a"],
    ["data.azurerm_key_vault_certificate.c", undefined, "other", "certificate", "b"],
    ["output.vault_objects kv/secrets/x", "azurerm_key_vault.v", "kv", "secret", "x"],
    ["output.vault_objects kv/secrets/y", "azurerm_key_vault.v", "kv", "secret", "y"],
    ["output.vault_objects away/keys/z", undefined, "away", "key", "z"],
  ]);
});

test("a resource is found by its id, symbolic, known, or written out", () => {
  const world = readAzure([
    stack("one", {
      resource: {
        azurerm_key_vault: { v: { name: "kv" } },
        test_thing: { t: { a: "${azurerm_key_vault.v.id}", b: `${ARM}/KV`, c: "${azurerm_key_vault.v.name}" } },
      },
    }),
  ]);
  const thing = resourceAt(world, "test_thing.t");

  expect(["a", "b", "c"].map((name) => world.resourceOf(world.valueOf(thing, name))?.id)).toEqual([
    "azurerm_key_vault.v",
    "azurerm_key_vault.v",
    undefined,
  ]);
  expect(world.resourceOf(undefined)).toBeUndefined();
  expect(world.vaultNamed("KV")?.id).toBe("azurerm_key_vault.v");
});

test("the owner and the principal of each key are those of the resource that is made for each of the same things", () => {
  const each = { for_each: "${var.teams}" };
  const azure = readAzure([
    stack("one", {
      resource: {
        azurerm_user_assigned_identity: {
          team: { ...each, name: "${each.key}" },
          other: { for_each: "${var.others}" },
        },
        azurerm_federated_identity_credential: {
          same: { ...each, user_assigned_identity_id: "${azurerm_user_assigned_identity.team[each.key].id}" },
          chained: {
            for_each: "${azurerm_user_assigned_identity.team}",
            user_assigned_identity_id: "${azurerm_user_assigned_identity.team[each.key].id}",
          },
          different: { ...each, user_assigned_identity_id: "${azurerm_user_assigned_identity.other[each.key].id}" },
          single: { user_assigned_identity_id: "${azurerm_user_assigned_identity.team[each.key].id}" },
        },
        azurerm_role_assignment: {
          same: { ...each, principal_id: "${azurerm_user_assigned_identity.team[ each.key ].principal_id}" },
        },
      },
    }),
  ]);

  const owners = [...azure.credentials, ...azure.grants].map(({ resource, identity }) => [
    resource.address,
    identity?.resource.address,
  ]);

  expect(owners).toEqual([
    ["azurerm_federated_identity_credential.same", "azurerm_user_assigned_identity.team"],
    ["azurerm_federated_identity_credential.chained", "azurerm_user_assigned_identity.team"],
    ["azurerm_federated_identity_credential.different", undefined],
    ["azurerm_federated_identity_credential.single", undefined],
    ["azurerm_role_assignment.same", "azurerm_user_assigned_identity.team"],
  ]);
});
