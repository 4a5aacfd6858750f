import { expect, test } from "vitest";
import { evaluated } from "./documents.js";

const vault = {
  resource: { azurerm_key_vault: { shop: { name: "kv-shop", tags: { team: "shop", list: ["a", "b"] } } } },
};

function known(text: string): object {
  return { text, known: true, references: [], opaque: [] };
}

function open(reference: string): object {
  return { text: `\${${reference}}`, known: false, references: [reference], opaque: [] };
}

function opaque(expression: string): object {
  return { text: `\${?${expression}}`, known: false, references: [], opaque: [expression] };
}

test("a literal is itself, and numbers and booleans are what they look like", () => {
  expect(evaluated("text")).toEqual(known("text"));
  expect(evaluated("")).toEqual(known(""));
  expect(evaluated(3)).toEqual(known("3"));
  expect(evaluated(false)).toEqual(known("false"));
});

test("null, a list and a mapping are no value", () => {
  expect(evaluated(null)).toBeUndefined();
  expect(evaluated(["a"])).toBeUndefined();
  expect(evaluated({ a: "b" })).toBeUndefined();
});

test("doubled openings are text", () => {
  expect(evaluated("a $${b} %%{c} $d %")).toEqual(known("a ${b} %{c} $d %"));
});

test("a reference to an argument is followed, and one to an attribute stays open", () => {
  expect(evaluated("${azurerm_key_vault.shop.name}", vault)).toEqual(known("kv-shop"));
  expect(evaluated("${ azurerm_key_vault.shop.id }", vault)).toEqual(open("azurerm_key_vault.shop.id"));
});

test("an interpolation mixes text, what is known and what is not", () => {
  expect(evaluated("${azurerm_key_vault.shop.id}/secrets/${local.name}", { ...vault, locals: { name: "db" } })).toEqual(
    {
      text: "${azurerm_key_vault.shop.id}/secrets/db",
      known: false,
      references: ["azurerm_key_vault.shop.id"],
      opaque: [],
    },
  );
});

test("steps lead into mappings and lists, written in each way that Terraform has", () => {
  expect(evaluated('${azurerm_key_vault.shop.tags["team"]}', vault)).toEqual(known("shop"));
  expect(evaluated("${azurerm_key_vault.shop.tags.list[1]}", vault)).toEqual(known("b"));
  expect(evaluated("${azurerm_key_vault.shop.tags.list.0}", vault)).toEqual(known("a"));
  expect(evaluated("${azurerm_key_vault.shop.network_acls[0].x}", vault)).toEqual(
    open("azurerm_key_vault.shop.network_acls[0].x"),
  );
});

test("a block that is written as an object is a list to whoever refers to it", () => {
  const cluster = {
    resource: { azurerm_kubernetes_cluster: { c: { key_vault_secrets_provider: { secret_rotation_interval: "5m" } } } },
  };

  expect(
    evaluated("${azurerm_kubernetes_cluster.c.key_vault_secrets_provider[0].secret_rotation_interval}", cluster),
  ).toEqual(known("5m"));
  expect(
    evaluated("${azurerm_kubernetes_cluster.c.key_vault_secrets_provider[0].secret_identity[0].client_id}", cluster),
  ).toEqual(open("azurerm_kubernetes_cluster.c.key_vault_secrets_provider[0].secret_identity[0].client_id"));
});

test("local values are followed through one another, and through a whole resource", () => {
  const locals = { a: "${local.b.deep[0]}", b: { deep: ["${azurerm_key_vault.shop}"] }, c: "${local.a}" };

  expect(evaluated("${local.c.name}", { ...vault, locals })).toEqual(known("kv-shop"));
  expect(evaluated("${local.c.vault_uri}", { ...vault, locals })).toEqual(open("azurerm_key_vault.shop.vault_uri"));
});

test("a variable is its default, and open without one", () => {
  const variable = { given: { default: "x" }, asked: {}, unset: { default: null } };

  expect(evaluated("${var.given}", { variable })).toEqual(known("x"));
  expect(evaluated("${var.asked}", { variable })).toEqual(opaque("var.asked"));
  expect(evaluated("${var.unset}", { variable })).toEqual(opaque("var.unset"));
});

test("functions, conditions, splats and directives are not evaluated, only brought into one form", () => {
  expect(evaluated("${lower(  azurerm_key_vault.shop.name\n)}", vault)).toEqual(
    opaque("lower( azurerm_key_vault.shop.name )"),
  );
  expect(evaluated('${true ? "}" : "${"a"}"}')).toEqual(opaque('true ? "}" : "${"a"}"'));
  expect(evaluated("${azurerm_key_vault.shop.*.id}", vault)).toEqual(opaque("azurerm_key_vault.shop.*.id"));
  expect(evaluated("%{ if true }a%{ endif }")).toEqual(opaque("%{ if true }a%{ endif }"));
  expect(evaluated("${unfinished")).toEqual(opaque("unfinished"));
  expect(evaluated("${}")).toEqual(opaque(""));
});

test("what means something else in each resource is not the same in two of them", () => {
  const rest = { resource: { test_other: { other: { argument: "${each.key}" } } } };

  expect(evaluated("${each.key}", rest)).toEqual({ ...opaque("each.key"), text: "${?test_thing.subject: each.key}" });
  expect(evaluated("${test_other.other.argument}", rest)).toEqual({
    ...opaque("each.key"),
    text: "${?test_other.other: each.key}",
  });
});

test("circles end", () => {
  const locals = { a: "${local.b}", b: "${local.a}", c: "x${local.d}", d: "y${local.c}" };

  expect(evaluated("${local.a}", { locals })).toMatchObject({ known: false });
  expect(evaluated("${local.c}", { locals })).toMatchObject({ known: false });
});

test("expressions that multiply each other are given up", () => {
  const locals = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`l${index}`, `\${local.l${index + 1}}\${local.l${index + 1}}`]),
  );

  const value = evaluated("${local.l0}", { locals: { ...locals, l100: "ha" } }) as { text: string };

  expect(value.text.length).toBeLessThan(100_000);
});

test("a chain of thousands of references ends without an answer", () => {
  const locals = Object.fromEntries(
    Array.from({ length: 5000 }, (_, index) => [`l${index}`, `\${local.l${index + 1}}`]),
  );

  expect(evaluated("${local.l0}", { locals })).toMatchObject({ known: false });
  expect(evaluated("${local.l4990}", { locals: { ...locals, l5000: "end" } })).toEqual(known("end"));
});

test("the tenant of the deployer is the one of the provider, as far as it is stated", () => {
  const data = { azurerm_client_config: { current: {}, other: { provider: "azurerm.other" } } };
  const provider = { azurerm: [{ tenant_id: "tenant-a" }, { alias: "other", tenant_id: "tenant-b" }] };

  expect(evaluated("${data.azurerm_client_config.current.tenant_id}", { data, provider })).toEqual(known("tenant-a"));
  expect(evaluated("${data.azurerm_client_config.other.tenant_id}", { data, provider })).toEqual(known("tenant-b"));
  expect(evaluated("${data.azurerm_client_config.current.object_id}", { data, provider })).toEqual(
    open("data.azurerm_client_config.current.object_id"),
  );
  expect(evaluated("${data.azurerm_client_config.current.tenant_id}", { data })).toEqual(
    open("data.azurerm_client_config.current.tenant_id"),
  );
});

test("names of the prototype are names like any other", () => {
  const locals = JSON.parse('{ "__proto__": "p", "constructor": "c" }') as object;
  const resource = JSON.parse(
    '{ "azurerm_key_vault": { "__proto__": { "name": "kv" }, "constructor": { "name": "kw" } } }',
  );

  expect(evaluated("${local.__proto__}${local.constructor}", { locals })).toEqual(known("pc"));
  expect(evaluated("${azurerm_key_vault.__proto__.name}", { resource })).toEqual(known("kv"));
  expect(evaluated("${azurerm_key_vault.constructor.name}", { resource })).toEqual(known("kw"));
  expect(evaluated("${local.toString}", { locals })).toEqual(opaque("local.toString"));
});
