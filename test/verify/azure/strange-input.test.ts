import fc from "fast-check";
import { expect, test } from "vitest";
import { type AzureWorld, readAzure } from "../../../verify/azure/index.js";
import type { SourceDocument } from "../../../verify/reading/document.js";
import { terraformInput } from "../../../verify/terraform/index.js";
import { document, stack } from "../terraform/documents.js";

const { lines } = document("any.json", {});

/** Everything that a rule may ask of a world. */
function walked(world: AzureWorld): number {
  const values = world.resources.flatMap((resource) =>
    Object.keys(resource.attributes).map((name) => world.resourceOf(world.valueOf(resource, name, 0, "x"))),
  );
  return values.length + world.grants.length + world.dangling.length;
}

const words = fc.constantFrom(
  "resource",
  "data",
  "output",
  "locals",
  "variable",
  "terraform",
  "provider",
  "module",
  "backend",
  "azurerm",
  "value",
  "azurerm_key_vault",
  "azurerm_role_assignment",
  "azurerm_user_assigned_identity",
  "azurerm_kubernetes_cluster",
  "azurerm_federated_identity_credential",
  "terraform_remote_state",
  "config",
  "access_policy",
  "vault_objects",
  "v",
  "planned_values",
  "values",
  "root_module",
  "resources",
  "child_modules",
  "configuration",
  "expressions",
  "references",
  "format_version",
  "version",
  "instances",
  "attributes",
  "scope",
  "id",
  "name",
  "__proto__",
  "constructor",
  "//",
  "0",
);
const texts = fc.oneof(
  words,
  fc.string(),
  fc.constantFrom(
    "${azurerm_key_vault.v.id}",
    "${local.v}",
    "${var.v[0]}",
    "${data.terraform_remote_state.v.outputs.v.v}",
    "${",
  ),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: "medium" },
    texts,
    fc.integer(),
    fc.constantFrom(true, null, 4),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(words, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test("no shape of document is too strange", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom("a/b.json", "c.tfstate", "d.yaml", "-"), tree), { maxLength: 3 }),
      (shapes) => {
        const documents = shapes.map(([file, value]): SourceDocument => ({ file, value, lines }));

        expect(() => documents.map(terraformInput)).not.toThrow();
        expect(() => walked(readAzure(documents))).not.toThrow();
      },
    ),
    { numRuns: 2000, seed: 5 },
  );
});

test("no configuration, plan or state is too strange", () => {
  fc.assert(
    fc.property(tree, tree, tree, tree, (one, two, three, four) => {
      const resource = {
        azurerm_key_vault: { v: one },
        azurerm_role_assignment: { v: two },
        azurerm_kubernetes_cluster: three,
      };
      const shown = [{ type: "azurerm_key_vault", name: "v", address: one, values: two }, four];
      const documents = [
        {
          resource,
          data: { terraform_remote_state: { v: one } },
          output: { vault_objects: { value: four } },
          locals: { v: two },
        },
        {
          format_version: "1",
          planned_values: { root_module: { resources: shown } },
          configuration: { root_module: three },
        },
        { format_version: "1", values: { root_module: { resources: shown, child_modules: [four] }, outputs: one } },
        {
          version: 4,
          resources: [{ type: "azurerm_key_vault", name: "v", instances: [{ attributes: one }, four] }, two],
        },
        { sample: true, b: { vault_objects: four } },
      ].map((value, index): SourceDocument => ({ file: `${"abcde"[index]}/b.json`, value, lines }));

      expect(() => walked(readAzure(documents))).not.toThrow();
    }),
    { numRuns: 1000, seed: 5 },
  );
});

/** Stacks whose identities are there, or not. */
function large(count: number, misspelt: string): readonly SourceDocument[] {
  const each = (body: (index: number) => object): object =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`w${index}`, body(index)]));
  return [
    stack("one", {
      resource: {
        azurerm_key_vault: { v: { name: "kv" } },
        azurerm_kubernetes_cluster: { c: {} },
        azurerm_user_assigned_identity: each((index) => ({ name: `i${index}` })),
        azurerm_federated_identity_credential: each((index) => ({
          user_assigned_identity_id: `\${azurerm_user_assigned_identity.w${index}${misspelt}.id}`,
          issuer: "${azurerm_kubernetes_cluster.c.oidc_issuer_url}",
        })),
        azurerm_role_assignment: each((index) => ({
          principal_id: `\${azurerm_user_assigned_identity.w${index}.principal_id}`,
          scope: `\${azurerm_key_vault.v.id}/secrets/s${index}`,
        })),
      },
    }),
  ];
}

test("the time grows with the number of workloads, also where every reference dangles", () => {
  const count = 4000;
  const [right, wrong] = [large(count, ""), large(count, "x")];
  const before = performance.now();

  const [world, broken] = [readAzure(right), readAzure(wrong)];

  expect(performance.now() - before).toBeLessThan(6000);
  expect(world.grants.filter(({ identity }) => identity !== undefined).length).toBe(count);
  expect(world.credentials.filter(({ identity }) => identity !== undefined).length).toBe(count);
  expect(broken.dangling.length).toBe(count);
});
