import { expect, test } from "vitest";
import { readAzure } from "../../../verify/azure/index.js";
import { stack } from "../terraform/documents.js";

function dangling(value: Readonly<Record<string, unknown>>): readonly (readonly unknown[])[] {
  return readAzure([stack("one", value)]).dangling.map(({ on, at, reference, candidates }) => [
    on.id,
    at,
    reference,
    candidates,
  ]);
}

test("fails when a resource, a data source, a variable or a local is not declared", () => {
  const value = {
    resource: {
      azurerm_key_vault: { shop: { name: "${var.nmae}", tags: { "${local.tga}": "x" } } },
      azurerm_role_assignment: {
        r: {
          scope: "${azurerm_key_vault.shpo.id}/secrets/x",
          depends_on: ["time_sleep.gone", "azurerm_key_vault.shop"],
        },
      },
    },
    data: { azurerm_subscription: { s: { subscription_id: "${data.azurerm_client_config.current.subscription_id}" } } },
    variable: { name: {} },
    locals: { tag: "${module.m.x}" },
    output: { id: { value: { a: ["${lower(azurerm_key_vault.shop.id)}", "${format(azurerm_key_vault.gone.id)}"] } } },
    provider: { azurerm: [{ tenant_id: "${var.tenant}" }] },
  };

  const every = ["azurerm_key_vault.shop", "azurerm_role_assignment.r", "data.azurerm_subscription.s"];
  expect(dangling(value)).toEqual([
    ["azurerm_key_vault.shop", ["name"], "var.nmae", ["var.name"]],
    ["azurerm_key_vault.shop", ["tags", "${local.tga}"], "local.tga", ["local.tag"]],
    ["azurerm_role_assignment.r", ["scope"], "azurerm_key_vault.shpo", ["azurerm_key_vault.shop"]],
    ["azurerm_role_assignment.r", ["depends_on", 0], "time_sleep.gone", every],
    ["data.azurerm_subscription.s", ["subscription_id"], "data.azurerm_client_config.current", every],
    ["output.id", ["a", 1], "azurerm_key_vault.gone", ["azurerm_key_vault.shop"]],
    ["local.tag", [], "module.m", []],
    ["provider.azurerm", ["tenant_id"], "var.tenant", ["var.name"]],
  ]);
});

test("instances, comments, iterators and names of Terraform itself do not dangle", () => {
  const value = {
    resource: {
      azurerm_key_vault: {
        many: { "//": "${nothing.here}", for_each: "${toset([])}", name: "kv-${each.key}" },
        one: { count: 1, name: "${path.module}-${count.index}-${terraform.workspace}" },
      },
      azurerm_role_assignment: {
        r: {
          scope: '${azurerm_key_vault.many["a"].id}',
          description: "${azurerm_key_vault.one[0].name}",
          condition: '${join(",", [for vault in azurerm_key_vault.many : vault.id])}',
          provider: "azurerm.other",
          lifecycle: { ignore_changes: ["tags"] },
        },
      },
    },
  };

  expect(dangling(value)).toEqual([]);
});

test("what a dynamic block goes through does not dangle inside of it, and elsewhere does", () => {
  const value = {
    resource: {
      azurerm_key_vault: {
        shop: {
          name: "${item.value}",
          dynamic: {
            access_policy: {
              for_each: "${var.policies}",
              content: { object_id: "${access_policy.value.id}", tenant_id: "${var.tenant}" },
            },
            contact: [
              { iterator: "item", for_each: [], content: [{ email: "${item.value}", name: "${contact.key}" }] },
            ],
          },
        },
      },
    },
    variable: { policies: {} },
  };

  expect(dangling(value).map((one) => one.slice(1, 3))).toEqual([
    [["name"], "item.value"],
    [["dynamic", "access_policy", "content", "tenant_id"], "var.tenant"],
    [["dynamic", "contact", 0, "content", 0, "name"], "contact.key"],
  ]);
});

test("a resource may be called one in as many words", () => {
  const value = {
    resource: { azurerm_key_vault: { shop: { name: "a" } } },
    output: {
      a: { value: "${resource.azurerm_key_vault.shop.id}" },
      b: { value: "${resource.azurerm_key_vault.shpo.id}" },
    },
  };

  expect(dangling(value).map(([id, , reference]) => [id, reference])).toEqual([["output.b", "azurerm_key_vault.shpo"]]);
});
